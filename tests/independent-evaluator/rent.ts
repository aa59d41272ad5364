import { canBeProlonged, hasLongContract } from "./contracts.ts";
import { hasDegree } from "./degrees.ts";
import { type Facts, listOf } from "./facts.ts";
import { all, any, condition, every, is, isOneOf, no, some } from "./kleene.ts";
import { isInsuredHere, isPensionHere, YUECHENG } from "./spells.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

/** The rule of 2022; its key date is the day of asking. */
const RULE_BEGAN = "2022-01-01";

/**
 * R02, Yuecheng rent subsidy: college or above, at an enterprise, a contract of three years, insured for a month, no home
 * of one's own in the district, and neither voucher nor purchase subsidy taken.
 */
export function rent(facts: Facts, asOf: string): Verdict {
  const atEnterprise = some(listOf(facts.insurance), (spell) =>
    all([isPensionHere(spell, asOf), is(spell.employer?.kind, "enterprise")]),
  );
  const noHome = every(listOf(facts.homes), (home) => any([no(is(home.region, YUECHENG)), is(home.owned, false)]));
  const noVoucher = every(listOf(facts.benefits), (one) =>
    no(isOneOf(one.kind, ["housingVoucher", "purchaseSubsidy"])),
  );
  const rule = {
    kind: "all",
    parts: [
      condition("inForce", asOf >= RULE_BEGAN),
      condition("collegeDegree", hasDegree(facts)),
      condition("enterpriseEmployee", atEnterprise),
      condition("contractThreeYears", hasLongContract(facts, asOf), canBeProlonged(facts, asOf)),
      condition("insuredOneMonth", isInsuredHere(facts, asOf)),
      condition("noHomeHere", noHome),
      condition("noVoucherTaken", noVoucher),
    ],
  } as const;
  return verdictOf("yuecheng-rent-subsidy", "", rule, {
    rows: [
      { yuan: 500, holds: hasDegree(facts, ["bachelor", "master", "phd"]) },
      { yuan: 300, holds: hasDegree(facts, ["college"]) },
    ],
    isKeyDateKnown: true,
  });
}
