import { dmnFault } from "../faults/dmn-fault.ts";
import type {
  Aggregation,
  DecisionTable,
  HitPolicy,
  LiteralExpression,
  OutputClause,
  Rule,
} from "../model/expression.ts";
import { addFault, type Cursor } from "./cursor.ts";
import { defined } from "./defined.ts";
import { readLiteral } from "./read-literal.ts";
import { readTests } from "./read-types.ts";

const HIT_POLICIES: readonly HitPolicy[] = [
  "UNIQUE",
  "FIRST",
  "PRIORITY",
  "ANY",
  "COLLECT",
  "RULE ORDER",
  "OUTPUT ORDER",
];

const AGGREGATIONS: readonly Aggregation[] = ["SUM", "COUNT", "MIN", "MAX"];

export function readDecisionTable(cursor: Cursor): DecisionTable {
  const fields = {
    kind: "decisionTable" as const,
    hitPolicy: oneOf(cursor, "hitPolicy", HIT_POLICIES) ?? "UNIQUE",
    aggregation: oneOf(cursor, "aggregation", AGGREGATIONS),
    orientation: cursor.attribute("preferredOrientation"),
    outputLabel: cursor.attribute("outputLabel"),
    typeRef: cursor.attribute("typeRef"),
    inputs: cursor.children("input").map((input) => {
      const clause = {
        expression: readCell(input.child("inputExpression")),
        values: readTests(input.child("inputValues")),
      };
      return defined({ ...clause, ...input.rest() });
    }),
    outputs: cursor.children("output").map(readOutput),
    annotations: cursor.children("annotation").map((one) => defined({ name: one.attribute("name"), ...one.rest() })),
    rules: cursor.children("rule").map(readRule),
  };
  return defined({ ...fields, ...cursor.rest() });
}

function readOutput(cursor: Cursor): OutputClause {
  const fields = {
    name: cursor.attribute("name"),
    typeRef: cursor.attribute("typeRef"),
    values: readTests(cursor.child("outputValues")),
    defaultEntry: readCell(cursor.child("defaultOutputEntry")),
  };
  return defined({ ...fields, ...cursor.rest() });
}

function readRule(cursor: Cursor): Rule {
  const fields = {
    tests: cursor.children("inputEntry").flatMap((entry) => readTests(entry) ?? []),
    results: cursor.children("outputEntry").map(readLiteral),
    remarks: cursor
      .children("annotationEntry")
      .map((entry) => ({ text: entry.text("text")?.text ?? "", ...entry.rest() })),
  };
  return { ...fields, ...cursor.rest() };
}

function readCell(cursor: Cursor | undefined): LiteralExpression | undefined {
  return cursor && readLiteral(cursor);
}

function oneOf<Word extends string>(cursor: Cursor, attribute: string, words: readonly Word[]): Word | undefined {
  const found = cursor.attribute(attribute);
  if (found === undefined) return undefined;
  const word = words.find((one) => one === found);
  if (!word) {
    const params = { element: cursor.element.local, attribute, found, allowed: words.join(", ") };
    addFault(cursor.reading, dmnFault("dmn.badValue", params, cursor.element.at));
  }
  return word;
}
