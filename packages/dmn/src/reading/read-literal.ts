import type { LiteralExpression } from "../model/expression.ts";
import type { Cursor } from "./cursor.ts";
import { defined } from "./defined.ts";

/** A literal expression, also where the language calls it otherwise (a table's cells). `at` is where the text begins. */
export function readLiteral(cursor: Cursor): LiteralExpression {
  const found = cursor.text("text");
  const fields = {
    kind: "literal" as const,
    text: found?.text ?? "",
    typeRef: cursor.attribute("typeRef"),
    expressionLanguage: cursor.attribute("expressionLanguage"),
  };
  return defined({ ...fields, ...cursor.rest(), at: found?.at ?? cursor.element.at });
}
