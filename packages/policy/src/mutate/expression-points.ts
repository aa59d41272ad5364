import { type Ast, type CompareOperator, listFunctions, parseFeel, type Span } from "@wutong/feel";
import type { ListedValues } from "./listed-values.ts";
import type { MutantKind } from "./mutant.ts";
import { daysBeside, durationsBeside, numbersBeside } from "./neighbours.ts";
import type { Point } from "./point.ts";

export type ReadExpression = { readonly points: readonly Point[]; readonly names: ReadonlySet<string> };

/** A boundary moved, and the direction turned; an equality only turns. */
const TURNED: Readonly<Record<CompareOperator, readonly CompareOperator[]>> = {
  "=": ["!="],
  "!=": ["="],
  "<": ["<=", ">"],
  "<=": ["<", ">="],
  ">": [">=", "<"],
  ">=": [">", "<="],
};
const OTHER = { and: "or", or: "and", some: "every", every: "some" } as const;

/** Every single-point change of an expression or a table's cell, and the names that it uses. */
export function readExpression(source: string, values: ListedValues): ReadExpression {
  const ast = parsed(source);
  const nodes = ast ? nodesIn(ast) : [];
  return {
    points: nodes.flatMap((each) => pointsAt(source, each, values)),
    names: new Set(nodes.flatMap(({ node }) => (node.kind === "name" ? [node.name] : []))),
  };
}

function parsed(source: string): Ast | undefined {
  const names = listFunctions().map((each) => each.name);
  for (const grammar of ["Expression", "UnaryTests"] as const) {
    const found = parseFeel(source, grammar, names);
    if (found.ok && found.value.kind !== "unsupported") return found.value;
  }
  return undefined;
}

/** `field`: the fact that the node is asked of, for texts. */
type Found = { readonly node: Ast; readonly field: string | undefined };

/** Driven by the tree's own shape: whatever holds a node is walked, so that no construct is passed by. */
function nodesIn(node: Ast, field?: string): readonly Found[] {
  const parts = partsOf(node);
  const asked = ASKING.has(node.kind) ? fieldAmong(parts) : field;
  return [{ node, field }, ...parts.flatMap((part) => nodesIn(part, asked))];
}

/** What holds a field beside a text that is asked of it: `b.kind in ("x", "y")`, `starts with(e.industry, "C34")`. */
const ASKING: ReadonlySet<Ast["kind"]> = new Set(["compare", "in", "call"]);

function fieldAmong(parts: readonly Ast[]): string | undefined {
  const named = parts.find((each) => each.kind === "path" || each.kind === "name");
  return named?.kind === "path" ? named.field : named?.kind === "name" ? named.name : undefined;
}

function partsOf(value: unknown): readonly Ast[] {
  if (Array.isArray(value)) return value.flatMap((each) => (isAst(each) ? [each] : partsOf(each)));
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((each) => (isAst(each) ? [each] : partsOf(each)));
}

function isAst(value: unknown): value is Ast {
  return typeof value === "object" && value !== null && "kind" in value && "span" in value;
}

function pointsAt(source: string, { node, field }: Found, values: ListedValues): readonly Point[] {
  const { from, to } = node.span;
  const points = (kind: MutantKind, span: Span, inserts: readonly string[]): readonly Point[] =>
    inserts.map((insert) => ({ kind, ...span, insert }));
  switch (node.kind) {
    case "number":
      return points("number", node.span, numbersBeside(node.text));
    case "boolean":
      return points("boolean", node.span, [String(!node.value)]);
    case "string":
      return points("listedValue", { from: from + 1, to: to - 1 }, [values.beside(node.value, field)]);
    case "temporal": {
      const span = spanOf(source, node.text, from);
      return [...points("day", span, daysBeside(node.text)), ...points("duration", span, durationsBeside(node.text))];
    }
    case "and":
    case "or":
      return points("junction", wordBetween(source, node), [OTHER[node.kind]]);
    case "quantified":
      return points("quantifier", { from, to: from + node.quantifier.length }, [OTHER[node.quantifier]]);
    case "compare":
      return points("comparison", spanOf(source, node.operator, node.left.span.to), TURNED[node.operator]);
    case "comparisonTest":
      return points("comparison", { from, to: from + node.operator.length }, TURNED[node.operator]);
    case "range":
      return [
        ...points("bound", { from, to: from + 1 }, [node.lowClosed ? "(" : "["]),
        ...points("bound", { from: to - 1, to }, [node.highClosed ? ")" : "]"]),
      ];
    default:
      return [];
  }
}

function spanOf(source: string, part: string, behind: number): Span {
  const from = source.indexOf(part, behind);
  return { from, to: from + part.length };
}

/** The `and` or `or` of a junction, which may stand among brackets. */
function wordBetween(source: string, { kind, left, right }: Extract<Ast, { kind: "and" | "or" }>): Span {
  const found = new RegExp(`\\b${kind}\\b`).exec(source.slice(left.span.to, right.span.from));
  const from = left.span.to + (found?.index ?? 0);
  return { from, to: from + kind.length };
}
