import { type EducationLevel, residentIdCheckCharacter } from "@wutong/codes";
import { type Day, formatDay, partsOfDay } from "@wutong/kernel";
import type { IdentityDocument, OfficeOptions } from "./model.ts";
import { Random } from "./random.ts";

/** What kind of life a person leads, which decides what of everything else is likely. */
export const LIVES = ["fresh", "mover", "settled", "skilled", "public", "scholar", "jobless", "veteran"] as const;
export type Life = (typeof LIVES)[number];
const LIFE_WEIGHTS = [0.3, 0.18, 0.13, 0.18, 0.06, 0.04, 0.05, 0.06];

const LEVELS = ["secondary", "college", "bachelor", "master", "phd"] as const satisfies readonly EducationLevel[];
/** For each life, how likely each level is. */
const LEVEL_WEIGHTS: Readonly<Record<Life, readonly number[]>> = {
  fresh: [0.02, 0.28, 0.48, 0.18, 0.04],
  mover: [0.05, 0.28, 0.42, 0.2, 0.05],
  settled: [0.15, 0.35, 0.38, 0.1, 0.02],
  skilled: [0.58, 0.36, 0.06, 0, 0],
  public: [0, 0.08, 0.55, 0.32, 0.05],
  scholar: [0, 0, 0.02, 0.22, 0.76],
  jobless: [0.4, 0.38, 0.2, 0.02, 0],
  veteran: [0.42, 0.35, 0.18, 0.04, 0.01],
};

/** The age at which each level is usually reached. */
export const GRADUATION_AGE: Readonly<Record<EducationLevel, number>> = {
  secondary: 18,
  college: 21,
  bachelor: 22,
  master: 25,
  phd: 29,
};

/** Youngest and oldest by life; of the fresh, years since graduation instead. */
const AGES: Readonly<Record<Exclude<Life, "fresh">, readonly [number, number]>> = {
  mover: [26, 44],
  settled: [27, 46],
  skilled: [20, 45],
  public: [24, 45],
  scholar: [29, 42],
  jobless: [22, 48],
  veteran: [45, 58],
};

export type Identity = {
  /** Unlike for every person of the neighbouring offices too; numbers of certificates and phones are made of it. */
  readonly serial: number;
  readonly life: Life;
  readonly level: EducationLevel;
  readonly birth: Day;
  readonly birthYear: number;
  /** Days after 1 January of a common year: 29 February is nobody's birthday here. */
  readonly birthDayOfYear: number;
  readonly sex: "M" | "F";
  readonly document: IdentityDocument;
  readonly nativePlace: string;
  readonly phone: string;
};

/** Four slots each for the six counties of Shaoxing (told apart by the year of birth modulo 4), one each for the others. */
const SHAOXING = ["330602", "330603", "330604", "330624", "330681", "330683"];
const ELSEWHERE = [
  ...["330106", "330281", "330402", "330781", "320106", "320902", "310115", "340102"],
  ...["360102", "370202", "410923", "420527", "430102", "510107", "610113", "371502"],
];
const SLOTS = SHAOXING.length * 4 + ELSEWHERE.length;
const SEQUENCES = 500;
const DAYS = 365;
/** As many people as get a number of their own: 7,300,000 (spouses who are nobody in the run take from the same). */
export const PEOPLE_MAX = Math.floor((SEQUENCES * DAYS * SLOTS) / 2) - 1;
const NUMBERS = SEQUENCES * DAYS * SLOTS;
/** Coprime to NUMBERS (2⁵·5⁴·73·…): neighbours get unlike birthdays and divisions. */
const SCRAMBLE = 4_447_319;
/** Where the next office's people begin: two offices of half a million people share no number. */
const OFFICE_STRIDE = 1_000_003;

/** `MMDD` of each day of a common year. */
const MONTHS_AND_DAYS = Array.from({ length: DAYS }, (_, n) => formatDay(dayOfYear(2001, n)).slice(5).replace("-", ""));

const IDENTITY = 1;

