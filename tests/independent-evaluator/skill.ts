import { type Benefit, type Certificate, type Facts, listOf } from "./facts.ts";
import { type Answer, all, any, condition, howMany, is, isBefore, isOneOf, no, type Rule, some } from "./kleene.ts";
import { monthsInsured, runsOn } from "./spells.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

const FIRST_DAY = "2024-01-01";
const LAST_DAY = "2024-12-31";
/** Whoever lacks months gains one a month: never more than a year away. */
const MONTHS_MIN = 12;
const TIMES_A_YEAR = 3;
const YUAN: Readonly<Record<string, number>> = { "5": 1_000, "4": 1_500, "3": 2_000 };

/** N-01, skill subsidy out of unemployment insurance as continued in 2024: a verdict for each certificate. */
export function skill(facts: Facts, asOf: string): readonly Verdict[] {
  return listOf(facts.certificates).rows.map((certificate) => {
    const { level } = certificate;
    const yuan = level === undefined ? undefined : YUAN[level];
    const rows = yuan === undefined ? [] : [{ yuan, holds: true }];
    return verdictOf("yuecheng-skill-subsidy", certificate.key, ruleFor(certificate, facts, asOf), {
      rows,
      isKeyDateKnown: certificate.issued !== undefined,
    });
  });
}

function ruleFor(certificate: Certificate, facts: Facts, asOf: string): Rule {
  const benefits = listOf(facts.benefits);
  const paid = (holds: (one: Benefit) => Answer) => some(benefits, holds);
  const sameTrade = (one: { readonly occupation?: string }) => same(one.occupation, certificate.occupation);
  const sameLevel = (one: { readonly level?: string }) => same(one.level, certificate.level);
  const thisOne = (one: Benefit) => same(one.certificate, certificate.key);
  const isSkill = (one: Benefit) => is(one.kind, "skillSubsidy");
  // Level 1 is the highest, so that a smaller number stands higher; "" is no level at all.
  const higher = (one: { readonly level?: string }) =>
    all([no(is(one.level, "")), isBefore(one.level, certificate.level)]);
  const higherHeld = some(listOf(facts.certificates), (other) => all([sameTrade(other), higher(other)]));
  const times = howMany(benefits, (one) =>
    all([isSkill(one), no(thisOne(one)), same(one.from?.slice(0, 4), asOf.slice(0, 4))]),
  );
  const months = monthsInsured(facts, "unemployment");
  const receiving = some(listOf(facts.statuses), (one) =>
    all([is(one.kind, "receivingUnemploymentBenefit"), runsOn(one, asOf)]),
  );
  const training = paid((one) =>
    all([is(one.kind, "trainingSubsidy"), any([thisOne(one), all([sameTrade(one), sameLevel(one)])])]),
  );
  const parts: readonly Rule[] = [
    {
      kind: "any",
      parts: [
        condition("insuredOneYear", months === null ? null : months >= MONTHS_MIN, true),
        condition("receivingBenefit", receiving),
      ],
    },
    condition(
      "issuedInForce",
      all([no(isBefore(certificate.issued, FIRST_DAY)), no(isBefore(LAST_DAY, certificate.issued))]),
    ),
    condition("paidLevel", isOneOf(certificate.level, ["5", "4", "3"])),
    condition("noHigherHeld", no(higherHeld)),
    condition("noHigherPaid", no(paid((one) => all([isSkill(one), sameTrade(one), higher(one)])))),
    condition("oncePerLevel", no(paid((one) => all([isSkill(one), no(thisOne(one)), sameTrade(one), sameLevel(one)])))),
    condition("noTrainingSubsidy", no(training)),
    condition("timesThisYear", times === null ? null : times < TIMES_A_YEAR),
  ];
  return { kind: "all", parts };
}

function same(a: string | undefined, b: string | undefined): Answer {
  return a === undefined || b === undefined ? null : a === b;
}
