import type { GivenFacts } from "../../facts/given-facts.ts";
import {
  dayText,
  integer,
  list,
  number,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  yuan,
} from "../../reading/shape.ts";
import type { Expectation, PolicyCase } from "../policy-cases.ts";
import { id, mapped } from "./written.ts";

const planned = mapped(object({ due: dayText, yuan, needs: optional(id) }), ({ yuan: amountFen, ...rest }) => ({
  ...rest,
  amountFen,
}));
const refund = mapped(
  object({ clawback: id, paidYuan: yuan, servedMonths: integer(0, 1200), yuan }),
  ({ paidYuan, yuan: amountFen, ...rest }) => ({ ...rest, paidFen: paidYuan, amountFen }),
);

const expectation = mapped(
  object({
    outcome: oneOf("entitled", "possible", "notEntitled"),
    failed: optional(list(id)),
    unknown: optional(list(id)),
    oneStepShort: optional(list(id)),
    shortBy: optional(list(number)),
    yuan: optional(yuan),
    plan: optional(list(planned)),
    instalments: optional(integer(0, 1200)),
    quantity: optional(number),
    withheldYuan: optional(yuan),
    sharesYuan: optional(list(yuan)),
    refund: optional(refund),
    afterGap: optional(object({ from: dayText, through: dayText, left: integer(0, 1200) })),
  }),
  ({ yuan: amountFen, withheldYuan, sharesYuan, ...rest }): Expectation => ({
    ...rest,
    ...(amountFen === undefined ? {} : { amountFen }),
    ...(withheldYuan === undefined ? {} : { withheldFen: withheldYuan }),
    ...(sharesYuan ? { sharesFen: sharesYuan } : {}),
  }),
);

/** A case, its facts by the catalogue of the policy's subject. */
export function caseShape(facts: Shape<GivenFacts>): Shape<PolicyCase> {
  return mapped(
    object({
      name: text(),
      asOf: dayText,
      like: optional(id),
      facts: optional(facts),
      without: optional(list(id, 1)),
      claim: optional(text()),
      because: text(),
      expect: expectation,
    }),
    ({ facts: given, ...rest }) => ({ ...rest, facts: given ?? {} }),
  );
}
