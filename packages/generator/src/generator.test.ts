import assert from "node:assert/strict";
import { test } from "node:test";
import {
  BENEFIT_KINDS,
  CONTRACT_TERMS,
  type CodeTable,
  type ColumnType,
  EDUCATION_LEVELS,
  EMPLOYER_KINDS,
  findRegisterColumn,
  HOUSING_KINDS,
  INSURANCE_KINDS,
  INSURANCE_STATUSES,
  OCCUPATIONS,
  REGISTER_KINDS,
  REGISTERS,
  RELATIONS,
  type RegisterColumn,
  readCode,
  readCreditCode,
  readDocument,
  readIndustry,
  readResidentId,
  readTypedDay,
  readTypedMonth,
  SEXES,
  SKILL_LEVELS,
  STATUS_KINDS,
  STUDY_MODES,
  TEAMS,
  TRANSACTION_KINDS,
  YES_NO,
} from "@wutong/codes";
import { day, month, parseYuan } from "@wutong/kernel";
import {
  contractYears,
  employerRows,
  factsOf,
  generateOffice,
  isComplete,
  type Person,
  type RegisterRow,
  registerHeaders,
  toRegisterRows,
} from "./index.ts";

const OPTIONS = { office: 330602, people: 4_000, seed: 5, asOf: day("2024-11-30") };
const PEOPLE: readonly Person[] = [...generateOffice(OPTIONS).people];
const ROWS: readonly RegisterRow[] = PEOPLE.flatMap((person) => toRegisterRows(person, OPTIONS));

test("the same seed makes the same people, another seed others", () => {
  const again = [...generateOffice({ ...OPTIONS, people: 4_000 }).people];
  assert.deepEqual(again.slice(0, 50), PEOPLE.slice(0, 50));
  const others = generateOffice({ ...OPTIONS, seed: 6 })
    .people[Symbol.iterator]()
    .next().value;
  assert.notDeepEqual(others, PEOPLE[0]);
});

test("document numbers are valid, unlike each other, and say the birth and sex of their bearer", () => {
  const numbers = new Set<string>();
  for (const { document, birth, sex } of PEOPLE) {
    numbers.add(document.number);
    const read = readDocument(document.kind, document.number);
    assert.ok(read.ok, document.kind);
    if (document.kind === "residentId") assert.deepEqual([read.value.birth, read.value.sex], [birth, sex]);
  }
  assert.equal(numbers.size, PEOPLE.length);
});

test("two offices share no person, phone, certificate or employer, even with the same seed", () => {
  const other = generateOffice({ ...OPTIONS, office: 330604 });
  const keys = (people: Iterable<Person>) =>
    [...people].flatMap((one) => [one.document.number, one.phone, ...one.certificates.map((each) => each.number)]);
  const mine = new Set(keys(PEOPLE));
  assert.deepEqual(
    keys(other.people).filter((key) => mine.has(key)),
    [],
  );
  const codes = new Set(generateOffice(OPTIONS).employers.map((one) => one.code));
  assert.deepEqual(
    other.employers.filter((one) => codes.has(one.code)),
    [],
  );
});

test("relatives outside the run have valid numbers that nobody in it bears", () => {
  const inside = new Set(PEOPLE.map((person) => person.document.number));
  let outside = 0;
  for (const tie of PEOPLE.flatMap((person) => person.family)) {
    if (inside.has(tie.otherDocumentNumber)) continue;
    outside += 1;
    assert.ok(readResidentId(tie.otherDocumentNumber, { asOf: OPTIONS.asOf }).ok);
  }
  assert.ok(outside > 100);
});

test("spouses within the run name each other, with the same day, and are a man and a woman", () => {
  const byNumber = new Map(PEOPLE.map((person) => [person.document.number, person]));
  let couples = 0;
  for (const person of PEOPLE) {
    const tie = person.family.find((one) => one.relation === "spouse");
    const other = byNumber.get(tie?.otherDocumentNumber ?? "");
    if (tie === undefined || other === undefined) continue;
    couples += 1;
    const back = other.family.find((one) => one.relation === "spouse");
    assert.deepEqual([back?.otherDocumentNumber, back?.since], [person.document.number, tie.since]);
    assert.notEqual(person.sex, other.sex);
  }
  assert.ok(couples > 200);
});

