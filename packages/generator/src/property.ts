import type { BenefitKind } from "@wutong/codes";
import { addMonthsToDay, type Day } from "@wutong/kernel";
import { birthday, type Identity, type Life } from "./identity.ts";
import type { Benefit, Home } from "./model.ts";
import type { Random } from "./random.ts";

const OWNS: Readonly<Record<Life, number>> = {
  fresh: 0.14,
  mover: 0.28,
  settled: 0.65,
  skilled: 0.4,
  public: 0.5,
  scholar: 0.35,
  jobless: 0.3,
  veteran: 0.7,
};
const REGIONS = ["330604", "330603", "330681", "330106", "330212", "340102"];

/** Homes bought between coming of age and the last day covered, some sold again; `district` is the office's own. */
export function makeHomes(random: Random, identity: Identity, district: string, until: Day): readonly Home[] {
  if (!random.chance(OWNS[identity.life])) return [];
  const homes: Home[] = [];
  const count = random.chance(0.15) ? 2 : 1;
  for (let n = 0; n < count; n += 1) {
    const earliest = birthday(identity, 21);
    if (earliest >= until) return homes;
    homes.push(makeHome(random, random.between(earliest, until) as Day, district, until));
  }
  return homes;
}

function makeHome(random: Random, bought: Day, district: string, until: Day): Home {
  const kind = (["commercial", "affordable", "housingReform"] as const)[random.weighted([0.86, 0.09, 0.05])];
  const areaM2 = random.between(4_500, 18_000) / 100;
  const sold = random.chance(0.22) ? ((bought + random.between(200, 3_000)) as Day) : null;
  const region = random.chance(0.66) ? district : random.pick(REGIONS);
  return {
    property: `${region}${random.between(100, 999)}${random.between(100_000, 999_999)}F${random.between(1000, 9999)}`,
    region,
    kind: kind ?? "commercial",
    bought,
    sold: sold !== null && sold <= until ? sold : null,
    areaM2,
    priceYuan: Math.round(areaM2 * random.between(90, 260)) * 100,
    hidden: false,
  };
}

type Offer = { readonly kind: BenefitKind; readonly months: number; readonly amounts: readonly number[] };

const RENT: Offer = { kind: "rentSubsidy", months: 36, amounts: [300, 500] };
const ONE_OFF: readonly Offer[] = [
  { kind: "housingVoucher", months: 0, amounts: [60_000, 150_000, 200_000, 500_000] },
  { kind: "purchaseSubsidy", months: 0, amounts: [50_000, 100_000] },
  { kind: "settlementSubsidy", months: 0, amounts: [6_000, 15_000, 30_000, 40_000] },
];

/** Benefits taken before: rent paid month by month, one-off money, and what came with a home of a subsidised kind. */
export function makeEarlierBenefits(
  random: Random,
  identity: Identity,
  homes: readonly Home[],
  options: { readonly district: string; readonly until: Day },
): readonly Benefit[] {
  const benefits: Benefit[] = homes
    .filter((home) => home.kind !== "commercial" && random.chance(0.9))
    .map((home) =>
      oneOff(home.kind === "affordable" ? "affordableHousing" : "housingReform", home.region, home.bought, 0),
    );
  const start = birthday(identity, 24);
  if (start >= options.until) return benefits;
  const region = random.chance(0.8) ? options.district : random.pick(REGIONS);
  if (random.chance(0.08)) benefits.push(rent(random, region, start, options.until));
  for (const offer of ONE_OFF) {
    if (!random.chance(0.03)) continue;
    const day = random.between(Math.max(start, options.until - 2_000), options.until) as Day;
    benefits.push(oneOff(offer.kind, region, day, random.pick(offer.amounts)));
  }
  return benefits;
}

function rent(random: Random, region: string, start: Day, until: Day): Benefit {
  const from = random.between(Math.max(start, until - 1_500), until) as Day;
  const months = random.between(1, RENT.months);
  const to = Math.min(addMonthsToDay(from, months) - 1, until) as Day;
  const policy = random.chance(0.5) && region === "330602" ? "yuecheng-rent-subsidy" : "";
  return { ...oneOff("rentSubsidy", region, from, random.pick(RENT.amounts) * months), to, policy };
}

function oneOff(kind: BenefitKind, region: string, day: Day, amountYuan: number): Benefit {
  return {
    policy: "",
    kind,
    region,
    from: day,
    to: day,
    amountYuan,
    certificateNumber: "",
    occupation: "",
    level: "",
    hidden: false,
  };
}
