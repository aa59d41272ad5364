import type { UnaryTests, Variable } from "../model/element.ts";
import type { DecisionTable, Expression, Iterator, LiteralExpression, Part, Rule } from "../model/expression.ts";
import type { XmlElement } from "../xml/xml-tree.ts";
import { makeElement, type Writing } from "./make-element.ts";

/** An expression, by the name of its kind or by the one that it goes by where it stands (`encapsulatedLogic`, `row`). */
export function writeExpression(expression: Expression, writing: Writing, local?: string): XmlElement {
  const { typeRef } = expression;
  const make = (name: string, children: readonly (XmlElement | undefined)[], more: Record<string, string> = {}) =>
    makeElement(writing, local ?? name, expression, { attributes: { typeRef, ...more }, children });
  const part = (one: Part, name: string): XmlElement => writePart(one, name, writing);
  switch (expression.kind) {
    case "literal":
      return writeLiteral(expression, local ?? "literalExpression", writing);
    case "decisionTable":
      return writeDecisionTable(expression, local ?? "decisionTable", writing);
    case "context":
      return make(
        "context",
        expression.entries.map((entry) => writeHolder(entry, "contextEntry", entry.variable, "variable", writing)),
      );
    case "list":
      return make(
        "list",
        expression.elements.map((one) => writeExpression(one, writing)),
      );
    case "relation":
      return make("relation", [
        ...expression.columns.map((one) => writeVariable(one, "column", writing)),
        ...expression.rows.map((one) => writeExpression(one, writing, "row")),
      ]);
    case "invocation":
      return make("invocation", [
        expression.called && writeExpression(expression.called, writing),
        ...expression.bindings.map((one) => writeHolder(one, "binding", one.parameter, "parameter", writing)),
      ]);
    case "functionDefinition":
      return make(
        "functionDefinition",
        [
          ...expression.parameters.map((one) => writeVariable(one, "formalParameter", writing)),
          expression.body && writeExpression(expression.body, writing),
        ],
        expression.language === "FEEL" ? {} : { kind: expression.language },
      );
    case "conditional":
      return make("conditional", [
        part(expression.condition, "if"),
        part(expression.whenTrue, "then"),
        part(expression.otherwise, "else"),
      ]);
    case "filter":
      return make("filter", [part(expression.list, "in"), part(expression.match, "match")]);
    default:
      return writeIterator(expression, local ?? expression.kind, writing);
  }
}

function writeIterator(iterator: Iterator, local: string, writing: Writing): XmlElement {
  const { kind, variable, typeRef, list, body } = iterator;
  return makeElement(writing, local, iterator, {
    attributes: { iteratorVariable: variable, typeRef },
    children: [writePart(list, "in", writing), writePart(body, kind === "for" ? "return" : "satisfies", writing)],
  });
}

function writePart(part: Part, local: string, writing: Writing): XmlElement {
  const children = part.value ? [writeExpression(part.value, writing)] : [];
  return makeElement(writing, local, part, { attributes: { typeRef: part.typeRef }, children });
}

type Holder = Part & { readonly value?: Expression };

/** A variable and the expression for it: an entry of a context, a binding of an invocation. */
function writeHolder(
  holder: Holder,
  local: string,
  variable: Variable | undefined,
  name: string,
  writing: Writing,
): XmlElement {
  return makeElement(writing, local, holder, {
    children: [
      variable && writeVariable(variable, name, writing),
      holder.value && writeExpression(holder.value, writing),
    ],
  });
}

function writeDecisionTable(table: DecisionTable, local: string, writing: Writing): XmlElement {
  const { hitPolicy, aggregation, orientation, outputLabel, typeRef } = table;
  return makeElement(writing, local, table, {
    attributes: { hitPolicy, aggregation, preferredOrientation: orientation, outputLabel, typeRef },
    children: [
      ...table.inputs.map((input) => {
        const { expression, values } = input;
        const children = [
          expression && writeLiteral(expression, "inputExpression", writing),
          values && writeTests(values, "inputValues", writing),
        ];
        return makeElement(writing, "input", input, { children });
      }),
      ...table.outputs.map((output) => {
        const { name, typeRef: type, values, defaultEntry } = output;
        const children = [
          values && writeTests(values, "outputValues", writing),
          defaultEntry && writeLiteral(defaultEntry, "defaultOutputEntry", writing),
        ];
        return makeElement(writing, "output", output, { attributes: { name, typeRef: type }, children });
      }),
      ...table.annotations.map((one) => makeElement(writing, "annotation", one, { attributes: { name: one.name } })),
      ...table.rules.map((rule) => writeRule(rule, writing)),
    ],
  });
}

function writeRule(rule: Rule, writing: Writing): XmlElement {
  const children = [
    ...rule.tests.map((one) => writeTests(one, "inputEntry", writing)),
    ...rule.results.map((one) => writeLiteral(one, "outputEntry", writing)),
    ...rule.remarks.map((one) => makeElement(writing, "annotationEntry", one, { text: one.text })),
  ];
  return makeElement(writing, "rule", rule, { children });
}

function writeLiteral(literal: LiteralExpression, local: string, writing: Writing): XmlElement {
  const { typeRef, expressionLanguage, text } = literal;
  return makeElement(writing, local, literal, { attributes: { typeRef, expressionLanguage }, text });
}

export function writeTests(tests: UnaryTests, local: string, writing: Writing): XmlElement {
  return makeElement(writing, local, tests, {
    attributes: { expressionLanguage: tests.expressionLanguage },
    text: tests.text,
  });
}

export function writeVariable(variable: Variable, local: string, writing: Writing): XmlElement {
  return makeElement(writing, local, variable, { attributes: { name: variable.name, typeRef: variable.typeRef } });
}
