import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { residentIdCheckCharacter } from "@wutong/codes";
import { Random } from "../packages/generator/src/random.ts";
import { BRANDS, GIVEN, HOMOPHONES, LOOKALIKES, PLACES, SURNAMES, TRADES, TRADITIONAL } from "./linkage-names.ts";

/** A made-up person as the world knows them; registers write them down with faults. */
type Person = {
  readonly number: number;
  readonly name: string;
  readonly oldName: string | undefined;
  /** Their own, and now and then a second one that is as valid: typed wrongly once at the police, or issued anew. */
  readonly residentIds: readonly string[];
  readonly birth: string;
  readonly sex: "M" | "F";
  readonly phones: readonly string[];
  readonly employers: readonly number[];
};

/** Which register: what it asks people for, and how careful it is. */
type Source = {
  readonly weight: number;
  readonly id: number;
  readonly masked: number;
  readonly birth: number;
  readonly phone: number;
  readonly employer: number;
  readonly careless: number;
};

/** Talent library, insurance, canvass of villages, job fair. Shares from 0 to 1. */
const SOURCES: readonly Source[] = [
  { weight: 0.3, id: 0.95, masked: 0.1, birth: 0.95, phone: 0.95, employer: 0.9, careless: 0.6 },
  { weight: 0.35, id: 0.99, masked: 0.02, birth: 0.4, phone: 0.25, employer: 1, careless: 0.4 },
  { weight: 0.2, id: 0.35, masked: 0.5, birth: 0.93, phone: 0.92, employer: 0.7, careless: 1.6 },
  { weight: 0.15, id: 0.55, masked: 0.6, birth: 0.85, phone: 0.97, employer: 0.85, careless: 1.8 },
];
const DIVISIONS = [
  "330602",
  "330603",
  "330604",
  "330624",
  "330681",
  "330683",
  "330106",
  "330109",
  "330212",
  "341221",
  "360729",
  "411525",
  "420116",
  "510524",
  "522121",
];
const PEOPLE = 1;
const RECORDS = 2;
const EMPLOYERS = 3;
const NUMBERS = 5;
/** Of people who hold two valid numbers, and of people who bear that of somebody else. */
const TWO_NUMBERS = 0.0005;
const SHARED_NUMBER = 0.0005;
/** How often the second number is the one that is written down. */
const SECOND_WRITTEN = 0.5;
const RECORDS_A_PERSON = [0.55, 0.28, 0.12, 0.05];
const PEOPLE_PER_EMPLOYER = 30;
/** Numbers of one sex that a division gives out for a day. */
const NUMBERS_A_DAY = 500;
const FLUSH_BYTES = 1 << 20;

const COLUMNS = ["id", "姓名", "身份证号", "性别", "出生日期", "手机", "工作单位"];

export type MadeRegister = { readonly records: number; readonly people: number };

/**
 * Writes a register of some `records` rows in which many people stand several times, and beside it who each row is about
 * (id, person). The same seed gives the same files. One in two thousand people holds two valid numbers and one in two thousand bears
 * that of somebody else: whoever goes by numbers alone is wrong about them, and who never joins two numbers misses the former.
 */
export async function writeLinkageRegister({
  records,
  seed,
  file,
  truth,
}: {
  readonly records: number;
  readonly seed: number;
  readonly file: string;
  readonly truth: string;
}): Promise<MadeRegister> {
  const [rows, truths] = [createWriteStream(file), createWriteStream(truth)];
  const employers = Math.max(20, Math.round(records / 1.67 / PEOPLE_PER_EMPLOYER));
  const world: World = { employers, givenOut: new Map(), lastNumber: undefined };
  let [text, who, made, number] = [`${COLUMNS.join(",")}\n`, "id,person\n", 0, 0];
  while (made < records) {
    const person = makePerson(seed, number, world);
    const random = new Random(seed, number, RECORDS);
    const copies = Math.min(records - made, 1 + random.weighted(RECORDS_A_PERSON));
    for (let copy = 0; copy < copies; copy += 1) {
      const id = `r${scrambled(made, seed)}`;
      text += `${[id, ...writeDown(random, person, seed)].join(",")}\n`;
      who += `${id},${number}\n`;
      made += 1;
    }
    number += 1;
    if (text.length > FLUSH_BYTES) {
      if (!rows.write(text)) await once(rows, "drain");
      if (!truths.write(who)) await once(truths, "drain");
      [text, who] = ["", ""];
    }
  }
  rows.end(text);
  truths.end(who);
  await Promise.all([once(rows, "finish"), once(truths, "finish")]);
  return { records: made, people: number };
}

