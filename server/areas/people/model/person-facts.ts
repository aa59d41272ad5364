import type { GivenFacts } from "@wutong/policy";

/** A person's facts with what says whose they are; the same form as a line of `wutong sweep --facts`. */
export type PersonFacts = { readonly personId: number; readonly office: number; readonly facts: GivenFacts };
