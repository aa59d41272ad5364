import { isNumber } from "../ir/build.ts";
import type { Ir } from "../ir/ir.ts";
import type { Span } from "../parse/ast.ts";
import { joinBounds, numberType } from "../types/number-type.ts";
import { nameOfType, STRING, type ValueType } from "../types/value-type.ts";
import { checkAligned } from "./check-numbers.ts";
import type { Checking } from "./checking.ts";
import { suggest } from "./suggest.ts";

/** Brings values to one type (numbers to one scale), or reports that they differ. */
export function unify(nodes: readonly Ir[], at: Span, checking: Checking): readonly Ir[] | undefined {
  const [first] = nodes;
  if (!first) return nodes;
  const numbers = nodes.filter(isNumber);
  if (numbers.length === nodes.length) return checkAligned(numbers, at, checking);
  const different = nodes.find((node) => !sameType(first.type, node.type));
  if (different) {
    return checking.report("feel.differentTypes", at, {
      left: nameOfType(first.type),
      right: nameOfType(different.type),
    });
  }
  return nodes;
}

/** The type of any of the values, which `unify` has brought together: bounds are joined, lists of texts kept if shared. */
export function typeOfAny(nodes: readonly Ir[]): ValueType | undefined {
  const [first, ...others] = nodes.map((node) => node.type);
  return first && others.reduce(join, first);
}

function join(a: ValueType, b: ValueType): ValueType {
  if (a.kind === "number" && b.kind === "number") return numberType(a.scale, joinBounds(a, b), a.big || b.big);
  if (a.kind === "list" && b.kind === "list") return { kind: "list", of: join(a.of, b.of) };
  if (a.kind === "string" && b.kind === "string") return a.values?.join() === b.values?.join() ? a : STRING;
  if (a.kind !== "context" || b.kind !== "context") return a;
  const others = b.fields;
  const fields = Object.entries(a.fields).map(([name, type]): [string, ValueType] => {
    const other = others[name];
    return [name, other ? join(type, other) : type];
  });
  return { kind: "context", fields: Object.fromEntries(fields) };
}

/** A literal that is not among the values which the fact can have is a slip of the pen: refuse it. */
export function checkListedValues(subject: Ir, literal: Ir, at: Span, checking: Checking): boolean {
  const known = subject.type.kind === "string" ? subject.type.values : undefined;
  if (!known || literal.kind !== "literal" || typeof literal.value !== "string") return true;
  if (known.includes(literal.value)) return true;
  const near = suggest(literal.value, known) ?? "";
  checking.report("feel.notAListedValue", at, { value: literal.value, suggestion: near, values: known.join(", ") });
  return false;
}

function sameType(a: ValueType, b: ValueType): boolean {
  if (a.kind === "list" && b.kind === "list") return sameType(a.of, b.of);
  if (a.kind === "number" && b.kind === "number") return a.scale === b.scale && a.big === b.big;
  if (a.kind !== "context" || b.kind !== "context") return a.kind === b.kind;
  const [left, right] = [Object.entries(a.fields), b.fields];
  return (
    left.length === Object.keys(right).length &&
    left.every(([name, type]) => {
      const other = right[name];
      return other !== undefined && sameType(type, other);
    })
  );
}