/** Who the n-th person of a seed is; says the same whenever asked, so that spouses can name each other. */
export function identityOf(options: OfficeOptions, index: number): Identity {
  const random = new Random(options.seed, index, IDENTITY);
  const life = LIVES[random.weighted(LIFE_WEIGHTS)] ?? "fresh";
  const level = LEVELS[random.weighted(LEVEL_WEIGHTS[life])] ?? "bachelor";
  const sex = isPairedIndex(options, index) ? (index % 2 === 1 ? "M" : "F") : random.chance(0.52) ? "M" : "F";
  const serial = serialOf(options, index);
  const place = numberPlace(serial);
  const birthYear = birthYearOf(random, options, life, level, place);
  const birth = dayOfYear(birthYear, place.dayOfYear);
  const number = residentNumber(place, birthYear, sex);
  return {
    serial,
    life,
    level,
    birth,
    birthYear,
    birthDayOfYear: place.dayOfYear,
    sex,
    document: documentOf(random, serial, number),
    nativePlace: random.chance(0.9) ? place.division : random.pick(ELSEWHERE),
    phone: phoneOf(random, serial),
  };
}

/** Two in a hundred come with a passport or a permit; everybody else with a resident identity card. */
function documentOf(random: Random, serial: number, number: string): IdentityDocument {
  if (!random.chance(0.02)) return { kind: "residentId", number };
  const digits = String(serial).padStart(8, "0");
  const kind = random.pick(["foreignPassport", "hkMacauPermit", "taiwanPermit"] as const);
  const prefix = { foreignPassport: "K", hkMacauPermit: "H", taiwanPermit: "" }[kind];
  return { kind, number: prefix + digits };
}

/** Neighbours 1 and 2, 3 and 4, … may be married to each other; then one is a man and one a woman. */
export function isPairedIndex(options: OfficeOptions, index: number): boolean {
  return new Random(options.seed, Math.ceil(index / 2), 2).chance(0.24);
}

/** A resident number that no person of the run bears, for a relative born in a given year. */
export function relativeNumber(options: OfficeOptions, index: number, sex: "M" | "F", year: number): string {
  const place = numberPlace(serialOf(options, index + options.people));
  return residentNumber(place, year, sex);
}

type NumberPlace = {
  readonly division: string;
  readonly dayOfYear: number;
  readonly sequence: number;
  /** The year of birth modulo 4 must be this; null where any year does. */
  readonly yearModulo: number | null;
};

function serialOf(options: OfficeOptions, index: number): number {
  return (index + (options.office % 100) * OFFICE_STRIDE) % NUMBERS;
}

function numberPlace(serial: number): NumberPlace {
  const scrambled = (serial * SCRAMBLE) % NUMBERS;
  const slot = Math.floor(scrambled / (SEQUENCES * DAYS));
  const shaoxing = SHAOXING[Math.floor(slot / 4)];
  return {
    division: shaoxing ?? ELSEWHERE[slot - SHAOXING.length * 4] ?? "330602",
    yearModulo: shaoxing === undefined ? null : slot % 4,
    dayOfYear: Math.floor(scrambled / SEQUENCES) % DAYS,
    sequence: scrambled % SEQUENCES,
  };
}

function birthYearOf(
  random: Random,
  options: OfficeOptions,
  life: Life,
  level: EducationLevel,
  place: NumberPlace,
): number {
  const { year } = partsOfDay(options.asOf);
  const [youngest, oldest] = life === "fresh" ? [GRADUATION_AGE[level], GRADUATION_AGE[level] + 4] : AGES[life];
  const drawn = year - random.between(Math.max(youngest, GRADUATION_AGE[level]), oldest);
  const wanted = place.yearModulo;
  const back = wanted === null ? 0 : (((drawn - wanted) % 4) + 4) % 4;
  return drawn - back;
}

/** The birthday at an age. */
export function birthday(identity: Identity, age: number): Day {
  return dayOfYear(identity.birthYear + age, identity.birthDayOfYear);
}

function dayOfYear(year: number, day: number): Day {
  const start = Date.UTC(year, 0, 1) / 86_400_000;
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return (start + day + (isLeap && day >= 59 ? 1 : 0)) as Day;
}

function residentNumber(place: NumberPlace, birthYear: number, sex: "M" | "F"): string {
  const date = birthYear + (MONTHS_AND_DAYS[place.dayOfYear] ?? "0101");
  const sequence = String(place.sequence * 2 + (sex === "M" ? 1 : 0)).padStart(3, "0");
  const first17 = place.division + date + sequence;
  return first17 + residentIdCheckCharacter(first17);
}

function phoneOf(random: Random, serial: number): string {
  const prefix = random.pick(["135", "136", "138", "139", "150", "157", "158", "186", "187", "188"]);
  return prefix + String((serial * 48_271) % 100_000_000).padStart(8, "0");
}
