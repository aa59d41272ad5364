import type { FeelType, Scope } from "@wutong/feel";

/** The facts over which random expressions range: every type, nested contexts, lists in lists, one number beyond 2^53. */

const employer: FeelType = {
  kind: "context",
  fields: { kind: { kind: "string" }, industry: { kind: "string" }, stateOwned: { kind: "boolean" } },
};

const payment: FeelType = {
  kind: "context",
  fields: { paidOn: { kind: "date" }, amount: { kind: "number", scale: 2, digits: 9 } },
};

const insurance: FeelType = {
  kind: "context",
  fields: {
    key: { kind: "string" },
    region: { kind: "string" },
    from: { kind: "date" },
    to: { kind: "date" },
    open: { kind: "boolean" },
    base: { kind: "number", scale: 2, digits: 9 },
    employer,
    payments: { kind: "list", of: payment },
  },
};

const contract: FeelType = {
  kind: "context",
  fields: {
    key: { kind: "string" },
    from: { kind: "date" },
    to: { kind: "date" },
    years: { kind: "number", digits: 2 },
  },
};

export const parityScope: Scope = {
  birth: { kind: "date" },
  asOf: { kind: "date" },
  flag: { kind: "boolean" },
  team: { kind: "string" },
  years: { kind: "number", digits: 3 },
  area: { kind: "number", scale: 2, digits: 7 },
  wealth: { kind: "number", scale: 1, digits: 20 },
  employer,
  insurance: { kind: "list", of: insurance },
  contracts: { kind: "list", of: contract },
  scores: { kind: "list", of: { kind: "number", scale: 1, digits: 4 } },
  tags: { kind: "list", of: { kind: "string" } },
  days: { kind: "list", of: { kind: "date" } },
};

/** Texts that tell apart orders by code point, by UTF-16 unit and by collation, and need quoting. */
export const TEXTS: readonly string[] = [
  "330602",
  "330604",
  "K7010",
  "J66",
  "",
  "a'b",
  "梧桐",
  "\u{20bb7}",
  "\ufffd",
  "B",
  "b",
];
