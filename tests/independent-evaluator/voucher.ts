import { canBeProlonged, hasLongContract } from "./contracts.ts";
import { amountsByDegree, hasDegree } from "./degrees.ts";
import { type Facts, listOf } from "./facts.ts";
import { condition, every, is, isOneOf, no } from "./kleene.ts";
import { isArrivalKnown, isFirstInYuecheng, isInsuredHere, YUECHENG } from "./spells.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

const RULE_BEGAN = "2023-01-01";
const YUAN = { phd: 500_000, master: 200_000, doubleFirstClassBachelor: 200_000, bachelor: 150_000, college: 60_000 };

/**
 * R03, Yuecheng housing voucher of 2023: first insured in Yuecheng since, insured now, a contract of three years, a degree
 * that the table names, neither affordable nor housing-reform housing before (as a benefit or a home), and no home ever acquired where one works.
 */
export function voucher(facts: Facts, asOf: string): Verdict {
  const rule = {
    kind: "all",
    parts: [
      condition("newArrival", isFirstInYuecheng(facts, RULE_BEGAN)),
      condition("insuredNow", isInsuredHere(facts, asOf)),
      condition("collegeDegree", hasDegree(facts)),
      condition("contractThreeYears", hasLongContract(facts, asOf), canBeProlonged(facts, asOf)),
      condition(
        "noHousingBenefit",
        every(listOf(facts.benefits), (one) => no(isOneOf(one.kind, ["affordableHousing", "housingReform"]))),
      ),
      // A home of such a kind is that benefit, wherever it stands and whoever owns it now.
      condition(
        "noReformHome",
        every(listOf(facts.homes), (home) => no(isOneOf(home.kind, ["affordable", "housingReform"]))),
      ),
      condition(
        "firstPurchase",
        every(listOf(facts.homes), (home) => no(is(home.region, YUECHENG))),
      ),
    ],
  } as const;
  return verdictOf("yuecheng-housing-voucher", "", rule, {
    rows: amountsByDegree(facts, YUAN, false),
    isKeyDateKnown: isArrivalKnown(facts),
  });
}
