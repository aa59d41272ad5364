import type { Variable } from "../model/element.ts";
import type {
  Decision,
  DmnModel,
  DrgElement,
  FunctionItem,
  ItemDefinition,
  Reference,
  Requirement,
} from "../model/model.ts";
import { MODEL_NAMESPACES, XMLNS } from "../reading/namespaces.ts";
import { writeXml } from "../xml/write-xml.ts";
import type { XmlAttribute, XmlElement } from "../xml/xml-tree.ts";
import { makeElement, makeTextElement, type Writing } from "./make-element.ts";
import { writeExpression, writeTests, writeVariable } from "./write-expression.ts";

/**
 * A model as a DMN file, in its own version of the language, elements in the order that the schema wants. Reading the
 * file gives the model again, places apart. Comments of a file that was read are not kept.
 */
export function writeDmn(model: DmnModel): string {
  const { version, prefix } = model;
  const writing: Writing = { version, namespace: MODEL_NAMESPACES[version], prefix };
  const { name, namespace, expressionLanguage, typeLanguage, exporter, exporterVersion } = model;
  const imports = model.imports.map((one) => {
    const attributes = {
      // Imports of DMN 1.1 have no name; later ones must have one, if an empty one.
      name: version === "1.1" && one.name === "" ? undefined : one.name,
      namespace: one.namespace,
      importType: one.importType,
      locationURI: one.locationUri,
    };
    return makeElement(writing, "import", one, { attributes });
  });
  const root = makeElement(writing, "definitions", model, {
    attributes: { name, namespace, expressionLanguage, typeLanguage, exporter, exporterVersion },
    children: [
      ...imports,
      ...model.itemDefinitions.map((one) => writeType(one, "itemDefinition", writing)),
      ...model.elements.map((one) => writeElement(one, writing)),
    ],
  });
  return writeXml({ ...root, attributes: [...declarations(model), ...root.attributes] });
}

function declarations({ version, prefix, namespaces }: DmnModel): readonly XmlAttribute[] {
  const all = [[prefix, MODEL_NAMESPACES[version]], ...Object.entries(namespaces)] as const;
  return all.map(([declared, value]) => ({
    name: declared ? `xmlns:${declared}` : "xmlns",
    uri: XMLNS,
    value: value ?? "",
  }));
}

function writeType(type: ItemDefinition, local: string, writing: Writing): XmlElement {
  const { name, typeLanguage, isCollection, typeRef, allowedValues, typeConstraint, components, functionItem } = type;
  return makeElement(writing, local, type, {
    attributes: { name, typeLanguage, isCollection: isCollection ? "true" : undefined },
    children: [
      typeRef === undefined ? undefined : makeTextElement(writing, "typeRef", typeRef),
      allowedValues && writeTests(allowedValues, "allowedValues", writing),
      typeConstraint && writeTests(typeConstraint, "typeConstraint", writing),
      ...components.map((one) => writeType(one, "itemComponent", writing)),
      functionItem && writeFunctionItem(functionItem, writing),
    ],
  });
}

function writeFunctionItem(item: FunctionItem, writing: Writing): XmlElement {
  return makeElement(writing, "functionItem", item, {
    attributes: { outputTypeRef: item.outputTypeRef },
    children: item.parameters.map((one) => writeVariable(one, "parameters", writing)),
  });
}

function writeElement(element: DrgElement, writing: Writing): XmlElement {
  const { kind, name } = element;
  switch (element.kind) {
    case "inputData":
      return makeElement(writing, kind, element, { attributes: { name }, children: ownVariable(element, writing) });
    case "decision":
      return writeDecision(element, writing);
    case "businessKnowledgeModel":
      return makeElement(writing, kind, element, {
        attributes: { name },
        children: [
          ...ownVariable(element, writing),
          ...element.requirements.map((one) => writeRequirement(one, writing)),
          element.logic && writeExpression(element.logic, writing, "encapsulatedLogic"),
        ],
      });
    case "decisionService":
      return makeElement(writing, kind, element, {
        attributes: { name },
        children: [
          ...ownVariable(element, writing),
          ...element.outputDecisions.map((one) => writeReference(one, "outputDecision", writing)),
          ...element.encapsulatedDecisions.map((one) => writeReference(one, "encapsulatedDecision", writing)),
          ...element.inputDecisions.map((one) => writeReference(one, "inputDecision", writing)),
          ...element.inputData.map((one) => writeReference(one, "inputData", writing)),
        ],
      });
    case "knowledgeSource":
      return makeElement(writing, kind, element, {
        attributes: { name, locationURI: element.locationUri },
        children: element.requirements.map((one) => writeRequirement(one, writing)),
      });
  }
}

function writeDecision(decision: Decision, writing: Writing): XmlElement {
  const { name, question, allowedAnswers, expression } = decision;
  return makeElement(writing, "decision", decision, {
    attributes: { name },
    children: [
      question === undefined ? undefined : makeTextElement(writing, "question", question),
      allowedAnswers === undefined ? undefined : makeTextElement(writing, "allowedAnswers", allowedAnswers),
      ...ownVariable(decision, writing),
      ...decision.requirements.map((one) => writeRequirement(one, writing)),
      expression && writeExpression(expression, writing),
    ],
  });
}

function ownVariable({ variable }: { readonly variable?: Variable }, writing: Writing): readonly XmlElement[] {
  return variable ? [writeVariable(variable, "variable", writing)] : [];
}

function writeRequirement(requirement: Requirement, writing: Writing): XmlElement {
  const target = writeReference(requirement.reference, requirement.required, writing);
  return makeElement(writing, `${requirement.requirement}Requirement`, requirement, { children: [target] });
}

function writeReference(reference: Reference, local: string, writing: Writing): XmlElement {
  return makeElement(writing, local, reference, { attributes: { href: reference.href } });
}
