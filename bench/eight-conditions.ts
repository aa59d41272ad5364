import { type CompiledFeel, compileFeel, type Scope } from "@wutong/feel";

/** The rule that engines are compared on: eight conditions over flat facts, so that every peer can express it. */
type Condition = {
  readonly feel: string;
  readonly zen: string;
  /** For json-rules-engine, which has no ranges: one or two tests. */
  readonly tests: readonly { readonly fact: string; readonly operator: string; readonly value: unknown }[];
};

export const EIGHT_CONDITIONS: readonly Condition[] = [
  { feel: "age <= 40", zen: "age <= 40", tests: [{ fact: "age", operator: "lessThanInclusive", value: 40 }] },
  {
    feel: 'degree in ("bachelor", "master", "phd")',
    zen: 'degree in ["bachelor", "master", "phd"]',
    tests: [{ fact: "degree", operator: "in", value: ["bachelor", "master", "phd"] }],
  },
  {
    feel: 'residence = "330602"',
    zen: 'residence == "330602"',
    tests: [{ fact: "residence", operator: "equal", value: "330602" }],
  },
  {
    feel: 'team in ("technology", "medicine")',
    zen: 'team in ["technology", "medicine"]',
    tests: [{ fact: "team", operator: "in", value: ["technology", "medicine"] }],
  },
  {
    feel: "insuredMonths >= 12",
    zen: "insuredMonths >= 12",
    tests: [{ fact: "insuredMonths", operator: "greaterThanInclusive", value: 12 }],
  },
  {
    feel: "monthlyWage in [5000..20000]",
    zen: "monthlyWage in [5000..20000]",
    tests: [
      { fact: "monthlyWage", operator: "greaterThanInclusive", value: 5000 },
      { fact: "monthlyWage", operator: "lessThanInclusive", value: 20000 },
    ],
  },
  { feel: "not(ownsHome)", zen: "not ownsHome", tests: [{ fact: "ownsHome", operator: "equal", value: false }] },
  {
    feel: "contractYears >= 3",
    zen: "contractYears >= 3",
    tests: [{ fact: "contractYears", operator: "greaterThanInclusive", value: 3 }],
  },
];

export const ALL_MET = 2 ** EIGHT_CONDITIONS.length - 1;

const whole = { kind: "number", digits: 6 } as const;
const text = { kind: "string" } as const;

const FLAT_SCOPE: Scope = {
  age: whole,
  degree: text,
  residence: text,
  team: text,
  insuredMonths: whole,
  monthlyWage: whole,
  ownsHome: { kind: "boolean" },
  contractYears: whole,
};

export type FlatPerson = Readonly<Record<string, string | number | boolean>>;

export function compileFlat(source: string): CompiledFeel {
  const compiled = compileFeel(source, FLAT_SCOPE, { kind: "boolean" });
  if (!compiled.ok) throw new Error(`${source}: ${JSON.stringify(compiled.error)}`);
  return compiled.value;
}

const DEGREES = ["secondary", "college", "bachelor", "master", "phd"];
const RESIDENCES = ["330602", "330602", "330604", "330106"];
const TEAMS = ["technology", "education", "medicine"];

/** Made-up people; of each fact that share is unknown (left out). */
export function flatPeople(count: number, unknown: number): readonly FlatPerson[] {
  const random = randomOf(20_241_130);
  const oneOf = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const between = (low: number, high: number): number => low + Math.floor(random() * (high - low));
  return Array.from({ length: count }, () => {
    const person = {
      age: between(18, 68),
      degree: oneOf(DEGREES),
      residence: oneOf(RESIDENCES),
      team: oneOf(TEAMS),
      insuredMonths: between(0, 60),
      monthlyWage: between(3_000, 23_000),
      ownsHome: random() < 0.4,
      contractYears: between(0, 6),
    };
    if (unknown === 0) return person;
    return Object.fromEntries(Object.entries(person).filter(() => random() >= unknown));
  });
}

/** Numbers from 0 (included) to 1 (excluded), the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
