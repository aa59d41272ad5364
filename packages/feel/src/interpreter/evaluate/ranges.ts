import type { CompareOperator } from "../../parse/ast.ts";
import { equals } from "../values/equality.ts";
import { compare } from "../values/ordering.ts";
import { type FeelRange, type FeelValue, hasKind, kindOf } from "../values/value.ts";
import { compareValues } from "./compare-values.ts";
import { both } from "./truth.ts";

/** A range between two endpoints; null where they have no order among them, or both are null. */
export function makeInterval(ends: Pick<FeelRange, "low" | "high" | "lowClosed" | "highClosed">): FeelRange | null {
  const { low, high } = ends;
  if (low === null && high === null) return null;
  const ordered = low === null || high === null ? compare(low ?? high, low ?? high) : compare(low, high);
  return ordered === null ? null : { kind: "range", form: "interval", ...ends };
}

/** `(< 5)` as a value. */
export function makeComparison(form: CompareOperator, than: FeelValue): FeelRange {
  const [low, high] = [form === "<" || form === "<=" ? null : than, form === ">" || form === ">=" ? null : than];
  return {
    kind: "range",
    form,
    low,
    high,
    lowClosed: form === ">=" || form === "=",
    highClosed: form === "<=" || form === "=",
  };
}

/** Whether a value lies in a range; null where it can't be compared with an endpoint. */
export function includesValue(range: FeelRange, value: FeelValue): boolean | null {
  switch (range.form) {
    case "interval":
      return both(
        compareValues(range.lowClosed ? ">=" : ">", value, range.low),
        compareValues(range.highClosed ? "<=" : "<", value, range.high),
      );
    case "<":
    case "<=":
      return compareValues(range.form, value, range.high);
    default:
      return compareValues(range.form, value, range.low);
  }
}

/** Whether a value is what a test's value asks for: in the range, in the list, or equal. */
export function matches(value: FeelValue, wanted: FeelValue): boolean | null {
  if (hasKind(wanted, "range")) {
    return hasKind(value, "range") ? equals(value, wanted) : includesValue(wanted, value);
  }
  if (kindOf(wanted) !== "list" || !Array.isArray(wanted)) return equals(value, wanted);
  if (equals(value, wanted) === true) return true;
  return wanted.some((item: FeelValue) => matchesItem(value, item));
}

function matchesItem(value: FeelValue, item: FeelValue): boolean {
  if (hasKind(item, "range") && !hasKind(value, "range")) return includesValue(item, value) === true;
  return equals(value, item) === true;
}
