import type { RegisterId } from "../facts/fact-catalogue.ts";
import { factCatalogue } from "../facts/fact-catalogue.ts";
import { factsShape } from "../reading/facts-shape.ts";
import {
  byKey,
  byKind,
  dayText,
  flag,
  integer,
  list,
  named,
  number,
  object,
  oneOf,
  optional,
  recursive,
  type Shape,
  text,
  yuan,
} from "../reading/shape.ts";
import type { AmountRow, Condition, ConditionTree, Evidence } from "./envelope.ts";

/** An id in a policy: letters and digits, beginning with a small letter (`fullTimeDegree`). */
const id = text(/^[a-z][A-Za-z0-9]*$/, "an id: letters and digits, a small letter first");
const policyId = text(/^[a-z][a-z0-9-]*$/, "a policy id: small letters, digits and hyphens");
const both = object({ zh: text(), en: text() });
const feel = text();
const registers = Object.keys(factCatalogue.registers) as [RegisterId, ...RegisterId[]];
const benefitKinds = benefitKindsOfCatalogue();

const evidence = mapped(
  byKey<{ register?: RegisterId; document?: { zh: string; en: string } }>({
    register: object({ register: oneOf(...registers) }),
    document: object({ document: both }),
  }),
  (found): Evidence =>
    found.document
      ? { kind: "document", document: found.document }
      : { kind: "register", register: found.register ?? "talentLibrary" },
);

const remediable = object({
  by: oneOf("person", "employer", "time"),
  have: feel,
  need: feel,
  unit: oneOf("months", "years", "days"),
});

const condition = mapped(
  object({
    id,
    feel,
    text: both,
    clause: both,
    evidence,
    when: oneOf("atKeyDate", "atEachInstalment"),
    remediable: optional(remediable),
  }),
  (read): Condition => ({ kind: "condition", ...read }),
);

const branch = recursive<ConditionTree>("conditions", () => conditions);
export const conditions: Shape<ConditionTree> = byKey<ConditionTree>({
  all: mapped(object({ all: list(branch, 1) }), (read) => ({ kind: "all", of: read.all })),
  any: mapped(object({ any: list(branch, 1) }), (read) => ({ kind: "any", of: read.any })),
  atLeast: mapped(object({ atLeast: integer(1, 30), of: list(branch, 1) }), (read) => ({
    kind: "atLeast",
    count: read.atLeast,
    of: read.of,
  })),
  id: condition,
});

const row = byKey<AmountRow>({
  if: mapped(object({ if: feel, yuan, says: optional(both) }), (read) => ({
    when: { kind: "expression", feel: read.if },
    amountFen: read.yuan,
    ...(read.says ? { says: read.says } : {}),
  })),
  tests: mapped(object({ tests: list(feel, 1), yuan, says: optional(both) }), (read) => ({
    when: { kind: "tests", tests: read.tests },
    amountFen: read.yuan,
    ...(read.says ? { says: read.says } : {}),
  })),
});

const per = oneOf("instalment", "whole");
const amount = byKey({
  yuan: mapped(object({ per, yuan }), (read) => ({
    per: read.per,
    of: { kind: "fixed" as const, amountFen: read.yuan },
  })),
  hitPolicy: mapped(
    object({ per, hitPolicy: oneOf("FIRST", "UNIQUE"), inputs: optional(list(feel, 1)), rows: list(row, 1) }),
    (read) => ({
      per: read.per,
      of: { kind: "table" as const, hitPolicy: read.hitPolicy, inputs: read.inputs ?? [], rows: read.rows },
    }),
  ),
} as { [key: string]: Shape<import("./envelope.ts").Amount> });

const gap = oneOf("extend", "stop", "notMadeUp");
const payPlan = byKind({
  once: object({ kind: oneOf("once"), paidBefore: optional(feel) }),
  monthly: object({
    kind: oneOf("monthly"),
    count: integer(1, 600),
    first: oneOf("atOnce", "nextMonth"),
    gap,
    paidBefore: optional(feel),
  }),
  yearly: object({
    kind: oneOf("yearly"),
    count: integer(1, 50),
    gap,
    paidBefore: optional(feel),
    served: object({ months: feel, through: feel }),
  }),
});

const stacking = object({
  ends: list(oneOf(...benefitKinds)),
  chooseOne: optional(id),
  oncePer: optional(oneOf("person", "occupationAndLevel")),
  oncePerHome: optional(flag),
  higherBarsLower: flag,
  notWith: list(oneOf(...benefitKinds)),
  perYear: optional(object({ max: integer(1, 100), already: feel })),
});

const policyCase = object({
  name: text(),
  asOf: dayText,
  like: optional(id),
  facts: optional(factsShape),
  certificate: optional(text()),
  because: text(),
  expect: object({
    outcome: oneOf("entitled", "possible", "notEntitled"),
    failed: optional(list(id)),
    unknown: optional(list(id)),
    oneStepShort: optional(list(id)),
    yuan: optional(yuan),
    plan: optional(list(object({ due: dayText, yuan }))),
  }),
});

const parameter = object({
  id,
  says: both,
  at: optional(oneOf("keyDate", "asOf")),
  values: list(object({ from: dayText, value: number, source: text() }), 1),
});
const term = object({ id, feel, says: both });

const approval = mapped(
  object({ role: oneOf("reviewer", "leader"), title: both, aboveYuan: optional(yuan) }),
  ({ aboveYuan, ...read }) => ({ ...read, ...(aboveYuan === undefined ? {} : { aboveFen: aboveYuan }) }),
);

/** What an included file may bring: names that several policies share. */
export const sharedShape = object({
  include: optional(list(text())),
  parameters: optional(list(parameter)),
  terms: optional(list(term)),
});

/** A policy file, part by part, as it is written. */
export const envelopeShape = object({
  id: policyId,
  benefit: oneOf(...benefitKinds),
  office: integer(100000, 999999999999),
  version: integer(1, 9999),
  title: both,
  source: object({
    rule: text(),
    document: text(),
    clause: optional(text()),
    link: optional(text()),
    grade: oneOf("A", "A-", "B", "C"),
    note: both,
  }),
  prose: both,
  notes: optional(list(both)),
  include: optional(list(text())),
  inForce: object({ from: dayText, to: optional(dayText) }),
  keyDate: object({ feel, says: both, evidence, clause: optional(both), provedBy: optional(id) }),
  parameters: optional(list(parameter)),
  terms: optional(list(term)),
  subject: oneOf("person", "certificate"),
  conditions,
  undertakings: optional(list(object({ id, text: both, years: optional(integer(1, 50)) }))),
  amount,
  payPlan,
  stacking,
  beneficiary: object({ who: oneOf("person", "couple") }),
  payee: object({ who: oneOf("person", "employer") }),
  handling: object({
    mode: oneOf("apply", "confirmOnce", "noApplication"),
    offerDays: integer(1, 3650),
    publicNoticeWorkingDays: integer(0, 60),
    approvals: list(approval, 1),
  }),
  tests: object({ examples: optional(named(factsShape)), cases: list(policyCase, 1) }),
});

function mapped<From, To>(shape: Shape<From>, map: (from: From) => To): Shape<To> {
  return {
    read(yaml, node) {
      const read = shape.read(yaml, node);
      return read === undefined ? undefined : map(read);
    },
    schema: shape.schema,
  };
}

function benefitKindsOfCatalogue(): readonly string[] {
  const benefits = factCatalogue.lists.find((each) => each.name === "benefits");
  const kind = benefits?.fields.find((field) => field.name === "kind");
  return kind && "values" in kind ? (kind.values ?? []) : [];
}
