import { dmnFault } from "../faults/dmn-fault.ts";
import type { Variable } from "../model/element.ts";
import type {
  BusinessKnowledgeModel,
  Decision,
  DecisionService,
  DrgElement,
  InputData,
  KnowledgeSource,
  Reference,
  Requirement,
} from "../model/model.ts";
import { addFault, type Cursor } from "./cursor.ts";
import { defined } from "./defined.ts";
import { readExpression, readFunctionDefinition } from "./read-expressions.ts";
import { readVariable } from "./read-types.ts";

/** One reader for each kind of element in a requirements graph. */
export const DRG_READERS = {
  inputData: readInputData,
  decision: readDecision,
  businessKnowledgeModel: readKnowledgeModel,
  decisionService: readDecisionService,
  knowledgeSource: readKnowledgeSource,
} as const satisfies { readonly [Kind in DrgElement["kind"]]: (cursor: Cursor) => DrgElement };

function readInputData(cursor: Cursor): InputData {
  const fields = { kind: "inputData" as const, name: cursor.required("name"), variable: readOwnVariable(cursor) };
  return defined({ ...fields, ...cursor.rest() });
}

function readDecision(cursor: Cursor): Decision {
  const fields = {
    kind: "decision" as const,
    name: cursor.required("name"),
    question: cursor.text("question")?.text,
    allowedAnswers: cursor.text("allowedAnswers")?.text,
    variable: readOwnVariable(cursor),
    requirements: readRequirements(cursor),
    expression: readExpression(cursor),
  };
  return defined({ ...fields, ...cursor.rest() });
}

function readKnowledgeModel(cursor: Cursor): BusinessKnowledgeModel {
  const logic = cursor.child("encapsulatedLogic");
  const fields = {
    kind: "businessKnowledgeModel" as const,
    name: cursor.required("name"),
    variable: readOwnVariable(cursor),
    requirements: readRequirements(cursor),
    logic: logic ? readFunctionDefinition(logic) : undefined,
  };
  return defined({ ...fields, ...cursor.rest() });
}

function readDecisionService(cursor: Cursor): DecisionService {
  const fields = {
    kind: "decisionService" as const,
    name: cursor.required("name"),
    variable: readOwnVariable(cursor),
    outputDecisions: cursor.children("outputDecision").map(readReference),
    encapsulatedDecisions: cursor.children("encapsulatedDecision").map(readReference),
    inputDecisions: cursor.children("inputDecision").map(readReference),
    inputData: cursor.children("inputData").map(readReference),
  };
  return defined({ ...fields, ...cursor.rest() });
}

function readKnowledgeSource(cursor: Cursor): KnowledgeSource {
  const fields = {
    kind: "knowledgeSource" as const,
    name: cursor.required("name"),
    locationUri: cursor.attribute("locationURI"),
    requirements: readRequirements(cursor),
  };
  return defined({ ...fields, ...cursor.rest() });
}

function readOwnVariable(cursor: Cursor): Variable | undefined {
  const variable = cursor.child("variable");
  return variable && readVariable(variable);
}

const REQUIREMENTS = {
  informationRequirement: "information",
  knowledgeRequirement: "knowledge",
  authorityRequirement: "authority",
} as const;

const REQUIRED = ["requiredDecision", "requiredInput", "requiredKnowledge", "requiredAuthority"] as const;

function readRequirements(cursor: Cursor): readonly Requirement[] {
  return cursor.matching((local) => Object.hasOwn(REQUIREMENTS, local)).flatMap((one) => readRequirement(one));
}

function readRequirement(cursor: Cursor): readonly Requirement[] {
  const requirement = REQUIREMENTS[cursor.element.local as keyof typeof REQUIREMENTS];
  for (const required of REQUIRED) {
    const target = cursor.child(required);
    if (target) return [{ requirement, required, reference: readReference(target), ...cursor.rest() }];
  }
  const { element, reading } = cursor;
  addFault(reading, dmnFault("dmn.missingAttribute", { element: element.local, attribute: "href" }, element.at));
  return [];
}

function readReference(cursor: Cursor): Reference {
  return { href: cursor.required("href"), ...cursor.rest() };
}
