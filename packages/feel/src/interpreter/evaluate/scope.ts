import type { FeelValue } from "../values/value.ts";

/** Where names get their values: a Map will do, or anything that looks them up. Undefined: no such name. */
export type Scope = { readonly get: (name: string) => FeelValue | undefined };

/** Names of an inner construct before those around it. */
export function innerScope(inner: Scope, outer: Scope): Scope {
  return {
    get: (name) => {
      const value = inner.get(name);
      return value === undefined ? outer.get(name) : value;
    },
  };
}
