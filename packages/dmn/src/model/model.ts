import type { DmnElement, Named, UnaryTests, Variable } from "./element.ts";
import type { Expression, FunctionDefinition } from "./expression.ts";

/** The versions of DMN whose files are read; a file is written in the version that its model has. */
export type DmnVersion = "1.1" | "1.2" | "1.3" | "1.4" | "1.5";

/** A model: one file's `definitions`. */
export type DmnModel = Named & {
  readonly version: DmnVersion;
  readonly namespace: string;
  readonly expressionLanguage?: string;
  readonly typeLanguage?: string;
  readonly exporter?: string;
  readonly exporterVersion?: string;
  /** Prefix of DMN's own elements; "" means the default namespace. */
  readonly prefix: string;
  /** Namespace declarations of the root, by prefix, DMN's own left out. */
  readonly namespaces: Readonly<Record<string, string>>;
  readonly imports: readonly Import[];
  readonly itemDefinitions: readonly ItemDefinition[];
  readonly elements: readonly DrgElement[];
};

export type Import = Named & {
  readonly namespace: string;
  readonly importType: string;
  readonly locationUri?: string;
};

export type ItemDefinition = Named & {
  readonly typeRef?: string;
  readonly typeLanguage?: string;
  readonly isCollection: boolean;
  /** Each value, of a collection each element, must pass. */
  readonly allowedValues?: UnaryTests;
  /** The value as a whole must pass, of a collection the list (DMN 1.5). */
  readonly typeConstraint?: UnaryTests;
  readonly components: readonly ItemDefinition[];
  readonly functionItem?: FunctionItem;
};

export type FunctionItem = DmnElement & {
  readonly outputTypeRef?: string;
  readonly parameters: readonly Variable[];
};

export type DrgElement = InputData | Decision | BusinessKnowledgeModel | DecisionService | KnowledgeSource;

export type InputData = Named & { readonly kind: "inputData"; readonly variable?: Variable };

export type Decision = Named & {
  readonly kind: "decision";
  readonly question?: string;
  readonly allowedAnswers?: string;
  readonly variable?: Variable;
  readonly requirements: readonly Requirement[];
  readonly expression?: Expression;
};

export type BusinessKnowledgeModel = Named & {
  readonly kind: "businessKnowledgeModel";
  readonly variable?: Variable;
  readonly requirements: readonly Requirement[];
  readonly logic?: FunctionDefinition;
};

export type DecisionService = Named & {
  readonly kind: "decisionService";
  readonly variable?: Variable;
  readonly outputDecisions: readonly Reference[];
  readonly encapsulatedDecisions: readonly Reference[];
  readonly inputDecisions: readonly Reference[];
  readonly inputData: readonly Reference[];
};

export type KnowledgeSource = Named & {
  readonly kind: "knowledgeSource";
  readonly locationUri?: string;
  readonly requirements: readonly Requirement[];
};

/** What an element needs: the element names of DMN's requirement and of what it points to. */
export type Requirement = DmnElement & {
  readonly requirement: "information" | "knowledge" | "authority";
  readonly required: "requiredDecision" | "requiredInput" | "requiredKnowledge" | "requiredAuthority";
  readonly reference: Reference;
};

/** `#id` in the same file or `namespace#id` in an imported one. */
export type Reference = DmnElement & { readonly href: string };
