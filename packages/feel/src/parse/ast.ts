/** A half-open stretch of the source text, in UTF-16 offsets (as editors count). */
export type Span = { readonly from: number; readonly to: number };

export type ArithmeticOperator = "+" | "-" | "*" | "/" | "**";
export type CompareOperator = "=" | "!=" | "<" | "<=" | ">" | ">=";

export type Iterator = { readonly name: string; readonly list: Ast; readonly span: Span };
export type ContextEntry = { readonly name: string; readonly value: Ast; readonly span: Span };
export type NamedArgument = { readonly name: string; readonly value: Ast; readonly span: Span };

type Node<Kind extends string, Parts = unknown> = Readonly<{ kind: Kind; span: Span } & Parts>;

/** FEEL as written: one node per construct, no types yet. */
export type Ast =
  | Node<"number", { text: string }>
  | Node<"string", { value: string }>
  | Node<"boolean", { value: boolean }>
  | Node<"null">
  /** `@"…"`, or `date("…")`, `duration("…")` and their like with one string literal. */
  | Node<"temporal", { constructorName: string; text: string }>
  | Node<"name", { name: string }>
  /** `?`, the input of a unary test. */
  | Node<"input">
  | Node<"path", { of: Ast; field: string; fieldSpan: Span }>
  | Node<"filter", { list: Ast; predicate: Ast }>
  | Node<"arithmetic", { operator: ArithmeticOperator; left: Ast; right: Ast }>
  | Node<"negate", { of: Ast }>
  | Node<"compare", { operator: CompareOperator; left: Ast; right: Ast }>
  | Node<"between", { of: Ast; low: Ast; high: Ast }>
  | Node<"in", { of: Ast; tests: readonly Ast[] }>
  | Node<"and", { left: Ast; right: Ast }>
  | Node<"or", { left: Ast; right: Ast }>
  | Node<"if", { condition: Ast; consequent: Ast; alternative: Ast }>
  | Node<"quantified", { quantifier: "some" | "every"; iterators: readonly Iterator[]; satisfies: Ast }>
  | Node<"for", { iterators: readonly Iterator[]; body: Ast }>
  | Node<"call", { name: string; nameSpan: Span; positional: readonly Ast[]; named: readonly NamedArgument[] }>
  | Node<"list", { items: readonly Ast[] }>
  | Node<"context", { entries: readonly ContextEntry[] }>
  | Node<"range", { low: Ast; high: Ast; lowClosed: boolean; highClosed: boolean }>
  /** `> 5` as a unary test. */
  | Node<"comparisonTest", { operator: CompareOperator; than: Ast }>
  /** `-` in a decision table's cell: anything. */
  | Node<"wildcard">
  /** The tests of a cell: one of them, or (negated) none of them. */
  | Node<"tests", { tests: readonly Ast[]; negated: boolean }>
  /** What FEEL has and policy mode has not (function definitions, instance of, …); refused by the checker. */
  | Node<"unsupported", { what: string }>;

export type AstKind = Ast["kind"];
export type AstOf<Kind extends AstKind> = Extract<Ast, { kind: Kind }>;