/** A different number for each, in no order that tells anything. */
function scrambled(made: number, seed: number): string {
  return ((BigInt(made) * 2_654_435_761n + BigInt(seed)) % 10_000_000_019n).toString().padStart(11, "0");
}

type World = {
  readonly employers: number;
  /** How many numbers a division has given out for a day of birth: none is given out twice. */
  readonly givenOut: Map<string, number>;
  /** That of the person before. */
  lastNumber: string | undefined;
};

function makePerson(seed: number, number: number, world: World): Person {
  const { employers } = world;
  const random = new Random(seed, number, PEOPLE);
  const sex = random.chance(0.52) ? "M" : "F";
  const name = makeName(random, sex);
  const year = random.between(1956, 2005);
  const month = random.between(1, 12);
  const day = random.between(1, month === 2 ? 28 : 30);
  const birth = `${year}${two(month)}${two(day)}`;
  const own = issueNumber(world, { division: random.pick(DIVISIONS), birth, sex });
  const numbers = new Random(seed, number, NUMBERS);
  const [twice, shared] = [numbers.chance(TWO_NUMBERS), numbers.chance(SHARED_NUMBER)];
  const first = shared ? (world.lastNumber ?? own) : own;
  const second = twice ? [issueNumber(world, { division: numbers.pick(DIVISIONS), birth, sex })] : [];
  world.lastNumber = own;
  return {
    number,
    name,
    oldName: random.chance(0.006) ? name.slice(0, -1) + random.pick(GIVEN[sex]) : undefined,
    residentIds: [first, ...second],
    birth,
    sex,
    // A family's telephone, now and then: that of the person before.
    phones: [
      random.chance(0.015)
        ? phoneOf(new Random(seed, number - 1, EMPLOYERS + 1))
        : phoneOf(new Random(seed, number, EMPLOYERS + 1)),
      phoneOf(random),
      phoneOf(random),
    ],
    employers: [random.leaningLow(0, employers - 1), random.leaningLow(0, employers - 1)],
  };
}

function issueNumber(
  { givenOut }: World,
  { division, birth, sex }: { readonly division: string; readonly birth: string; readonly sex: "M" | "F" },
): string {
  const issued = `${division}${birth}`;
  const order = givenOut.get(issued + sex) ?? 0;
  givenOut.set(issued + sex, order + 1);
  // Spread over the thousand that there are; 137 and 500 share no factor, so that none comes twice.
  const place = (order * 137 + Number(birth) * 31) % NUMBERS_A_DAY;
  const first17 = `${issued}${String(place * 2 + (sex === "M" ? 1 : 0)).padStart(3, "0")}`;
  return first17 + residentIdCheckCharacter(first17);
}

function makeName(random: Random, sex: "M" | "F"): string {
  const surname = SURNAMES[random.leaningLow(0, SURNAMES.length - 1)] ?? "王";
  const given = () => GIVEN[sex][random.leaningLow(0, GIVEN[sex].length - 1)] ?? "伟";
  return surname + given() + (random.chance(0.82) ? given() : "");
}

function phoneOf(random: Random): string {
  return `1${random.pick(["38", "39", "58", "77", "86", "88", "51", "35", "89", "99"])}${String(random.between(0, 99_999_999)).padStart(8, "0")}`;
}

/** A person as one register wrote them down: the cells after the id. */
function writeDown(random: Random, person: Person, seed: number): readonly string[] {
  const source = SOURCES[random.weighted(SOURCES.map(({ weight }) => weight))] ?? SOURCES[0];
  if (!source) return [];
  const slips = (share: number) => random.chance(share * source.careless);
  const name = person.oldName !== undefined && random.chance(0.4) ? person.oldName : person.name;
  const phone = person.phones[random.weighted([0.85, 0.1, 0.05])] ?? "";
  const employer = person.employers[random.chance(0.82) ? 0 : 1] ?? 0;
  return [
    slips(0.05) ? spoilName(random, name) : name,
    random.chance(source.id) ? writeId(random, person, source) : "",
    random.chance(0.9) ? (person.sex === "M" ? "男" : "女") : "",
    random.chance(source.birth)
      ? writeBirth(random, slips(0.012) ? spoilBirth(random, person.birth) : person.birth)
      : "",
    random.chance(source.phone) ? writePhone(random, slips(0.008) ? spoilDigit(random, phone) : phone) : "",
    random.chance(source.employer) ? employerName(random, employer, seed) : "",
  ];
}

