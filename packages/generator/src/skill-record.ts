import { OCCUPATIONS, type SkillLevel } from "@wutong/codes";
import { type Day, partsOfDay } from "@wutong/kernel";
import type { Identity, Life } from "./identity.ts";
import type { Benefit, Certificate } from "./model.ts";
import type { Random } from "./random.ts";

const HAS_CERTIFICATES: Readonly<Record<Life, number>> = {
  fresh: 0.16,
  mover: 0.14,
  settled: 0.2,
  skilled: 0.95,
  public: 0.08,
  scholar: 0.02,
  jobless: 0.5,
  veteran: 0.2,
};
const OCCUPATION_CODES = OCCUPATIONS.entries.map((entry) => entry.code);
const LADDER = ["5", "4", "3", "2", "1"] as const satisfies readonly SkillLevel[];
const START_WEIGHTS = [0.34, 0.34, 0.27, 0.04, 0.01];
const CERTIFICATES_MAX = 4;
/** Of the skilled, so many collect certificates faster than they are paid for. */
const EAGER = 0.02;
const SUBSIDY_YUAN: Readonly<Record<SkillLevel, number>> = { "5": 1_000, "4": 1_500, "3": 2_000, "2": 0, "1": 0 };

export type SkillRecord = { readonly certificates: readonly Certificate[]; readonly benefits: readonly Benefit[] };

/** Certificates of one or more occupations, rising through the levels, and the subsidies already paid for some of them. */
export function makeSkillRecord(
  random: Random,
  identity: Identity,
  options: { readonly district: string; readonly until: Day },
): SkillRecord {
  if (!random.chance(HAS_CERTIFICATES[identity.life])) return { certificates: [], benefits: [] };
  if (identity.life === "skilled" && random.chance(EAGER)) return eagerRecord(random, identity, options);
  const certificates: Certificate[] = [];
  const count = random.leaningLow(1, CERTIFICATES_MAX);
  let occupation = random.pick(OCCUPATION_CODES);
  let rung = random.weighted(START_WEIGHTS);
  let issued = firstIssue(random, options.until);
  for (let n = 0; n < count && issued <= options.until; n += 1) {
    const region = random.chance(0.85) ? options.district : random.pick(["330604", "330106", "330603"]);
    const level = LADDER[rung] ?? "5";
    const number = certificateNumber(region, issued, identity.serial, n);
    certificates.push({ number, occupation, level, issued, region, hidden: false });
    if (random.chance(0.6) && rung < 3) rung += 1;
    else {
      occupation = random.pick(OCCUPATION_CODES);
      rung = random.weighted(START_WEIGHTS);
    }
    issued = (issued + random.between(20, 500)) as Day;
  }
  return { certificates, benefits: certificates.flatMap((one) => benefitsFor(random, one, options.until)) };
}

/** One certificate after the other within ten months, in as many occupations, and paid for the first three of them. */
function eagerRecord(
  random: Random,
  identity: Identity,
  options: { readonly district: string; readonly until: Day },
): SkillRecord {
  const first = random.between(0, OCCUPATION_CODES.length - 1);
  const level = random.pick(["5", "4", "3"] as const);
  const certificates = [280, 210, 140, 20].map((daysAgo, n): Certificate => {
    const issued = (options.until - daysAgo - random.between(0, 15)) as Day;
    const occupation = OCCUPATION_CODES[(first + n * 3) % OCCUPATION_CODES.length] ?? "6-31-01-03";
    const number = certificateNumber(options.district, issued, identity.serial, n);
    return { number, occupation, level, issued, region: options.district, hidden: false };
  });
  const paid = certificates.slice(0, 3).map((one) => benefitOf(one, (one.issued + 90) as Day, "skillSubsidy"));
  return { certificates, benefits: paid };
}

function firstIssue(random: Random, until: Day): Day {
  return (until - (random.chance(0.62) ? random.between(0, 420) : random.between(300, 3_500))) as Day;
}

function benefitsFor(random: Random, certificate: Certificate, until: Day): readonly Benefit[] {
  const benefits: Benefit[] = [];
  const day = (certificate.issued + random.between(10, 200)) as Day;
  if (day > until) return benefits;
  if (SUBSIDY_YUAN[certificate.level] > 0 && random.chance(0.3)) {
    benefits.push(benefitOf(certificate, day, "skillSubsidy"));
  }
  if (random.chance(0.1)) benefits.push(benefitOf(certificate, day, "trainingSubsidy"));
  return benefits;
}

function benefitOf(certificate: Certificate, day: Day, kind: "skillSubsidy" | "trainingSubsidy"): Benefit {
  const { number: certificateNumber, occupation, level, region } = certificate;
  const amountYuan = kind === "skillSubsidy" ? SUBSIDY_YUAN[level] : 800;
  return {
    policy: "",
    kind,
    region,
    from: day,
    to: day,
    amountYuan,
    certificateNumber,
    occupation,
    level,
    hidden: false,
  };
}

/** Province, year, a running number: unique by person and certificate. */
function certificateNumber(region: string, issued: Day, serial: number, n: number): string {
  return `S${region.slice(0, 4)}${partsOfDay(issued).year}${String(serial).padStart(8, "0")}${n}`;
}