test("about 15 in a hundred are seen in registers only", () => {
  const observed = PEOPLE.filter((person) => !person.inLibrary).length / PEOPLE.length;
  assert.ok(observed > 0.12 && observed < 0.18, String(observed));
});

test("employers have valid codes, unlike each other, and every kind is there even for a handful of people", () => {
  for (const people of [1, 4_000]) {
    const { employers } = generateOffice({ ...OPTIONS, people });
    for (const employer of employers) assert.ok(readCreditCode(employer.code).ok, employer.code);
    assert.equal(new Set(employers.map((one) => one.code)).size, employers.length);
    assert.equal(new Set(employers.map((one) => one.kind)).size, EMPLOYER_KINDS.entries.length);
  }
});

test("nothing in a register lies outside the months that it covers", () => {
  const { coverage } = generateOffice(OPTIONS);
  const dated = { education: "graduated", contracts: "from", housing: "day", benefits: "from", certificates: "issued" };
  for (const [kind, key] of Object.entries(dated)) {
    const register = REGISTERS[kind as keyof typeof dated];
    const at = register.columns.findIndex((column) => column.key === key);
    const { from, through } = coverage[register.kind];
    for (const row of ROWS.filter((one) => one.kind === kind && !one.oddity?.mustReject)) {
      const read = readTypedDay(row.cells[at] ?? "");
      assert.ok(read.ok && read.value >= day(`${from}-01`) && read.value <= day(`${through}-31`), row.cells.join());
    }
  }
});

test("an open spell reaches the last month that its register covers, as its row says by having no end", () => {
  const open = PEOPLE.flatMap((person) => person.insurance).filter((spell) => spell.open);
  assert.ok(open.length > 2_000);
  assert.deepEqual(new Set(open.map((spell) => spell.to)), new Set([month("2024-10")]));
});

test("every row that isn't wrong on purpose can be read, cell by cell", () => {
  for (const row of ROWS.concat(employerRows(generateOffice(OPTIONS)))) {
    if (!row.oddity?.mustReject) assert.equal(faultOf(row), undefined, JSON.stringify(row));
  }
});

test("every row that is wrong on purpose is wrong in the column it names", () => {
  const wrong = ROWS.filter((row) => row.oddity?.mustReject);
  assert.ok(wrong.length > 50);
  for (const row of wrong) assert.equal(faultOf(row), row.oddity?.column, JSON.stringify(row));
  const kinds = new Set(wrong.map((row) => row.oddity?.what));
  assert.deepEqual([...kinds].sort(), ["badCheckDigit", "impossibleDate", "missing", "ruinedByExcel", "wrongLength"]);
});

test("a row written oddly means the same number as the clean one", () => {
  const odd = new Set<string>();
  for (const person of PEOPLE) {
    for (const row of toRegisterRows(person, OPTIONS)) {
      if (row.oddity === undefined || row.oddity.mustReject) continue;
      odd.add(row.oddity.what);
      const at = REGISTERS[row.kind].columns.findIndex((column) => column.key === "documentNumber");
      const read = readDocument(person.document.kind, row.cells[at] ?? "");
      assert.ok(read.ok && read.value.number === person.document.number, row.oddity.what);
    }
  }
  assert.deepEqual([...odd].sort(), ["duplicate", "fifteenDigits", "fullWidth", "smallX", "spaces"]);
});

test("headers vary by seed, and each still finds its column", () => {
  const seen = new Set<string>();
  for (let seed = 1; seed <= 20; seed += 1) {
    for (const kind of REGISTER_KINDS) {
      const headers = registerHeaders({ ...OPTIONS, seed }, kind);
      seen.add(headers.join());
      const keys = headers.map((header) => findRegisterColumn(kind, header)?.key);
      assert.deepEqual(
        keys,
        REGISTERS[kind].columns.map((column) => column.key),
      );
    }
  }
  assert.ok(seen.size > 100);
});

