/** Three-valued truth: `null` is unknown (as NULL is in SQL), never false. Kleene's strong logic. */
export type Truth = boolean | null;

export function not(value: Truth): Truth {
  return value === null ? null : !value;
}

export function and(...values: readonly Truth[]): Truth {
  let result: Truth = true;
  for (const value of values) {
    if (value === false) return false;
    if (value === null) result = null;
  }
  return result;
}

export function or(...values: readonly Truth[]): Truth {
  let result: Truth = false;
  for (const value of values) {
    if (value === true) return true;
    if (value === null) result = null;
  }
  return result;
}

/** At least `count` of the values: true when so many are met, false when even the unknown ones could not reach it. */
export function atLeast(count: number, values: readonly Truth[]): Truth {
  let met = 0;
  let unknown = 0;
  for (const value of values) {
    if (value === true) met += 1;
    else if (value === null) unknown += 1;
  }
  if (met >= count) return true;
  return met + unknown < count ? false : null;
}
