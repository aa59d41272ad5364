import type { FeelValue } from "../values/value.ts";

/** What isn't a boolean counts as null in `and`, `or`, `all` and filters. */
export function asTruth(value: FeelValue): boolean | null {
  return typeof value === "boolean" ? value : null;
}

export function negate(truth: boolean | null): boolean | null {
  return truth === null ? null : !truth;
}

/** False where one is false, whatever the other (DMN 1.5, table 50). */
export function both(left: boolean | null, right: boolean | null): boolean | null {
  if (left === false || right === false) return false;
  return left === null || right === null ? null : true;
}

export function either(left: boolean | null, right: boolean | null): boolean | null {
  return negate(both(negate(left), negate(right)));
}
