import type { GivenFacts, GivenList, GivenRow } from "@wutong/policy";

/** A number from 0 (included) to 1 (excluded). */
export type Random = () => number;

/** The same people for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A person about whom everything is known, near the edges of Yuecheng's rules. */
export function randomPerson(random: Random): GivenFacts {
  const dice = diceOf(random);
  const { pick, rows } = dice;
  return {
    birth: "1996-02-29",
    sex: pick("M", "F"),
    insurance: rows(4, () => spell(dice)),
    education: rows(2, () => degree(dice)),
    contracts: rows(2, () => contract(dice)),
    homes: rows(random() < 0.7 ? 0 : 1, () => home(dice)),
    benefits: rows(random() < 0.6 ? 0 : 4, () => benefit(dice)),
    family: { complete: true, rows: [] },
    statuses: rows(1, () => status(dice)),
    certificates: rows(5, (index) => certificate(dice, index)),
  };
}

type Dice = {
  readonly random: Random;
  readonly pick: <Value>(...values: readonly Value[]) => Value;
  readonly rows: (max: number, make: (index: number) => GivenRow) => GivenList;
};

function diceOf(random: Random): Dice {
  return {
    random,
    pick: (...values) => values[Math.floor(random() * values.length)] as (typeof values)[number],
    rows: (max, make) => ({
      complete: true,
      rows: Array.from({ length: Math.floor(random() * (max + 1)) }, (_, index) => make(index)),
    }),
  };
}

function spell({ random, pick, ...dice }: Dice): GivenRow {
  const open = random() < 0.7;
  const ends = open
    ? (["2024-08-31", "2024-09-30", "2024-10-31", "2024-11-30"] as const)
    : (["2024-06-30", "2024-11-30"] as const);
  return {
    region: pick("330602", "330602", "330602", "330106"),
    kind: pick("pension", "pension", "unemployment", "injury"),
    from: pick("2021-05-01", "2022-12-01", "2023-01-01", "2023-12-01", "2024-01-01", "2024-03-01"),
    to: pick<string>(...ends),
    open,
    employer: employer({ random, pick, ...dice }),
  };
}

function employer({ pick }: Dice): { readonly [name: string]: string | boolean } {
  return {
    code: pick("e1", "e2"),
    kind: pick("enterprise", "enterprise", "researchInstitute", "publicInstitution", "individualBusiness"),
    industry: pick("C3411", "C3411", "K7010", "J6621", "I6311", "D4411", "C2511", "C1610", "P8341"),
    stateOwned: pick(true, false),
    region: "330602",
    aboveScale: true,
  };
}

function degree({ random, pick }: Dice): GivenRow {
  return {
    school: "s",
    doubleFirstClass: pick(true, false),
    major: "m",
    level: pick("secondary", "college", "bachelor", "bachelor", "master", "phd"),
    fullTime: random() < 0.8,
    graduated: "2022-06-30",
  };
}

function contract(dice: Dice): GivenRow {
  const { random, pick } = dice;
  return {
    from: pick("2022-01-01", "2023-12-01"),
    to: pick("2024-11-29", "2024-11-30", "2026-11-30"),
    openEnded: random() < 0.2,
    years: pick(1, 2, 3, 5),
    employer: employer(dice),
  };
}

function home({ pick }: Dice): GivenRow {
  return {
    property: "h",
    region: pick("330602", "330106"),
    kind: "commercial",
    acquired: "2023-05-01",
    owned: pick(true, false),
    areaM2: 88.25,
    priceYuan: 1_234_567.89,
  };
}

function benefit({ pick }: Dice): GivenRow {
  const from = pick("2023-12-31", "2024-02-01", "2024-06-01");
  const settled = [
    "housingVoucher",
    "settlementSubsidy",
    "affordableHousing",
    "trainingSubsidy",
    "skillSubsidy",
  ] as const;
  return {
    policy: pick("", "yuecheng-settlement-subsidy"),
    kind: pick<string>("rentSubsidy", "rentSubsidy", ...settled),
    region: "330602",
    from,
    to: pick(from, "2024-10-31"),
    amountYuan: pick(300, 500.5),
    certificate: pick("", "c1"),
    occupation: pick("cook", "welder", ""),
    level: pick("5", "4", "3", ""),
  };
}

function status({ pick }: Dice): GivenRow {
  return {
    kind: pick("selectedGraduate", "receivingUnemploymentBenefit"),
    from: "2024-01-01",
    to: pick("2024-08-31", "2024-10-31"),
    open: pick(true, false),
  };
}

function certificate({ pick }: Dice, index: number): GivenRow {
  return {
    key: `c${index + 1}`,
    occupation: pick("cook", "welder", "smith", "baker"),
    level: pick("5", "4", "3", "3", "2"),
    issued: pick("2023-12-31", "2024-01-01", "2024-06-30", "2024-12-31"),
    region: "330602",
  };
}

/** The same person with a share of the facts missing: whole lists, the completeness of lists, single values, rows. */
export function withUnknowns(facts: GivenFacts, random: Random, share: number): GivenFacts {
  const hidden = Object.entries(facts).flatMap(([name, value]) => {
    if (random() < share / 2) return [];
    return [[name, isList(value) ? hiddenList(value, random, share) : value] as const];
  });
  return Object.fromEntries(hidden);
}

function hiddenList(list: GivenList, random: Random, share: number): GivenList {
  const incomplete = random() < share;
  const rows = incomplete ? list.rows.filter(() => random() >= share) : list.rows;
  return { complete: !incomplete, rows: rows.map((row) => hiddenRow(row, random, share / 4)) };
}

function hiddenRow(row: GivenRow, random: Random, share: number): GivenRow {
  const kept = Object.entries(row).filter(([name]) => name === "key" || random() >= share);
  return Object.fromEntries(kept);
}

function isList(value: GivenFacts[string]): value is GivenList {
  return typeof value === "object";
}
