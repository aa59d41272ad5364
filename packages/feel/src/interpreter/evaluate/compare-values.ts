import type { CompareOperator } from "../../parse/ast.ts";
import { equals } from "../values/equality.ts";
import { compare } from "../values/ordering.ts";
import type { FeelValue } from "../values/value.ts";
import { negate } from "./truth.ts";

/** The comparison's truth; null where the two can't be compared. */
export function compareValues(operator: CompareOperator, left: FeelValue, right: FeelValue): boolean | null {
  if (operator === "=") return equals(left, right);
  if (operator === "!=") return negate(equals(left, right));
  const order = compare(left, right);
  if (order === null) return null;
  switch (operator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0 || equals(left, right) === true;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0 || equals(left, right) === true;
  }
}
