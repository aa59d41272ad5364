import { type Facts, listOf } from "./facts.ts";
import { all, howMany, is } from "./kleene.ts";
import { monthsOf, YUECHENG } from "./spells.ts";
import type { Verdict } from "./verdict.ts";

/** A benefit that a person is entitled to, and all that is still to be paid of it if nothing stops it. */
export type Claim = {
  readonly policy: string;
  /** The certificate, or "" where the benefit is the person's. */
  readonly subject: string;
  /** In fen; null where it is unknown how much was paid before. */
  readonly leftFen: number | null;
  /** As if nothing had been paid where that is unknown. */
  readonly worthFen: number;
  readonly occupation: string;
  readonly level: string;
};

/** R01: three years, a payment after each; R02: at most 36 months; R03 and N-01: once. */
const PAYMENTS: Readonly<Record<string, number>> = {
  "yuecheng-settlement-subsidy": 3,
  "yuecheng-rent-subsidy": 36,
  "yuecheng-housing-voucher": 1,
  "yuecheng-skill-subsidy": 1,
};

/**
 * What the entitled verdicts on a person come to. The rules leave open in which order instalments fall due where some were
 * paid before, and on which day of a month: only sums are worked out here.
 */
export function claimsOf(facts: Facts, verdicts: readonly Verdict[]): readonly Claim[] {
  return verdicts
    .filter((verdict) => verdict.outcome === "entitled")
    .map((verdict) => {
      const { policy, subject } = verdict;
      const payments = PAYMENTS[policy] ?? 0;
      const paid = paymentsBefore(verdict, facts);
      const each = verdict.amountFen ?? 0;
      const certificate = listOf(facts.certificates).rows.find((one) => one.key === subject);
      return {
        policy,
        subject,
        leftFen: paid === null ? null : each * Math.max(0, payments - paid),
        worthFen: each * Math.max(0, payments - (paid ?? 0)),
        occupation: certificate?.occupation ?? "",
        level: certificate?.level ?? "",
      };
    });
}

/**
 * How many payments the benefits register shows already. A settlement subsidy is R01's only where the register says so: R01
 * pays nothing before the end of an insured year begun in 2024, so that any other one is from an older scheme.
 */
function paymentsBefore({ policy, subject }: Verdict, facts: Facts): number | null {
  const benefits = listOf(facts.benefits);
  switch (policy) {
    case "yuecheng-settlement-subsidy":
      return howMany(benefits, (one) => is(one.policy, policy));
    case "yuecheng-rent-subsidy":
      return monthsOf(benefits, (one) => all([is(one.kind, "rentSubsidy"), is(one.region, YUECHENG)]));
    case "yuecheng-housing-voucher":
      return howMany(benefits, (one) => all([is(one.kind, "housingVoucher"), is(one.region, YUECHENG)]));
    default:
      return howMany(benefits, (one) => all([is(one.kind, "skillSubsidy"), is(one.certificate, subject)]));
  }
}
