import { addDays, day, type Fen } from "@wutong/kernel";
import type { Grant, GrantInstalment, Stacking, TakenBenefit } from "@wutong/policy";
import { type Random, randomOf } from "./random-people.ts";
import type { StackCase } from "./stacking-brute-force.ts";

const asOf = day("2024-11-30");
const BENEFITS = ["rentSubsidy", "housingVoucher", "purchaseSubsidy", "livingSubsidy", "skillSubsidy"] as const;
const GRANTS_MAX = 12;

/** How often each mode occurs in a case: a case has a few modes often, so that they meet. */
type Mode =
  | "ends"
  | "chooseOne"
  | "topUp"
  | "deducts"
  | "combined"
  | "once"
  | "home"
  | "oneJurisdiction"
  | "jointCap"
  | "levels"
  | "notWith"
  | "perYear";
const MODES: readonly Mode[] = [
  ...(["ends", "chooseOne", "topUp", "deducts", "combined", "once"] as const),
  ...(["home", "oneJurisdiction", "jointCap", "levels", "notWith", "perYear"] as const),
];

type Dice = {
  readonly random: Random;
  readonly chance: (share: number) => boolean;
  readonly whole: (least: number, most: number) => number;
  readonly pick: <Value>(values: readonly [Value, ...Value[]]) => Value;
  /** Whether the mode is used by this benefit. */
  readonly uses: (mode: Mode) => boolean;
  /** The people of the household; undefined where all is one person's. */
  readonly people: readonly (number | undefined)[];
};

/** The same case for the same seed: small sums, so that values are often equal. */
export function stackingCase(seed: number): StackCase {
  const dice = diceOf(randomOf(seed));
  // Each more doubles the sets to be tried: most cases stay below ten.
  const size = dice.whole(0, dice.chance(0.25) ? GRANTS_MAX : 9);
  const takenCount = dice.pick([0, 0, 1, 1, 2, 3]);
  return {
    asOf,
    grants: Array.from({ length: size }, (_, index) => grantOf(dice, index)),
    taken: Array.from({ length: takenCount }, (_, index) => takenOf(dice, index)),
  };
}

function diceOf(random: Random): Dice {
  const whole = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  const pick = <Value>(values: readonly [Value, ...Value[]]) => values[whole(0, values.length - 1)] as Value;
  const rates = new Map(MODES.map((mode) => [mode, random() < 0.35 ? 0.2 + random() * 0.6 : 0.03]));
  return {
    random,
    whole,
    pick,
    chance: (share) => random() < share,
    uses: (mode) => random() < (rates.get(mode) ?? 0),
    people: random() < 0.4 ? [1, 2] : [undefined],
  };
}

function grantOf(dice: Dice, index: number): Grant {
  const common = benefitOf(dice, `g${index}`);
  const cap = common.stacking.jointCap;
  return {
    ...common,
    rank: dice.whole(1, 5),
    ...(dice.chance(0.3) ? { alreadyThisYear: dice.whole(0, 1) } : {}),
    ...(cap ? { jointCap: { group: cap.group, capFen: BigInt(dice.whole(0, 14)) as Fen } } : {}),
  };
}

function takenOf(dice: Dice, index: number): TakenBenefit {
  return {
    ...benefitOf(dice, `t${index}`),
    from: dice.pick([day("2023-12-31"), day("2024-05-01"), asOf, addDays(asOf, 40)]),
    paidFen: BigInt(dice.whole(0, 6)) as Fen,
    ...(dice.chance(0.5) ? { paidMonths: dice.whole(0, 6) } : {}),
  };
}

function benefitOf(dice: Dice, key: string): Omit<Grant, "rank"> {
  const { pick, chance, people } = dice;
  const benefit = pick(BENEFITS);
  const person = people[dice.whole(0, people.length - 1)];
  const stacking = stackingOf(dice);
  return {
    key,
    policyId: chance(0.7) ? benefit : `${benefit}-too`,
    benefit,
    office: pick([330602, 330602, 330604]),
    stacking,
    instalments: instalmentsOf(dice),
    ...(person === undefined ? {} : { person }),
    ...(chance(0.4) ? { certificate: certificateOf(dice) } : {}),
    ...(chance(0.4) ? { home: pick(["h1", "h2"]) } : {}),
    ...(chance(0.15) ? { inKind: true } : {}),
  };
}

function certificateOf({ pick }: Dice): NonNullable<Grant["certificate"]> {
  return { key: pick(["k1", "k2", "k3"]), occupation: pick(["cook", "welder"]), level: pick(["5", "4", "3"]) };
}

function stackingOf(dice: Dice): Stacking {
  const { uses, pick, whole } = dice;
  return {
    ends: uses("ends") ? [pick(BENEFITS)] : [],
    deducts: uses("deducts") ? [pick(BENEFITS)] : [],
    notWith: uses("notWith") ? [pick(BENEFITS)] : [],
    higherBarsLower: uses("levels"),
    ...(uses("chooseOne") ? { chooseOne: pick(["c1", "c2"]) } : {}),
    ...(uses("topUp") ? { topUp: pick(["u1", "u2"]) } : {}),
    ...(uses("combined") ? { combined: { group: pick(["m1", "m2"]), months: whole(1, 30) } } : {}),
    ...(uses("once") ? { oncePer: pick(["person", "household", "occupationAndLevel", "occupationAndLevel"]) } : {}),
    ...(uses("home") ? { oncePerHome: true } : {}),
    ...(uses("oneJurisdiction") ? { oneJurisdiction: pick(["j1", "j2"]) } : {}),
    ...(uses("jointCap") ? { jointCap: { group: pick(["s1", "s2"]), yuan: "" } } : {}),
    ...(uses("perYear") ? { perYear: { max: whole(1, 3), already: "" } } : {}),
  };
}

/** Single payments, months, half years and years; now and then nothing, or something overdue. */
function instalmentsOf(dice: Dice): readonly GrantInstalment[] {
  const { whole, pick, chance } = dice;
  const months = pick([undefined, 0, 1, 1, 6, 12]);
  const count = chance(0.05) ? 0 : whole(1, 4);
  const first = whole(-20, 40);
  const apart = pick([1, 30, 30, 365]);
  return Array.from({ length: count }, (_, index) => ({
    due: addDays(asOf, first + index * apart),
    amountFen: BigInt(chance(0.03) ? 0 : whole(1, 7)) as Fen,
    ...(months === undefined ? {} : { months }),
  }));
}
