import { type FeelValue, makeContext, type NameScope, namesOf, type Scope } from "@wutong/feel/interpreter";

/** Names with their values, nearest first. */
export type LocalScope = Scope & { readonly names: () => NameScope };

export function openScope(entries: ReadonlyMap<string, FeelValue>, outer?: LocalScope): LocalScope {
  return {
    get: (name) => (entries.has(name) ? entries.get(name) : outer?.get(name)),
    names: () => new Map([...(outer?.names() ?? []), ...namesOf(makeContext(entries))]),
  };
}
