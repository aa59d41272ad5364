import type { FoldOperator, Ir } from "../ir/ir.ts";
import type { Ast, AstOf, Span } from "../parse/ast.ts";
import { fits, integerBetween, LIST_ROWS_MAX, multiplyBounds, numberType } from "../types/number-type.ts";
import { BOOLEAN, type ListType, nameOfType, type ValueType } from "../types/value-type.ts";
import { tooLarge } from "./check-numbers.ts";
import { bind, type Checking, type Environment } from "./checking.ts";
import { suggest } from "./suggest.ts";
import { typeOfAny, unify } from "./unify.ts";

export type ListIr = Ir & { readonly type: ListType };

const COUNT = integerBetween(0, LIST_ROWS_MAX);

export function checkList(ast: AstOf<"list">, env: Environment, checking: Checking): Ir | undefined {
  const items = ast.items.map((item) => checking.check(item, env)).filter((item) => item !== undefined);
  if (items.length < ast.items.length) return undefined;
  if (items.length === 0) return checking.report("feel.notExpressible", ast.span, { what: "[]" });
  return listOf(items, ast.span, checking);
}

export function listOf(items: readonly Ir[], at: Span, checking: Checking): Ir | undefined {
  const unified = unify(items, at, checking);
  const of = unified && typeOfAny(unified);
  if (!unified || !of) return undefined;
  if (of.kind === "list") return checking.report("feel.notExpressible", at, { what: "a list of lists" });
  return { kind: "list", type: { kind: "list", of }, items: unified };
}

/** Inside a filter `item` is the element, and the fields of a context stand by their own names. */
export function checkFilter(ast: AstOf<"filter">, env: Environment, checking: Checking): Ir | undefined {
  const list = checkListOperand(ast.list, env, checking);
  if (!list) return undefined;
  const item: Ir = { kind: "variable", type: list.type.of, slot: env.depth };
  const predicate = checking.check(ast.predicate, bind(env, { ...fieldsOf(item), item }));
  if (!predicate) return undefined;
  if (predicate.type.kind === "number") {
    return checking.report("feel.notExpressible", ast.predicate.span, { what: "list[n]" });
  }
  if (!expectBoolean(predicate, ast.predicate.span, checking)) return undefined;
  return { kind: "filter", type: list.type, slot: env.depth, list, predicate };
}

/** `some x in xs, y in ys satisfies p` is `some x in xs satisfies some y in ys satisfies p`. */
export function checkQuantified(ast: AstOf<"quantified">, env: Environment, checking: Checking): Ir | undefined {
  const nest = (index: number, inner: Environment): Ir | undefined => {
    const iterator = ast.iterators[index];
    if (!iterator) {
      const satisfies = checking.check(ast.satisfies, inner);
      return satisfies && (expectBoolean(satisfies, ast.satisfies.span, checking) ? satisfies : undefined);
    }
    const list = checkListOperand(iterator.list, inner, checking);
    if (!list) return undefined;
    const slot = inner.depth;
    const element: Ir = { kind: "variable", type: list.type.of, slot };
    const satisfies = nest(index + 1, bind(inner, { [iterator.name]: element }));
    return satisfies && { kind: "quantify", type: BOOLEAN, quantifier: ast.quantifier, slot, list, satisfies };
  };
  return nest(0, env);
}

export function checkFor(ast: AstOf<"for">, env: Environment, checking: Checking): Ir | undefined {
  const [iterator, second] = ast.iterators;
  if (!iterator || second) {
    return checking.report("feel.notExpressible", second?.span ?? ast.span, { what: "for over several lists" });
  }
  const list = checkListOperand(iterator.list, env, checking);
  if (!list) return undefined;
  const element: Ir = { kind: "variable", type: list.type.of, slot: env.depth };
  const body = checking.check(ast.body, bind(env, { [iterator.name]: element }));
  return body && mapOver(list, body, env.depth, ast.body.span, checking);
}

