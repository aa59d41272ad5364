/** A list fact: the rows that are known, and whether they are all. */
export type ListFact = { readonly rows: readonly unknown[]; readonly complete: boolean };

/**
 * What a closure reads: root name → value. Missing, undefined or null is unknown.
 * Dates are days since 1970 (`Day`), numbers integers of their type's scale (2.50 at scale 2 is 250), bigint where the
 * type is `big`; durations are months or days; a context is an object; a list is a `ListFact`, also inside contexts.
 */
export type Facts = Readonly<Record<string, unknown>>;

/** What a closure answers: as in `Facts`; null is unknown. */
export type FeelValue = boolean | number | bigint | string | ListFact | Readonly<Record<string, unknown>> | null;
