import type { Node } from "yaml";
import { factCatalogue } from "../../facts/fact-catalogue.ts";
import { addedFactsShape } from "../../reading/added-facts-shape.ts";
import { factsShape } from "../../reading/facts-shape.ts";
import {
  dayText,
  flag,
  integer,
  list,
  named,
  number,
  object,
  oneOf,
  optional,
  plainString,
  type Shape,
  text,
  yuan,
} from "../../reading/shape.ts";
import type { NamedTable, TableValue } from "../envelope.ts";
import { amountShape } from "./amount-shape.ts";
import { caseShape } from "./case-shape.ts";
import { conditions, evidence, gate } from "./condition-shape.ts";
import { intakeShape } from "./intake-shape.ts";
import { payPlanShape } from "./pay-plan-shape.ts";
import { clawbackShape, limitsShape, payeeShape, resaleLockShape, stackingShape } from "./stacking-shape.ts";
import { both, feel, id, mapped } from "./written.ts";

const policyId = text(/^[a-z][a-z0-9-]*$/, "a policy id: small letters, digits and hyphens");
const benefitKinds = benefitKindsOfCatalogue();

const parameter = object({
  id,
  says: both,
  at: optional(oneOf("keyDate", "asOf")),
  values: list(object({ from: dayText, value: number, source: text() }), 1),
});
const term = object({ id, feel, says: both });

const tableValue: Shape<TableValue> = {
  read(yaml, node) {
    const value = node !== null && "value" in node ? node.value : undefined;
    if (typeof value === "number") return number.read(yaml, node);
    return typeof value === "boolean" ? flag.read(yaml, node) : plainString.read(yaml, node);
  },
  schema: { type: ["string", "number", "boolean"] },
};
const table: Shape<NamedTable> = object({
  id,
  says: both,
  hitPolicy: oneOf("FIRST", "BEST"),
  rows: list(
    mapped(object({ if: feel, value: tableValue, says: optional(both) }), ({ if: when, ...rest }) => ({
      feel: when,
      ...rest,
    })),
    1,
  ),
  otherwise: tableValue,
});

const span = object({ count: integer(0, 3650), unit: oneOf("days", "months", "years", "calendarYears") });
const claimDeadline = object({ id, after: feel, span, text: both, clause: both, evidence });
const deadline = object({
  of: oneOf("voucher", "objection", "repayment", "review", "application", "handover"),
  span: object({ count: integer(1, 3650), unit: oneOf("days", "workingDays", "months", "years") }),
  text: both,
});
const choice = object({ id, text: both, options: list(object({ id, text: both }), 2) });

const approval = mapped(
  object({ role: oneOf("reviewer", "leader"), title: both, aboveYuan: optional(yuan) }),
  ({ aboveYuan, ...read }) => ({ ...read, ...(aboveYuan === undefined ? {} : { aboveFen: aboveYuan }) }),
);
const handling = mapped(
  object({
    mode: oneOf("apply", "confirmOnce", "noApplication"),
    offerDays: integer(1, 3650),
    publicNoticeWorkingDays: integer(0, 60),
    levels: optional(list(object({ by: both, workingDays: optional(integer(1, 120)) }), 1)),
    risk: optional(oneOf("low", "medium", "high")),
    approvals: list(approval, 1),
  }),
  ({ levels, risk, ...rest }) => ({ ...rest, levels: levels ?? [], risk: risk ?? ("medium" as const) }),
);

/** What an included file may bring: names that several policies share, and facts that the catalogue lacks. */
export const sharedShape = object({
  include: optional(list(text())),
  parameters: optional(list(parameter)),
  terms: optional(list(term)),
  tables: optional(list(table)),
  facts: optional(addedFactsShape),
});

/** A change that the cases cannot notice because it says the same: the text around it, `before → after`, and why. */
const equivalentMutant = object({ at: text(), change: text(), because: text() });

/** The cases, by the facts that the policy's subject has. */
export const testsShape = (facts: typeof factsShape) =>
  object({
    examples: optional(named(facts)),
    cases: list(caseShape(facts), 1),
    equivalentMutants: optional(list(equivalentMutant)),
  });

/** Read again when the subject is known. */
const anyTests: Shape<Node> = { read: (_yaml, node) => node ?? undefined, schema: testsShape(factsShape).schema };

const who = oneOf("person", "couple", "household", "employer", "platform");
const source = object({
  rule: text(),
  document: text(),
  clause: optional(text()),
  link: optional(text()),
  grade: oneOf("A", "A-", "B", "C"),
  note: both,
});
const keyDate = object({ feel, says: both, evidence, clause: optional(both), provedBy: optional(id) });

/** A policy file, part by part, as it is written. */
export const envelopeShape = object({
  id: policyId,
  benefit: oneOf(...benefitKinds),
  office: integer(100000, 999999999999),
  version: integer(1, 9999),
  title: both,
  source,
  prose: both,
  fragment: optional(flag),
  notes: optional(list(both)),
  include: optional(list(text())),
  inForce: object({ from: dayText, to: optional(dayText) }),
  keyDate,
  cutOver: optional(object({ running: oneOf("continues", "stops"), says: both })),
  intake: optional(list(intakeShape, 1)),
  claimWithin: optional(list(claimDeadline, 1)),
  deadlines: optional(list(deadline, 1)),
  parameters: optional(list(parameter)),
  terms: optional(list(term)),
  tables: optional(list(table)),
  subject: text(),
  gate: optional(list(gate, 1)),
  conditions,
  undertakings: optional(list(object({ id, text: both, years: optional(integer(1, 50)) }))),
  choices: optional(list(choice, 1)),
  amount: amountShape,
  payPlan: payPlanShape,
  stacking: stackingShape(benefitKinds),
  limits: optional(limitsShape),
  beneficiary: object({ who }),
  payee: payeeShape,
  clawback: optional(list(clawbackShape, 1)),
  resaleLock: optional(resaleLockShape),
  handling,
  tests: anyTests,
});

function benefitKindsOfCatalogue(): readonly string[] {
  const benefits = factCatalogue.lists.find((each) => each.name === "benefits");
  const kind = benefits?.fields.find((field) => field.name === "kind");
  return kind && "values" in kind ? (kind.values ?? []) : [];
}
