import { amountsByDegree, hasDegree } from "./degrees.ts";
import { type Employer, type Facts, listOf } from "./facts.ts";
import { type Answer, all, any, condition, is, isOneOf, no, some } from "./kleene.ts";
import { isArrivalKnown, isFirstInYuecheng, isInsuredHere, isPensionHere, runsOn } from "./spells.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

const RULE_BEGAN = "2024-01-01";
const YUAN = { phd: 40_000, master: 30_000, doubleFirstClassBachelor: 30_000, bachelor: 15_000, college: 6_000 };
/** GB/T 4754-2017: finance, telecom, power, petrochemicals (refining and chemicals), tobacco. */
const EXCLUDED_IF_STATE_OWNED = ["J", "I63", "D44", "C25", "C26", "C16"];

/**
 * R01, Yuecheng settlement subsidy of 2024: full-time degree, first insured in Yuecheng since, insured now; a doctorate,
 * or a selected graduate, or at an enterprise or research institute; the employer not in an excluded trade.
 */
export function settlement(facts: Facts, asOf: string): Verdict {
  const insurance = listOf(facts.insurance);
  const byEmployer = (holds: (employer: Employer | undefined) => Answer) =>
    some(insurance, (spell) => all([isPensionHere(spell, asOf), holds(spell.employer)]));
  const isSelected = some(listOf(facts.statuses), (one) => all([is(one.kind, "selectedGraduate"), runsOn(one, asOf)]));
  const rule = {
    kind: "all",
    parts: [
      condition("newArrival", isFirstInYuecheng(facts, RULE_BEGAN)),
      condition("insuredNow", isInsuredHere(facts, asOf)),
      condition("fullTimeDegree", hasDegree(facts, undefined, true)),
      {
        kind: "any",
        parts: [
          condition("doctorate", hasDegree(facts, ["phd"], true)),
          condition("selectedGraduate", isSelected),
          condition(
            "enterpriseOrInstitute",
            byEmployer((employer) => isOneOf(employer?.kind, ["enterprise", "researchInstitute"])),
          ),
        ],
      },
      condition("employerNotExcluded", no(byEmployer(isExcluded))),
    ],
  } as const;
  return verdictOf("yuecheng-settlement-subsidy", "", rule, {
    rows: amountsByDegree(facts, YUAN, true),
    isKeyDateKnown: isArrivalKnown(facts),
  });
}

function isExcluded(employer: Employer | undefined): Answer {
  const industry = employer?.industry;
  const inTrade = (code: string) => (industry === undefined ? null : industry.startsWith(code));
  const stateOwned = is(employer?.stateOwned, true);
  return any([inTrade("K70"), all([stateOwned, any(EXCLUDED_IF_STATE_OWNED.map(inTrade))])]);
}
