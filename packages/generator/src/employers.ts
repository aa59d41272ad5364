import { creditCodeCheckCharacter, type EmployerKind } from "@wutong/codes";
import type { Employer, OfficeOptions } from "./model.ts";
import { makeEmployerName } from "./names.ts";
import { Random } from "./random.ts";

const EMPLOYERS = 3;
const PEOPLE_PER_EMPLOYER = 25;
const EMPLOYERS_MIN = 60;
const EMPLOYERS_MAX = 30_000;

type Trade = { readonly industry: string; readonly weight: number; readonly stateOwned: number };

/** Industries of enterprises, how common they are and how often the state owns such a firm. */
const TRADES: readonly Trade[] = [
  { industry: "C1751", weight: 0.17, stateOwned: 0.01 },
  { industry: "C2669", weight: 0.05, stateOwned: 0.02 },
  { industry: "C2770", weight: 0.06, stateOwned: 0.03 },
  { industry: "C3490", weight: 0.14, stateOwned: 0.03 },
  { industry: "C3821", weight: 0.08, stateOwned: 0.03 },
  { industry: "C3973", weight: 0.09, stateOwned: 0.05 },
  { industry: "E4710", weight: 0.06, stateOwned: 0.1 },
  { industry: "F5211", weight: 0.05, stateOwned: 0.02 },
  { industry: "I6513", weight: 0.1, stateOwned: 0.04 },
  { industry: "L7262", weight: 0.03, stateOwned: 0.05 },
  { industry: "K7010", weight: 0.05, stateOwned: 0.2 },
  { industry: "J6621", weight: 0.04, stateOwned: 0.6 },
  { industry: "J6813", weight: 0.02, stateOwned: 0.4 },
  { industry: "I6312", weight: 0.02, stateOwned: 0.8 },
  { industry: "D4420", weight: 0.02, stateOwned: 0.85 },
  { industry: "C2511", weight: 0.01, stateOwned: 0.7 },
  { industry: "C1620", weight: 0.01, stateOwned: 1 },
];

const KINDS = [
  "enterprise",
  "individualBusiness",
  "researchInstitute",
  "publicInstitution",
  "government",
  "socialOrganisation",
] as const satisfies readonly EmployerKind[];
const KIND_WEIGHTS = [0.74, 0.06, 0.05, 0.09, 0.04, 0.02];
/** Credit codes begin with the registering authority and the kind of body (GB 32100-2015, table 1). */
const CODE_PREFIX: Readonly<Record<EmployerKind, string>> = {
  enterprise: "91",
  individualBusiness: "92",
  researchInstitute: "12",
  publicInstitution: "12",
  government: "11",
  socialOrganisation: "51",
};
const OTHER_REGIONS = ["330604", "330603", "330681", "330106", "330212", "310115", "320594", "440305"];

/** The table of an office's employers, in proportion to its people; two in three stand in the office's own district. */
export function makeEmployers(options: OfficeOptions): readonly Employer[] {
  const wanted = Math.ceil(options.people / PEOPLE_PER_EMPLOYER);
  const count = Math.max(EMPLOYERS_MIN, Math.min(EMPLOYERS_MAX, wanted));
  return Array.from({ length: count }, (_, i) => makeEmployer(options, i + 1));
}

function makeEmployer(options: OfficeOptions, number: number): Employer {
  const random = new Random(options.seed, number, EMPLOYERS);
  // The first few of each kind are there whatever the draw, so that a small run lacks none.
  const kind = KINDS[number <= 24 ? number % KINDS.length : random.weighted(KIND_WEIGHTS)] ?? "enterprise";
  const trade = tradeOf(random, kind);
  const region = number <= 24 || random.chance(0.66) ? String(options.office) : random.pick(OTHER_REGIONS);
  return {
    code: creditCodeOf(CODE_PREFIX[kind], region, number + (options.office % 100) * EMPLOYERS_MAX),
    name: makeEmployerName(random, kind, trade.industry, number),
    kind,
    industry: trade.industry,
    region,
    aboveScale: kind === "enterprise" && random.chance(0.35),
    stateOwned: kind === "enterprise" && random.chance(trade.stateOwned),
    unlisted: number > 24 && random.chance(0.06),
    blank: random.chance(0.04) ? random.pick(["aboveScale", "stateOwned"] as const) : "none",
  };
}

function tradeOf(random: Random, kind: EmployerKind): Trade {
  const fixed = (industry: string): Trade => ({ industry, weight: 1, stateOwned: 0 });
  switch (kind) {
    case "researchInstitute":
      return fixed(random.pick(["M7310", "M7320"]));
    case "publicInstitution":
      return fixed(random.pick(["P8334", "Q8411"]));
    case "government":
      return fixed("S9221");
    case "socialOrganisation":
      return fixed("S9521");
    case "individualBusiness":
      return fixed("F5211");
    default:
      return TRADES[random.weighted(TRADES.map((trade) => trade.weight))] ?? fixed("C1751");
  }
}

function creditCodeOf(prefix: string, region: string, number: number): string {
  const first17 = `${prefix}${region}MA${String(number * 7919)
    .padStart(7, "0")
    .slice(-7)}`;
  return first17 + creditCodeCheckCharacter(first17);
}
