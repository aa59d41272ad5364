import {
  BENEFIT_KINDS,
  CONTRACT_TERMS,
  type CodeEntry,
  type CodeTable,
  DOCUMENT_KINDS,
  EDUCATION_LEVELS,
  EMPLOYER_KINDS,
  HOUSING_KINDS,
  INSURANCE_KINDS,
  OCCUPATIONS,
  REGISTERS,
  RELATIONS,
  type RegisterKind,
  SEXES,
  SKILL_LEVELS,
  STATUS_KINDS,
  STUDY_MODES,
  TEAMS,
} from "@wutong/codes";
import type { Day } from "@wutong/kernel";
import type { Benefit, Employer, GeneratedOffice, InsuranceSpell, OfficeOptions, Person } from "./model.ts";
import { Random } from "./random.ts";
import { damageNumber, type RegisterRow, type RowOddity, typeDay, typeMonth, writeOddly } from "./spoil.ts";

const ROWS = 6;
const HEADERS = 7;
/** Of a thousand rows: so many come once more in a damaged copy, so many are written oddly, so many come twice. */
const DAMAGED = 0.006;
const ODD = 0.01;
const TWICE = 0.004;

type Cells = Readonly<Record<string, string>>;

/**
 * The headers of one register's file, in the order of its cells: now and then an alias, as real exports have them.
 * The same for the same seed.
 */
export function registerHeaders(options: OfficeOptions, kind: RegisterKind): readonly string[] {
  const { columns } = REGISTERS[kind];
  const random = new Random(options.seed, [...kind].reduce((sum, c) => sum * 31 + c.charCodeAt(0), 7) | 0, HEADERS);
  return columns.map((column) =>
    column.aliases.length > 0 && random.chance(0.3) ? random.pick(column.aliases) : column.header,
  );
}

/**
 * All rows about one person, in every register, as cells of text. Damaged copies stand beside the row that is right, so
 * that refusing them loses no fact; rows written oddly stand in the place of the clean one.
 */
export function toRegisterRows(person: Person, options: OfficeOptions): readonly RegisterRow[] {
  const random = new Random(options.seed, person.index, ROWS);
  const rows: RegisterRow[] = [];
  const add = (kind: RegisterKind, cells: Cells, dayColumn: string) => {
    addRow(rows, random, { kind, cells, dayColumn, isResident: person.document.kind === "residentId" });
  };
  const who = { name: person.name, documentNumber: person.document.number };
  if (person.inLibrary) add("talents", talentCells(random, person), "birth");
  for (const one of person.insurance) {
    if (!one.hidden) add("insurance", { ...who, ...insuranceCells(random, one) }, "");
  }
  for (const [kind, cells, dayColumn] of otherCells(random, person)) add(kind, { ...who, ...cells }, dayColumn);
  return rows;
}

/** The rows of the employers' register; employers that it leaves out have none. */
export function employerRows(office: GeneratedOffice): readonly RegisterRow[] {
  return office.employers
    .filter((employer) => !employer.unlisted)
    .map((employer) => ({ kind: "employers", cells: inColumnOrder("employers", employerCells(employer)) }));
}

function addRow(
  rows: RegisterRow[],
  random: Random,
  row: { readonly kind: RegisterKind; readonly cells: Cells; readonly dayColumn: string; readonly isResident: boolean },
): void {
  const { kind, cells } = row;
  const clean: RegisterRow = { kind, cells: inColumnOrder(kind, cells) };
  const number = cells.documentNumber ?? "";
  const odd = row.isResident && random.chance(ODD) ? writeOddly(random, number) : undefined;
  if (odd === undefined) rows.push(clean);
  else rows.push(changed(kind, cells, "documentNumber", odd.number, odd.what));
  if (random.chance(TWICE)) rows.push({ ...(odd ? (rows.at(-1) ?? clean) : clean), oddity: DUPLICATE });
  if (random.chance(DAMAGED)) rows.push(damagedCopy(random, row));
}

