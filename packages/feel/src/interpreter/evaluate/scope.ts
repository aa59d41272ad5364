import type { FeelValue } from "../values/value.ts";

/** Where names get their values: a Map will do, or anything that looks them up. Undefined: no such name. */
export type Scope = { readonly get: (name: string) => FeelValue | undefined };
