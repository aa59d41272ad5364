/**
 * Facts about one person as JSON: the same form in JSON lines, in a request and in a policy's test cases.
 * Days are ISO text; a missing key is unknown; a list carries whether its rows are all there are.
 */
export type GivenFacts = { readonly [name: string]: GivenValue | GivenList };
export type GivenValue = string | number | boolean;
export type GivenRow = { readonly [name: string]: GivenValue | { readonly [name: string]: GivenValue } };
export type GivenList = { readonly complete: boolean; readonly rows: readonly GivenRow[] };

/** The facts of a case: those of the example but for what is left out, replaced one by one. */
export function mergeFacts(base: GivenFacts, overriding: GivenFacts, without: readonly string[] = []): GivenFacts {
  const kept = Object.entries(base).filter(([name]) => !without.includes(name));
  return { ...Object.fromEntries(kept), ...overriding };
}
