import type { ArithmeticOperator, CompareOperator, Span } from "../../parse/ast.ts";
import type { FeelNumber, FeelValue } from "../values/value.ts";

export type Iterator = { readonly name: string; readonly over: Expr; readonly to: Expr | null; readonly span: Span };
export type Entry = { readonly name: string; readonly value: Expr; readonly span: Span };
export type Parameter = { readonly name: string; readonly type: TypeExpr | null };

type Node<Kind extends string, Parts = unknown> = Readonly<{ kind: Kind; span: Span } & Parts>;

/** FEEL as written, everything of DMN 1.5's grammar. */
export type Expr =
  | Node<"literal", { value: null | boolean | string | FeelNumber }>
  /** `@"…"`: null where the text is no date, time or duration. */
  | Node<"at", { text: string; value: FeelValue }>
  | Node<"name", { name: string }>
  | Node<"input">
  | Node<"path", { of: Expr; name: string }>
  | Node<"filter", { list: Expr; predicate: Expr }>
  | Node<"arithmetic", { operator: ArithmeticOperator; left: Expr; right: Expr }>
  | Node<"negate", { of: Expr }>
  | Node<"compare", { operator: CompareOperator; left: Expr; right: Expr }>
  | Node<"between", { of: Expr; low: Expr; high: Expr }>
  | Node<"in", { of: Expr; tests: readonly Expr[] }>
  | Node<"and", { left: Expr; right: Expr }>
  | Node<"or", { left: Expr; right: Expr }>
  | Node<"if", { condition: Expr; consequent: Expr; alternative: Expr }>
  | Node<"quantified", { quantifier: "some" | "every"; iterators: readonly Iterator[]; satisfies: Expr }>
  | Node<"for", { iterators: readonly Iterator[]; body: Expr }>
  | Node<"call", { callee: Expr; positional: readonly Expr[] }>
  | Node<"namedCall", { callee: Expr; named: readonly Entry[] }>
  | Node<"list", { items: readonly Expr[] }>
  | Node<"context", { entries: readonly Entry[] }>
  | Node<"range", { low: Expr; high: Expr; lowClosed: boolean; highClosed: boolean }>
  /** `(< 5)`, or `< 5` among unary tests. */
  | Node<"comparisonRange", { operator: CompareOperator; than: Expr }>
  | Node<"function", { parameters: readonly Parameter[]; body: Expr | null }>
  | Node<"instanceOf", { of: Expr; type: TypeExpr }>
  /** A test that asks about `?` itself: it holds where it is true. */
  | Node<"inputTest", { of: Expr }>
  | Node<"wildcard">
  | Node<"tests", { tests: readonly Expr[]; negated: boolean }>;

export type ExprKind = Expr["kind"];
export type ExprOf<Kind extends ExprKind> = Extract<Expr, { readonly kind: Kind }>;

/** A type as written. */
export type TypeExpr =
  | Node<"typeName", { name: string }>
  | Node<"listType", { of: TypeExpr }>
  | Node<"rangeType", { of: TypeExpr }>
  | Node<"contextType", { fields: readonly { readonly name: string; readonly type: TypeExpr }[] }>
  | Node<"functionType", { parameters: readonly TypeExpr[]; result: TypeExpr }>;
