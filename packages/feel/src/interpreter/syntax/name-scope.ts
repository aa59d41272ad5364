import { type FeelContext, type FeelValue, hasKind, isList } from "../values/value.ts";

/**
 * The names that an expression may use, so that `monthly fee + 1` is read as it is meant. A name whose value is a
 * context, a list of contexts or a function that returns one maps to the names inside, any other to null. Built-in
 * functions are known anyway.
 */
export interface NameScope extends ReadonlyMap<string, NameScope | null> {}

export const NO_NAMES: NameScope = new Map();

/** The names of a context's entries, nested ones included. */
export function namesOf(context: FeelContext): NameScope {
  return new Map(Array.from(context.entries, ([name, value]) => [name, namesInside(value)]));
}

function namesInside(value: FeelValue): NameScope | null {
  if (hasKind(value, "context")) return namesOf(value);
  if (!isList(value)) return null;
  return mergeNames(value.map(namesInside));
}

/** All names that any of the scopes has. */
export function mergeNames(scopes: readonly (NameScope | null | undefined)[]): NameScope | null {
  const known = scopes.filter((scope) => scope !== null && scope !== undefined && scope.size > 0);
  if (known.length <= 1) return known[0] ?? null;
  return new Map(known.flatMap((scope) => [...(scope ?? NO_NAMES)]));
}