/** A field of a context, of every element of a list of contexts, or a part of a date. */
export function checkPath(ast: AstOf<"path">, env: Environment, checking: Checking): Ir | undefined {
  const of = checking.check(ast.of, env);
  if (!of) return undefined;
  if (of.type.kind !== "list") return fieldOf(of, ast, env, checking);
  const element: Ir = { kind: "variable", type: of.type.of, slot: env.depth };
  const body = fieldOf(element, ast, { ...env, depth: env.depth + 1 }, checking);
  return body && mapOver(of as ListIr, body, env.depth, ast.fieldSpan, checking);
}

function checkListOperand(ast: Ast, env: Environment, checking: Checking): ListIr | undefined {
  if (ast.kind === "unsupported") return checking.report("feel.notExpressible", ast.span, { what: ast.what });
  const node = checking.check(ast, env);
  return node && expectList(node, ast.span, checking);
}

export function expectList(node: Ir, at: Span, checking: Checking): ListIr | undefined {
  if (node.type.kind === "list") return node as ListIr;
  return checking.report("feel.wrongType", at, { expected: "list", found: nameOfType(node.type) });
}

export function expectBoolean(node: Ir, at: Span, checking: Checking): boolean {
  if (node.type.kind === "boolean") return true;
  checking.report("feel.wrongType", at, { expected: "boolean", found: nameOfType(node.type) });
  return false;
}

export function count(list: ListIr, slot: number): Ir {
  return { kind: "count", type: COUNT, slot, list };
}

export function fold(operator: FoldOperator, list: ListIr, slot: number, at: Span, checking: Checking): Ir | undefined {
  const type = foldedType(operator, list.type.of);
  if (!type) return checking.report("feel.notComparable", at, { type: nameOfType(list.type), operator });
  if (type.kind === "number" && !fits(type)) return tooLarge(at, checking);
  return { kind: "fold", type, operator, slot, list };
}

function foldedType(operator: FoldOperator, of: ValueType): ValueType | undefined {
  if (operator !== "sum") return of.kind === "number" || of.kind === "date" || of.kind === "string" ? of : undefined;
  if (of.kind !== "number") return undefined;
  const rows = { low: 0n, high: BigInt(LIST_ROWS_MAX) };
  return numberType(of.scale, multiplyBounds(of, rows), of.big);
}

function mapOver(list: ListIr, body: Ir, slot: number, at: Span, checking: Checking): Ir | undefined {
  if (body.type.kind === "list") return checking.report("feel.notExpressible", at, { what: "a list of lists" });
  return { kind: "map", type: { kind: "list", of: body.type }, slot, list, body };
}

function fieldOf(of: Ir, ast: AstOf<"path">, env: Environment, checking: Checking): Ir | undefined {
  if (of.type.kind === "date" && ["year", "month", "day"].includes(ast.field)) {
    const bounds =
      ast.field === "year" ? integerBetween(-10_000, 10_000) : integerBetween(1, ast.field === "day" ? 31 : 12);
    return { kind: "call", type: bounds, name: `date.${ast.field}`, slot: env.depth, args: [of] };
  }
  if (of.type.kind !== "context") {
    return checking.report("feel.wrongType", ast.of.span, { expected: "context", found: nameOfType(of.type) });
  }
  const type = Object.hasOwn(of.type.fields, ast.field) ? of.type.fields[ast.field] : undefined;
  if (type) return { kind: "field", type, of, name: ast.field };
  const known = Object.keys(of.type.fields);
  const suggestion = suggest(ast.field, known) ?? "";
  return checking.report("feel.unknownField", ast.fieldSpan, { name: ast.field, suggestion, known: known.join(", ") });
}

function fieldsOf(item: Ir): Readonly<Record<string, Ir>> {
  if (item.type.kind !== "context") return {};
  const entries = Object.entries(item.type.fields);
  return Object.fromEntries(
    entries.map(([name, type]): [string, Ir] => [name, { kind: "field", type, of: item, name }]),
  );
}