function spoilName(random: Random, name: string): string {
  const characters = [...name];
  const place = random.between(0, characters.length - 1);
  const other = (groups: readonly string[]): string => {
    const group = groups.find((each) => each.includes(characters[place] ?? "?"));
    return characters.with(place, group ? random.pick([...group]) : (characters[place] ?? "")).join("");
  };
  switch (random.weighted([0.42, 0.16, 0.2, 0.08, 0.06, 0.08])) {
    case 0:
      return other(HOMOPHONES);
    case 1:
      return other(LOOKALIKES);
    case 2:
      return characters.map((each) => TRADITIONAL[each] ?? each).join("");
    case 3:
      return characters.length > 2 ? characters.toSpliced(random.between(1, characters.length - 1), 1).join("") : name;
    case 4:
      return characters.length === 3 ? `${characters[0]}${characters[2]}${characters[1]}` : name;
    default:
      return characters.length === 2 ? `${characters[0]}  ${characters[1]}` : `${name} `;
  }
}

function writeId(random: Random, { residentIds: [first = "", second] }: Person, { masked, careless }: Source): string {
  const residentId = second !== undefined && random.chance(SECOND_WRITTEN) ? second : first;
  if (random.chance(masked)) {
    return random.chance(0.5)
      ? `${residentId.slice(0, 4)}***********${residentId.slice(14)}`
      : `${residentId.slice(0, 6)}********${residentId.slice(14)}`;
  }
  if (random.chance(0.006 * careless)) return spoilDigit(random, residentId);
  if (residentId.slice(6, 8) === "19" && random.chance(0.02)) return residentId.slice(0, 6) + residentId.slice(8, 17);
  return random.chance(0.02) ? residentId.toLowerCase() : residentId;
}

function writeBirth(random: Random, birth: string): string {
  const [year, month, day] = [birth.slice(0, 4), birth.slice(4, 6), birth.slice(6)];
  switch (random.weighted([0.75, 0.08, 0.07, 0.05, 0.05])) {
    case 0:
      return `${year}-${month}-${day}`;
    case 1:
      return `${year}/${Number(month)}/${Number(day)}`;
    case 2:
      return `${year}年${Number(month)}月${Number(day)}日`;
    case 3:
      return `${year}.${month}.${day}`;
    default:
      return birth;
  }
}

function spoilBirth(random: Random, birth: string): string {
  const [year, month, day] = [birth.slice(0, 4), birth.slice(4, 6), birth.slice(6)];
  if (random.chance(0.2) && Number(day) <= 12) return `${year}${day}${month}`;
  if (random.chance(0.4)) return `${year}${month}${two(random.between(1, 28))}`;
  return random.chance(0.5)
    ? `${year}${two(random.between(1, 12))}${day}`
    : `${Number(year) + (random.chance(0.5) ? 1 : -1)}${month}${day}`;
}

function spoilDigit(random: Random, text: string): string {
  const place = random.between(1, text.length - 2);
  if (random.chance(0.3))
    return (
      text.slice(0, place) + text.slice(place + 1, place + 2) + text.slice(place, place + 1) + text.slice(place + 2)
    );
  return text.slice(0, place) + String(random.between(0, 9)) + text.slice(place + 1);
}

function writePhone(random: Random, phone: string): string {
  switch (random.weighted([0.93, 0.02, 0.02, 0.03])) {
    case 1:
      return `+86 ${phone}`;
    case 2:
      return `${phone.slice(0, 3)}-${phone.slice(3, 7)}-${phone.slice(7)}`;
    case 3:
      return `${phone.slice(0, 3)}****${phone.slice(7)}`;
    default:
      return phone;
  }
}

/** One of the names by which an employer goes. */
function employerName(random: Random, employer: number, seed: number): string {
  const own = new Random(seed, employer, EMPLOYERS);
  const [place, brand, trade] = [own.pick(PLACES), own.pick(BRANDS) + own.pick(BRANDS), own.pick(TRADES)];
  const form = own.chance(0.15) ? "股份有限公司" : "有限公司";
  switch (random.weighted([0.72, 0.1, 0.08, 0.06, 0.04])) {
    case 1:
      return `${brand}${trade}`;
    case 2:
      return `${place}${brand}${trade}公司`;
    case 3:
      return `${place}${brand}${trade}${form}第${random.pick(["一", "二", "三"])}分公司`;
    case 4:
      return `${place}市${brand}${trade}${form}`;
    default:
      return `${place}${brand}${trade}${form}`;
  }
}

const two = (value: number): string => String(value).padStart(2, "0");