const DUPLICATE: RowOddity = { what: "duplicate", mustReject: false, column: "" };

function damagedCopy(
  random: Random,
  row: { readonly kind: RegisterKind; readonly cells: Cells; readonly dayColumn: string; readonly isResident: boolean },
): RegisterRow {
  const { kind, cells, dayColumn } = row;
  if (dayColumn !== "" && random.chance(0.3)) {
    return changed(kind, cells, dayColumn, `20${random.between(10, 23)}-02-30`, "impossibleDate");
  }
  if (!row.isResident || random.chance(0.1)) return changed(kind, cells, "name", "", "missing");
  const number = cells.documentNumber ?? "";
  const damaged = damageNumber(random, number);
  // Where a register takes invalid numbers, one that is too short is refused all the same.
  if (damaged.what === "badCheckDigit" && REGISTERS[kind].takesInvalidNumbers)
    return changed(kind, cells, "documentNumber", number.slice(0, 17), "wrongLength");
  return changed(kind, cells, "documentNumber", damaged.number, damaged.what);
}

function changed(
  kind: RegisterKind,
  cells: Cells,
  column: string,
  value: string,
  what: RowOddity["what"],
): RegisterRow {
  const oddity = { what, column, mustReject: MUST_REJECT.has(what) } as RowOddity;
  return { kind, cells: inColumnOrder(kind, { ...cells, [column]: value }), oddity };
}

const MUST_REJECT: ReadonlySet<RowOddity["what"]> = new Set([
  "badCheckDigit",
  "ruinedByExcel",
  "wrongLength",
  "impossibleDate",
  "missing",
]);

function inColumnOrder(kind: RegisterKind, cells: Cells): readonly string[] {
  const inOrder: string[] = [];
  for (const column of REGISTERS[kind].columns) inOrder.push(cells[column.key] ?? "");
  return inOrder;
}

function talentCells(random: Random, person: Person): Cells {
  return {
    name: person.name,
    documentKind: word(random, DOCUMENT_KINDS, person.document.kind),
    documentNumber: person.document.number,
    birth: typeDay(random, person.birth),
    sex: word(random, SEXES, person.sex),
    phone: person.phone,
    nativePlace: person.nativePlace,
    residence: person.residence,
    team: word(random, TEAMS, person.team),
    talentClass: person.talentClass,
  };
}

function insuranceCells(random: Random, spell: InsuranceSpell): Cells {
  const leaveOpen = spell.open && random.chance(0.7);
  return {
    employerName: spell.employer.name,
    creditCode: spell.codeLeftOut ? "" : spell.employer.code,
    insuranceKind: word(random, INSURANCE_KINDS, spell.kind),
    fromMonth: typeMonth(random, spell.from),
    toMonth: leaveOpen ? "" : typeMonth(random, spell.to),
    status: spell.open ? "正常参保" : random.chance(0.5) ? "暂停缴费" : "终止参保",
    region: spell.region,
  };
}

type OtherCells = readonly [kind: RegisterKind, cells: Cells, dayColumn: string];

function otherCells(random: Random, person: Person): readonly OtherCells[] {
  const rows: OtherCells[] = [];
  for (const one of person.education) {
    if (one.hidden) continue;
    const cells = {
      school: one.school,
      major: one.major,
      level: word(random, EDUCATION_LEVELS, one.level),
      studyMode: word(random, STUDY_MODES, one.fullTime ? "fullTime" : "partTime"),
      graduated: typeDay(random, one.graduated),
      certificateNumber: one.certificateNumber,
    };
    rows.push(["education", cells, "graduated"]);
  }
  for (const one of person.contracts) {
    if (one.hidden) continue;
    const cells = {
      creditCode: one.employer.code,
      signed: typeDay(random, one.signed),
      from: typeDay(random, one.from),
      to: dayOrEmpty(random, one.to),
      term: word(random, CONTRACT_TERMS, one.term),
    };
    rows.push(["contracts", cells, "from"]);
  }
  return [...rows, ...propertyCells(random, person), ...socialCells(random, person)];
}

