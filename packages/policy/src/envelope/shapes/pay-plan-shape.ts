import {
  byKey,
  byKind,
  flag,
  integer,
  list,
  object,
  oneOf,
  optional,
  refuse,
  type Shape,
} from "../../reading/shape.ts";
import type { Gap, Stage, StageMoment } from "../pay-plans.ts";
import { evidence } from "./condition-shape.ts";
import { both, feel, id, mapped } from "./written.ts";

const gapWord = oneOf("extend", "stop", "notMadeUp");
const gapWithin = object({ continueWithin: integer(1, 60) });
const gap: Shape<Gap> = {
  read: (yaml, node) =>
    node !== null && "items" in node ? gapWithin.read(yaml, node) : (gapWord.read(yaml, node) as Gap | undefined),
  schema: { anyOf: [gapWord.schema, gapWithin.schema] },
};
const served = object({ months: feel, through: feel });
const count = integer(1, 600);

const months = list(integer(1, 12), 1);
/** Months of the calendar, each once and in their order. */
const payMonths: Shape<readonly number[]> = {
  read(yaml, node) {
    const read = months.read(yaml, node);
    if (read?.every((each, index) => index === 0 || each > (read[index - 1] ?? 0)) !== false) return read;
    return refuse(yaml, node, "months of the calendar from 1 to 12, each once, in their order", `[${read.join(", ")}]`);
  },
  schema: months.schema,
};

const moment = byKey<StageMoment>({
  atOnce: mapped(object({ atOnce: oneOf("yes") }), () => ({ kind: "atOnce" })),
  servedMonths: mapped(object({ servedMonths: integer(0, 600) }), (read) => ({
    kind: "served",
    months: read.servedMonths,
  })),
  after: mapped(object({ after: feel, months: optional(integer(0, 600)) }), (read) => ({
    kind: "after",
    months: read.months ?? 0,
    from: read.after,
  })),
});
const proof = object({ id, feel, text: both, clause: both, evidence });
const stage: Shape<Stage> = object({
  says: both,
  weight: integer(1, 1_000_000),
  when: moment,
  requires: optional(proof),
});

/** A pay plan as it is written. */
export const payPlanShape = byKind({
  once: object({ kind: oneOf("once"), paidBefore: optional(feel), payMonths: optional(payMonths) }),
  monthly: object({
    kind: oneOf("monthly"),
    count,
    atMost: optional(feel),
    byParts: optional(flag),
    first: oneOf("atOnce", "nextMonth"),
    gap,
    paidBefore: optional(feel),
    payMonths: optional(payMonths),
    window: optional(object({ from: feel, months: count, served })),
  }),
  yearly: object({
    kind: oneOf("yearly"),
    count: integer(1, 50),
    atMost: optional(feel),
    byParts: optional(flag),
    gap,
    paidBefore: optional(feel),
    payMonths: optional(payMonths),
    served,
  }),
  periodic: object({
    kind: oneOf("periodic"),
    months: count,
    every: feel,
    first: oneOf("atOnce", "afterPeriod"),
    gap,
    paidBefore: optional(feel),
    payMonths: optional(payMonths),
  }),
  staged: object({
    kind: oneOf("staged"),
    stages: list(stage, 1),
    apartMonths: optional(integer(1, 120)),
    gap,
    paidBefore: optional(feel),
    payMonths: optional(payMonths),
    served: optional(served),
  }),
});
