import { byKind, flag, integer, list, number, object, oneOf, optional, text, yuan } from "../../reading/shape.ts";
import type { Limits, Stacking } from "../stacking-rules.ts";
import { evidence } from "./condition-shape.ts";
import { both, feel, id, mapped } from "./written.ts";

/** Which benefits may stand together, as it is written; what is left out does not hold. */
export const stackingShape = (benefitKinds: readonly string[]) =>
  mapped(
    object({
      ends: optional(list(oneOf(...benefitKinds))),
      chooseOne: optional(id),
      topUp: optional(id),
      deducts: optional(list(oneOf(...benefitKinds))),
      combined: optional(object({ group: id, months: integer(1, 600) })),
      oncePer: optional(oneOf("person", "household", "occupationAndLevel")),
      oncePerHome: optional(flag),
      oneJurisdiction: optional(id),
      jointCap: optional(object({ group: id, yuan: feel })),
      higherBarsLower: optional(flag),
      notWith: optional(list(oneOf(...benefitKinds))),
      perYear: optional(object({ max: integer(1, 100), already: feel })),
    }),
    ({ ends, deducts, higherBarsLower, notWith, ...rest }): Stacking => ({
      ...rest,
      ends: ends ?? [],
      deducts: deducts ?? [],
      higherBarsLower: higherBarsLower ?? false,
      notWith: notWith ?? [],
    }),
  );

const order = byKind({
  firstCome: object({ kind: oneOf("firstCome") }),
  rank: object({ kind: oneOf("rank"), by: feel }),
  points: object({ kind: oneOf("points"), by: feel }),
  lottery: object({ kind: oneOf("lottery"), weight: optional(feel) }),
});
const reserved = mapped(object({ if: feel, places: integer(1, 1_000_000), says: both }), ({ if: when, ...rest }) => ({
  feel: when,
  ...rest,
}));
const quota = mapped(
  object({
    places: integer(1, 10_000_000),
    per: oneOf("year", "round", "policy"),
    eachOf: optional(object({ feel, says: both, evidence })),
    order,
    reserved: optional(list(reserved, 1)),
  }),
  ({ reserved: kept, ...rest }) => ({ ...rest, reserved: kept ?? [] }),
);
const budget = mapped(
  object({
    line: text(),
    yearYuan: optional(yuan),
    shares: optional(list(object({ payer: both, percent: number }), 1)),
  }),
  ({ yearYuan, shares, ...rest }) => ({
    ...rest,
    shares: shares ?? [],
    ...(yearYuan === undefined ? {} : { yearFen: yearYuan }),
  }),
);

export const limitsShape = mapped(
  object({ quota: optional(quota), budget: optional(budget) }),
  (read): Limits => ({ ...read }),
);

export const payeeShape = object({
  who: oneOf("person", "employer", "platform", "host", "family"),
  passesOn: optional(flag),
  says: optional(both),
});

export const clawbackShape = object({
  id,
  text: both,
  clause: both,
  kind: oneOf("whole", "proRata", "unpaid"),
  years: optional(integer(1, 50)),
  by: optional(oneOf("fullYears", "fullMonths")),
});

export const resaleLockShape = object({
  years: integer(1, 50),
  from: oneOf("contractFiling", "deed", "firstClaim"),
  text: both,
});
