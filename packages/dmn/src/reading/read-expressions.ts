import { dmnFault } from "../faults/dmn-fault.ts";
import type {
  Binding,
  BoxedContext,
  BoxedList,
  Conditional,
  ContextEntry,
  Expression,
  Filter,
  FunctionDefinition,
  Invocation,
  Iterator,
  Part,
  Relation,
} from "../model/expression.ts";
import { addFault, type Cursor } from "./cursor.ts";
import { defined } from "./defined.ts";
import { readDecisionTable } from "./read-decision-table.ts";
import { readLiteral } from "./read-literal.ts";
import { readVariable } from "./read-types.ts";

/** One reader for each boxed expression, by the name of its element. */
const READERS = {
  literalExpression: readLiteral,
  decisionTable: readDecisionTable,
  context: readContext,
  list: readList,
  relation: readRelation,
  invocation: readInvocation,
  functionDefinition: readFunctionDefinition,
  conditional: readConditional,
  filter: readFilter,
  for: readIterator,
  some: readIterator,
  every: readIterator,
} as const satisfies Record<string, (cursor: Cursor) => Expression>;

/** The expression that an element holds, if any; more than one is a fault. */
export function readExpression(cursor: Cursor): Expression | undefined {
  const found = readExpressions(cursor);
  if (found.length > 1) {
    const { element, reading } = cursor;
    addFault(reading, dmnFault("dmn.severalExpressions", { element: element.local, count: found.length }, element.at));
  }
  return found[0];
}

function readExpressions(cursor: Cursor): readonly Expression[] {
  return cursor.matching((local) => Object.hasOwn(READERS, local)).map(readOne);
}

function readOne(cursor: Cursor): Expression {
  return READERS[cursor.element.local as keyof typeof READERS](cursor);
}

function readContext(cursor: Cursor): BoxedContext {
  const entries = cursor.children("contextEntry").map((entry): ContextEntry => {
    const variable = entry.child("variable");
    const fields = { variable: variable && readVariable(variable), value: readExpression(entry) };
    return defined({ ...fields, ...entry.rest() });
  });
  return defined({ kind: "context" as const, entries, typeRef: cursor.attribute("typeRef"), ...cursor.rest() });
}

function readList(cursor: Cursor): BoxedList {
  const elements = readExpressions(cursor);
  return defined({ kind: "list" as const, elements, typeRef: cursor.attribute("typeRef"), ...cursor.rest() });
}

function readRelation(cursor: Cursor): Relation {
  const fields = {
    kind: "relation" as const,
    typeRef: cursor.attribute("typeRef"),
    columns: cursor.children("column").map(readVariable),
    rows: cursor.children("row").map(readList),
  };
  return defined({ ...fields, ...cursor.rest() });
}

function readInvocation(cursor: Cursor): Invocation {
  const bindings = cursor.children("binding").map((binding): Binding => {
    const parameter = binding.child("parameter");
    const fields = { parameter: parameter && readVariable(parameter), value: readExpression(binding) };
    return defined({ ...fields, ...binding.rest() });
  });
  const fields = { kind: "invocation" as const, called: readExpression(cursor), bindings };
  return defined({ ...fields, typeRef: cursor.attribute("typeRef"), ...cursor.rest() });
}

const LANGUAGES = ["FEEL", "Java", "PMML"] as const;

export function readFunctionDefinition(cursor: Cursor): FunctionDefinition {
  const { element, reading } = cursor;
  const kind = cursor.attribute("kind") ?? "FEEL";
  const language = LANGUAGES.find((one) => one === kind);
  if (!language) {
    const params = { element: element.local, attribute: "kind", found: kind, allowed: LANGUAGES.join(", ") };
    addFault(reading, dmnFault("dmn.badValue", params, element.at));
  }
  const fields = {
    kind: "functionDefinition" as const,
    language: language ?? "FEEL",
    typeRef: cursor.attribute("typeRef"),
    parameters: cursor.children("formalParameter").map(readVariable),
    body: readExpression(cursor),
  };
  return defined({ ...fields, ...cursor.rest() });
}

function readPart(cursor: Cursor, local: string): Part {
  const part = cursor.child(local);
  if (!part) return {};
  return defined({ value: readExpression(part), typeRef: part.attribute("typeRef"), ...part.rest() });
}

function readConditional(cursor: Cursor): Conditional {
  const fields = {
    kind: "conditional" as const,
    typeRef: cursor.attribute("typeRef"),
    condition: readPart(cursor, "if"),
    whenTrue: readPart(cursor, "then"),
    otherwise: readPart(cursor, "else"),
  };
  return defined({ ...fields, ...cursor.rest() });
}

function readFilter(cursor: Cursor): Filter {
  const fields = { kind: "filter" as const, list: readPart(cursor, "in"), match: readPart(cursor, "match") };
  return defined({ ...fields, typeRef: cursor.attribute("typeRef"), ...cursor.rest() });
}

function readIterator(cursor: Cursor): Iterator {
  const kind = cursor.element.local as Iterator["kind"];
  const fields = {
    kind,
    variable: cursor.required("iteratorVariable"),
    list: readPart(cursor, "in"),
    body: readPart(cursor, kind === "for" ? "return" : "satisfies"),
    typeRef: cursor.attribute("typeRef"),
  };
  return defined({ ...fields, ...cursor.rest() });
}
