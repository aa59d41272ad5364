import type { UnaryTests, Variable } from "../model/element.ts";
import type { FunctionItem, ItemDefinition } from "../model/model.ts";
import type { Cursor } from "./cursor.ts";
import { defined } from "./defined.ts";

export function readItemDefinition(cursor: Cursor): ItemDefinition {
  const fields = {
    name: cursor.attribute("name") ?? "",
    typeRef: cursor.text("typeRef")?.text.trim(),
    typeLanguage: cursor.attribute("typeLanguage"),
    isCollection: cursor.attribute("isCollection") === "true",
    allowedValues: readTests(cursor.child("allowedValues")),
    typeConstraint: readTests(cursor.child("typeConstraint")),
    components: cursor.children("itemComponent").map(readItemDefinition),
    functionItem: readFunctionItem(cursor.child("functionItem")),
  };
  return defined({ ...fields, ...cursor.rest() });
}

function readFunctionItem(cursor: Cursor | undefined): FunctionItem | undefined {
  if (!cursor) return undefined;
  const fields = {
    outputTypeRef: cursor.attribute("outputTypeRef"),
    parameters: cursor.children("parameters").map(readVariable),
  };
  return defined({ ...fields, ...cursor.rest() });
}

export function readVariable(cursor: Cursor): Variable {
  const fields = { name: cursor.attribute("name") ?? "", typeRef: cursor.attribute("typeRef") };
  return defined({ ...fields, ...cursor.rest() });
}

/** `at` is where the text begins, so that a fault inside it can be shown at its place. */
export function readTests(cursor: Cursor | undefined): UnaryTests | undefined {
  if (!cursor) return undefined;
  const found = cursor.text("text");
  const fields = { text: found?.text ?? "", expressionLanguage: cursor.attribute("expressionLanguage") };
  return defined({ ...fields, ...cursor.rest(), at: found?.at ?? cursor.element.at });
}