test("a list is complete only where its register goes back to the 16th birthday", () => {
  const [first] = PEOPLE;
  assert.ok(first);
  const bornIn = (birth: string): Person => ({ ...first, inLibrary: true, birth: day(birth) });
  // Diplomas are registered since January 2001: the month of the 16th birthday of those born in January 1985.
  assert.equal(isComplete(bornIn("1985-01-31"), OPTIONS, "education"), true);
  assert.equal(isComplete(bornIn("1984-12-31"), OPTIONS, "education"), false);
  const foreigner: Person = { ...bornIn("1990-05-05"), document: { kind: "foreignPassport", number: "K00000001" } };
  assert.equal(isComplete({ ...foreigner, inLibrary: false }, OPTIONS, "education"), false);
  assert.equal(isComplete(foreigner, OPTIONS, "education"), true);
});

test("facts leave out what registers do not say, the truth leaves out nothing", () => {
  let unknownEmployers = 0;
  for (const person of PEOPLE) {
    const seen = factsOf(person, OPTIONS, "registers");
    const truth = factsOf(person, OPTIONS, "everything");
    const [known, all] = [listRows(seen.insurance), listRows(truth.insurance)];
    assert.equal(known.length, all.length);
    unknownEmployers += known.filter((row) => row.employer === undefined).length;
    for (const row of all) assert.ok(typeof row.employer === "object" && row.employer.stateOwned !== undefined);
    assert.equal("team" in seen, person.inLibrary);
    assert.equal(listRows(truth.education).length, person.education.length);
    assert.ok(!JSON.stringify(seen).includes("null"));
  }
  assert.ok(unknownEmployers > 100);
});

test("a term from one day to the eve of its third anniversary is three years, a day less is two", () => {
  assert.equal(contractYears(day("2022-07-01"), day("2025-06-30")), 3);
  assert.equal(contractYears(day("2022-07-01"), day("2025-06-29")), 2);
  assert.equal(contractYears(day("2022-07-01"), day("2025-07-01")), 3);
});

function listRows(fact: unknown) {
  const list = fact as { readonly rows: readonly { readonly [field: string]: unknown }[] };
  return list.rows as readonly { readonly employer?: { readonly stateOwned?: boolean } }[];
}

/** The key of the first column whose cell cannot be read. */
function faultOf(row: RegisterRow): string | undefined {
  const { columns } = REGISTERS[row.kind];
  return columns.find((column, i) => !isReadable(column, row.cells[i] ?? ""))?.key;
}

const TABLES: Readonly<Partial<Record<ColumnType, CodeTable<string>>>> = {
  sex: SEXES,
  team: TEAMS,
  insuranceKind: INSURANCE_KINDS,
  insuranceStatus: INSURANCE_STATUSES,
  educationLevel: EDUCATION_LEVELS,
  studyMode: STUDY_MODES,
  employerKind: EMPLOYER_KINDS,
  contractTerm: CONTRACT_TERMS,
  housingKind: HOUSING_KINDS,
  transactionKind: TRANSACTION_KINDS,
  benefitKind: BENEFIT_KINDS,
  relation: RELATIONS,
  statusKind: STATUS_KINDS,
  occupation: OCCUPATIONS,
  skillLevel: SKILL_LEVELS,
  boolean: YES_NO,
};

function isReadable(column: RegisterColumn, cell: string): boolean {
  if (cell === "") return !column.required;
  const table = TABLES[column.type];
  if (table !== undefined) return readCode(table, cell).ok;
  switch (column.type) {
    case "day":
      return readTypedDay(cell).ok;
    case "month":
      return readTypedMonth(cell).ok;
    case "documentNumber":
      return readDocument("", cell).ok;
    case "creditCode":
      return readCreditCode(cell).ok;
    case "industry":
      return readIndustry(cell).ok;
    case "yuan":
    case "areaM2":
      return parseYuan(cell).ok;
    default:
      return true;
  }
}
