import type { Claim } from "./claims.ts";
import { type Facts, listOf } from "./facts.ts";
import { howMany, is } from "./kleene.ts";

const RENT = "yuecheng-rent-subsidy";
const VOUCHER = "yuecheng-housing-voucher";
const SKILL = "yuecheng-skill-subsidy";
const SKILL_TIMES_A_YEAR = 3;

export type BestSets = {
  /** The most that lawfully comes together, in fen. */
  readonly worthFen: number;
  /** Every lawful set that is worth as much: where there are several, no rule prefers one of them. */
  readonly sets: readonly (readonly Claim[])[];
};

/** Goes through all sets of the claims: the lawful ones worth most. A claim with nothing left to pay is in none of them. */
export function bestSets(claims: readonly Claim[], facts: Facts, asOf: string): BestSets {
  const open = claims.filter((claim) => claim.worthFen > 0);
  const paidThisYear = skillPaidIn(facts, asOf.slice(0, 4));
  let best: BestSets = { worthFen: 0, sets: [[]] };
  for (let bits = 1; bits < 2 ** open.length; bits += 1) {
    const set = open.filter((_, index) => (bits >>> index) & 1);
    if (!isLawful(set, paidThisYear)) continue;
    const worthFen = set.reduce((sum, claim) => sum + claim.worthFen, 0);
    if (worthFen > best.worthFen) best = { worthFen, sets: [set] };
    else if (worthFen === best.worthFen) best = { worthFen, sets: [...best.sets, set] };
  }
  return best;
}

/** What each claim left out of the best sets lost to: nothing but the voucher stops rent, nothing but a certificate another. */
export function losesTo(claim: Claim): string {
  return claim.policy === RENT ? VOUCHER : claim.policy;
}

/**
 * R03 ends R02 from its own day on, before the first month's rent falls due: rent beside a voucher brings nothing. R01 goes
 * with everything. N-01: once per occupation and level, the higher bars the lower of its occupation, three times a year.
 */
function isLawful(set: readonly Claim[], paidThisYear: number): boolean {
  if (set.some((one) => one.policy === RENT) && set.some((one) => one.policy === VOUCHER)) return false;
  const skills = set.filter((one) => one.policy === SKILL);
  if (skills.length > 0 && skills.length + paidThisYear > SKILL_TIMES_A_YEAR) return false;
  // The same level is once only, another level of the same occupation is higher or lower than this one.
  return new Set(skills.map((one) => one.occupation)).size === skills.length;
}

function skillPaidIn(facts: Facts, year: string): number {
  const isThisYear = (from: string | undefined) => from?.slice(0, 4) === year;
  return howMany(listOf(facts.benefits), (one) => isThisYear(one.from) && is(one.kind, "skillSubsidy")) ?? 0;
}
