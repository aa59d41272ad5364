import type { FeelType, Scope } from "@wutong/feel";
import type { FactExtension } from "@wutong/policy";
import { parityScope } from "../feel-scope.ts";

/** A policy file's parts as they are written; JSON is YAML. */
export type Written = Readonly<Record<string, unknown>>;

export const words = { zh: "随机", en: "random" };
export const proof = { text: words, clause: words, evidence: { document: words } };

/** What a policy about a claim of these facts is written as: the reader knows only the catalogue's claims. */
const READ_AS = "person";

/** The claims of `parityScope`: name and list. */
export const claimLists: Readonly<Record<string, string>> = { spell: "insurance", engagement: "contracts" };

/** What the facts of `parityScope` add to the catalogue: the lists whose elements a policy may be about. */
export const parityExtension: FactExtension = {
  facts: Object.entries(claimLists).map(([name, list]) => ({
    subject: "person",
    list: {
      name: list,
      label: words,
      register: "insurance",
      element: { name, key: "key" },
      fields: columnsOf(elementOf(list)).map((column) => ({ name: column, type: "string", label: words })),
    },
  })),
  registers: {},
};

/** The facts that a policy about a subject may ask. */
export function scopeAround(subject: string): Scope {
  const list = claimLists[subject];
  return list === undefined ? parityScope : { ...parityScope, [subject]: { kind: "context", fields: elementOf(list) } };
}

function elementOf(list: string): Readonly<Record<string, FeelType>> {
  const type = parityScope[list];
  return type?.kind === "list" && type.of.kind === "context" ? type.of.fields : {};
}

/** A list within stands beside its coverage. */
function columnsOf(fields: Readonly<Record<string, FeelType>>): readonly string[] {
  return Object.entries(fields).flatMap(([name, { kind }]) => (kind === "list" ? [name, `${name}_complete`] : [name]));
}

/** A whole policy file around the parts that are random: nothing that the engines compare depends on the others. */
export function writtenPolicy(parts: Written): string {
  return JSON.stringify({
    id: "random",
    benefit: "settlementSubsidy",
    office: 330602,
    version: 1,
    title: words,
    source: { rule: "random", document: "random", grade: "C", note: words },
    prose: words,
    subject: READ_AS,
    payPlan: { kind: "monthly", count: PLAN_COUNT, first: "atOnce", gap: "stop" },
    stacking: {},
    beneficiary: { who: "person" },
    payee: { who: "person" },
    handling: {
      mode: "confirmOnce",
      offerDays: 30,
      publicNoticeWorkingDays: 5,
      approvals: [{ role: "reviewer", title: words }],
    },
    tests: {
      cases: [{ name: "none", asOf: "2024-06-15", because: "none", expect: { outcome: "possible" } }],
    },
    ...parts,
  });
}

/** What lists of parts must divide. */
export const PLAN_COUNT = 12;
