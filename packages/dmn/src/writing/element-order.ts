import type { DmnVersion } from "../model/model.ts";

/** Stands for any boxed expression, and for any element of a requirements graph. */
const EXPRESSION = "*expression";
const DRG_ELEMENT = "*drg";

const EXPRESSIONS = new Set(
  "literalExpression decisionTable context list relation invocation functionDefinition conditional filter for some every".split(
    " ",
  ),
);

const DRG_ELEMENTS = new Set("inputData decision businessKnowledgeModel decisionService knowledgeSource".split(" "));

const ALWAYS_FIRST = ["description", "extensionElements"];

const CLAUSE = ["inputExpression", "inputValues", "outputValues", "defaultOutputEntry", "text"];
const ITEM = ["typeRef", "allowedValues", "typeConstraint", "itemComponent", "functionItem"];

/** In which order the XML schema wants the children of an element; what isn't listed comes last. */
const ORDERS: Readonly<Record<string, readonly string[]>> = {
  definitions: [
    "import",
    "itemDefinition",
    DRG_ELEMENT,
    "textAnnotation",
    "association",
    "group",
    "elementCollection",
    "performanceIndicator",
    "organizationUnit",
  ],
  itemDefinition: ITEM,
  itemComponent: ITEM,
  decision: [
    "question",
    "allowedAnswers",
    "variable",
    "informationRequirement",
    "knowledgeRequirement",
    "authorityRequirement",
    "supportedObjective",
    "impactedPerformanceIndicator",
    "decisionMaker",
    "decisionOwner",
    "usingProcess",
    "usingTask",
    EXPRESSION,
  ],
  businessKnowledgeModel: ["variable", "encapsulatedLogic", "knowledgeRequirement", "authorityRequirement"],
  decisionService: ["variable", "outputDecision", "encapsulatedDecision", "inputDecision", "inputData"],
  knowledgeSource: ["authorityRequirement", "type", "owner"],
  decisionTable: ["input", "output", "annotation", "rule"],
  input: CLAUSE,
  output: CLAUSE,
  rule: ["inputEntry", "outputEntry", "annotationEntry"],
  contextEntry: ["variable", EXPRESSION],
  relation: ["column", "row"],
  invocation: [EXPRESSION, "binding"],
  binding: ["parameter", EXPRESSION],
  functionDefinition: ["formalParameter", EXPRESSION],
  encapsulatedLogic: ["formalParameter", EXPRESSION],
  conditional: ["if", "then", "else"],
  filter: ["in", "match"],
  for: ["in", "return"],
  some: ["in", "satisfies"],
  every: ["in", "satisfies"],
};

/** DMN 1.1 put the variable of a business knowledge model behind its logic. */
const FIRST_ORDERS: Readonly<Record<string, readonly string[]>> = {
  businessKnowledgeModel: ["encapsulatedLogic", "variable", "knowledgeRequirement", "authorityRequirement"],
};

/** Where a child belongs among its siblings: smaller is earlier, equal is as they come. */
export function placeAmongSiblings(version: DmnVersion, parent: string, child: string): number {
  const first = ALWAYS_FIRST.indexOf(child);
  if (first >= 0) return first;
  const order = (version === "1.1" ? FIRST_ORDERS[parent] : undefined) ?? ORDERS[parent] ?? [];
  const index = order.indexOf(child);
  if (index >= 0) return ALWAYS_FIRST.length + index;
  const group = EXPRESSIONS.has(child) ? EXPRESSION : DRG_ELEMENTS.has(child) ? DRG_ELEMENT : child;
  const grouped = order.indexOf(group);
  return ALWAYS_FIRST.length + (grouped >= 0 ? grouped : order.length);
}
