import type { DmnElement, UnaryTests, Variable } from "./element.ts";

type Typed = DmnElement & { readonly typeRef?: string };

/** Boxed expressions, DMN 1.5 chapter 10.2.2, decision tables among them. */
export type Expression =
  | LiteralExpression
  | DecisionTable
  | BoxedContext
  | BoxedList
  | Relation
  | Invocation
  | FunctionDefinition
  | Conditional
  | Filter
  | Iterator;

export type LiteralExpression = Typed & {
  readonly kind: "literal";
  readonly text: string;
  readonly expressionLanguage?: string;
};

export type HitPolicy = "UNIQUE" | "FIRST" | "PRIORITY" | "ANY" | "COLLECT" | "RULE ORDER" | "OUTPUT ORDER";

export type Aggregation = "SUM" | "COUNT" | "MIN" | "MAX";

export type DecisionTable = Typed & {
  readonly kind: "decisionTable";
  readonly hitPolicy: HitPolicy;
  readonly aggregation?: Aggregation;
  readonly orientation?: string;
  readonly outputLabel?: string;
  readonly inputs: readonly InputClause[];
  readonly outputs: readonly OutputClause[];
  readonly annotations: readonly Annotation[];
  readonly rules: readonly Rule[];
};

export type InputClause = DmnElement & {
  readonly expression?: LiteralExpression;
  readonly values?: UnaryTests;
};

export type OutputClause = Typed & {
  readonly name?: string;
  readonly values?: UnaryTests;
  readonly defaultEntry?: LiteralExpression;
};

/** The heading of a column of remarks; the language has `name` here, and no id. */
export type Annotation = DmnElement & { readonly name?: string };

export type Rule = DmnElement & {
  readonly tests: readonly UnaryTests[];
  readonly results: readonly LiteralExpression[];
  readonly remarks: readonly Remark[];
};

export type Remark = DmnElement & { readonly text: string };

export type BoxedContext = Typed & { readonly kind: "context"; readonly entries: readonly ContextEntry[] };

/** Without a variable it is the result of the context. */
export type ContextEntry = DmnElement & { readonly variable?: Variable; readonly value?: Expression };

export type BoxedList = Typed & { readonly kind: "list"; readonly elements: readonly Expression[] };

export type Relation = Typed & {
  readonly kind: "relation";
  readonly columns: readonly Variable[];
  readonly rows: readonly BoxedList[];
};

export type Invocation = Typed & {
  readonly kind: "invocation";
  readonly called?: Expression;
  readonly bindings: readonly Binding[];
};

export type Binding = DmnElement & { readonly parameter?: Variable; readonly value?: Expression };

export type FunctionDefinition = Typed & {
  readonly kind: "functionDefinition";
  readonly language: "FEEL" | "Java" | "PMML";
  readonly parameters: readonly Variable[];
  readonly body?: Expression;
};

/** The part of a boxed expression that holds another: `if`, `in`, `match`, … */
export type Part = Typed & { readonly value?: Expression };

export type Conditional = Typed & {
  readonly kind: "conditional";
  readonly condition: Part;
  readonly whenTrue: Part;
  readonly otherwise: Part;
};

export type Filter = Typed & { readonly kind: "filter"; readonly list: Part; readonly match: Part };

export type Iterator = Typed & {
  readonly kind: "for" | "some" | "every";
  readonly variable: string;
  readonly list: Part;
  /** What `return` or `satisfies` holds. */
  readonly body: Part;
};