function propertyCells(random: Random, person: Person): readonly OtherCells[] {
  const rows: OtherCells[] = [];
  for (const home of person.homes) {
    if (home.hidden) continue;
    const kind = word(random, HOUSING_KINDS, home.kind);
    const cells = { property: home.property, region: home.region, housingKind: kind, areaM2: home.areaM2.toFixed(2) };
    const bought = { transaction: "买入", day: typeDay(random, home.bought), priceYuan: String(home.priceYuan) };
    rows.push(["housing", { ...cells, ...bought }, "day"]);
    if (home.sold === null) continue;
    const price = String(Math.round(home.priceYuan * 1.1));
    rows.push(["housing", { ...cells, transaction: "卖出", day: typeDay(random, home.sold), priceYuan: price }, "day"]);
  }
  for (const one of person.benefits) if (!one.hidden) rows.push(["benefits", benefitCells(random, one), "from"]);
  return rows;
}

function benefitCells(random: Random, benefit: Benefit): Cells {
  return {
    policy: benefit.policy,
    benefitKind: word(random, BENEFIT_KINDS, benefit.kind),
    region: benefit.region,
    from: typeDay(random, benefit.from),
    to: typeDay(random, benefit.to),
    amountYuan: benefit.amountYuan.toFixed(random.chance(0.5) ? 2 : 0),
    certificateNumber: benefit.certificateNumber,
    occupation: benefit.occupation === "" ? "" : word(random, OCCUPATIONS, benefit.occupation),
    skillLevel: benefit.level === "" ? "" : word(random, SKILL_LEVELS, benefit.level),
  };
}

function socialCells(random: Random, person: Person): readonly OtherCells[] {
  const rows: OtherCells[] = [];
  for (const one of person.family) {
    if (one.hidden) continue;
    const cells = { otherDocumentNumber: one.otherDocumentNumber, since: typeDay(random, one.since) };
    rows.push(["family", { relation: word(random, RELATIONS, one.relation), ...cells }, "since"]);
  }
  for (const one of person.statuses) {
    if (one.hidden) continue;
    const cells = { from: typeDay(random, one.from), to: dayOrEmpty(random, one.to) };
    rows.push(["statuses", { statusKind: word(random, STATUS_KINDS, one.kind), ...cells }, "from"]);
  }
  for (const one of person.certificates) {
    if (one.hidden) continue;
    const cells = {
      certificateNumber: one.number,
      occupation: word(random, OCCUPATIONS, one.occupation),
      skillLevel: word(random, SKILL_LEVELS, one.level),
      issued: typeDay(random, one.issued),
      region: one.region,
    };
    rows.push(["certificates", cells, "issued"]);
  }
  return rows;
}

function employerCells(employer: Employer): Cells {
  return {
    creditCode: employer.code,
    employerName: employer.name,
    employerKind: EMPLOYER_KINDS.entries.find((entry) => entry.code === employer.kind)?.zh ?? "",
    industry: employer.industry,
    region: employer.region,
    aboveScale: employer.blank === "aboveScale" ? "" : employer.aboveScale ? "是" : "否",
    stateOwned: employer.blank === "stateOwned" ? "" : employer.stateOwned ? "是" : "否",
  };
}

/** The name of a code, or in one row of six an alias of it. */
function word<Code extends string>(random: Random, table: CodeTable<Code>, code: string): string {
  const entry = entryOf(table, code);
  if (entry === undefined) return code;
  const { aliases } = entry;
  return aliases.length > 0 && random.chance(1 / 6) ? random.pick(aliases) : entry.zh;
}

function entryOf(table: CodeTable<string>, code: string): CodeEntry<string> | undefined {
  for (const entry of table.entries) if (entry.code === code) return entry;
  return undefined;
}

function dayOrEmpty(random: Random, day: Day | null): string {
  return day === null ? "" : typeDay(random, day);
}
