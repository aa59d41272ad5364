import {
  BENEFIT_KINDS,
  CONTRACT_TERMS,
  type CodeTable,
  type ColumnType,
  DOCUMENT_KINDS,
  EDUCATION_LEVELS,
  EMPLOYER_KINDS,
  HOUSING_KINDS,
  INSURANCE_KINDS,
  INSURANCE_STATUSES,
  isOccupationCode,
  OCCUPATIONS,
  RELATIONS,
  type RegisterColumn,
  readCode,
  readCreditCode,
  readIndustry,
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
import { findDivision, readDivision } from "@wutong/codes/divisions";
import { foldTraditional } from "@wutong/codes/traditional";
import { fail, firstDayOf, lastDayOf, ok, type Problem, parseYuan, type Result } from "@wutong/kernel";
import type { CellValue } from "./cell-values.ts";
import { rowProblem, rowProblemOf } from "./row-problems.ts";

/** Reads the text of one cell, already tidied and not empty; the problem names the column and holds no document number. */
export type CellReader = (text: string, header: string) => Result<CellValue, Problem>;

/** Longest text of a column that isn't a code; names of firms stay below 100 characters. */
const TEXT_CHARS_MAX = 200;
/** Distinct texts that a column's reader remembers: registers repeat themselves (months, firms, kinds of insurance). */
const REMEMBERED_MAX = 20_000;

/**
 * A reader for a type of column. It remembers what it has read, so make one per import, not per row.
 * Document numbers have a reader of their own (`readRow`), since their kind stands in another column.
 */
export function createCellReader({ type, monthMeans }: Pick<RegisterColumn, "type" | "monthMeans">): CellReader {
  if (OF_ONE_PERSON.has(type)) return READERS[type];
  return remembering(monthMeans ? dayOrMonth(monthMeans) : READERS[type]);
}

/** A month without its day: 2015.6, 2015年6月, 201506. */
export function isMonthAlone(text: string): boolean {
  const day = readTypedDay(text);
  return !day.ok && day.error.code === "codes.day.onlyMonth";
}

function dayOrMonth(means: NonNullable<RegisterColumn["monthMeans"]>): CellReader {
  return (text, header) => {
    const month = isMonthAlone(text) ? readTypedMonth(text) : undefined;
    if (month?.ok) return ok(means === "firstDay" ? firstDayOf(month.value) : lastDayOf(month.value));
    return READERS.day(text, header);
  };
}

/** More of these would keep people's data in memory; whoever reads rows remembers the last value of each column. */
const OF_ONE_PERSON: ReadonlySet<ColumnType> = new Set(["personName", "documentNumber", "phone", "yuan"]);

const READERS: Readonly<Record<ColumnType, CellReader>> = {
  personName: readPersonName,
  documentKind: coded(DOCUMENT_KINDS, "rows.documentKindUnknown"),
  documentNumber: (text) => ok(text),
  creditCode: mapped(readCreditCode),
  day: mapped(readTypedDay),
  month: mapped((text) => readTypedMonth(text)),
  sex: coded(SEXES),
  phone: readPhone,
  division: readDivisionNumber,
  team: coded(TEAMS),
  insuranceKind: coded(INSURANCE_KINDS),
  insuranceStatus: coded(INSURANCE_STATUSES),
  educationLevel: coded(EDUCATION_LEVELS),
  studyMode: coded(STUDY_MODES),
  school: readText,
  employerKind: coded(EMPLOYER_KINDS),
  industry: mapped(readIndustry),
  boolean: readBoolean,
  contractTerm: coded(CONTRACT_TERMS),
  housingKind: coded(HOUSING_KINDS),
  transactionKind: coded(TRANSACTION_KINDS),
  areaM2: readArea,
  yuan: readMoney,
  benefitKind: coded(BENEFIT_KINDS),
  relation: coded(RELATIONS),
  statusKind: coded(STATUS_KINDS),
  occupation: readOccupation,
  skillLevel: coded(SKILL_LEVELS),
  text: readText,
};

/** Keeps results by text; when it is full it forgets everything and starts again, which bounds its memory. */
function remembering(read: CellReader): CellReader {
  const known = new Map<string, Result<CellValue, Problem>>();
  return (text, header) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const result = read(text, header);
    if (known.size >= REMEMBERED_MAX) known.clear();
    known.set(text, result);
    return result;
  };
}

function mapped(read: (text: string) => Result<CellValue, Problem>): CellReader {
  return (text, header) => {
    const result = read(text);
    return result.ok ? result : fail(rowProblemOf(result.error, { column: header, value: text }));
  };
}

function coded(
  table: CodeTable<string>,
  code: "rows.choiceUnknown" | "rows.documentKindUnknown" = "rows.choiceUnknown",
): CellReader {
  const choices = table.entries.map((entry) => entry.zh).join("、");
  return (text, header) => {
    const written = readCode(table, text);
    // Whoever writes traditional characters means the same choice.
    const result = written.ok ? written : readCode(table, foldTraditional(text));
    return result.ok ? result : fail(rowProblem(code, { column: header, value: text, choices }));
  };
}

function readPersonName(text: string, header: string): Result<CellValue, Problem> {
  const name = normaliseName(text);
  if (name.length > 50) return fail(rowProblem("rows.textTooLong", { column: header, length: name.length, limit: 50 }));
  return ok(name);
}

/** Full-width forms and the several dots of transliterated names made one; spaces between Chinese characters dropped. */
export function normaliseName(text: string): string {
  // Nearly all names: nothing in them has another form.
  if (/^[\u4e00-\u9fff]+$/.test(text)) return text;
  const plain = text
    .normalize("NFKC")
    .replaceAll(/[·•‧∙・.．]/g, "·")
    .replaceAll(/\s+/g, " ")
    .trim();
  return /^[A-Za-z ·'-]+$/.test(plain) ? plain : plain.replaceAll(" ", "");
}

function readPhone(text: string, header: string): Result<CellValue, Problem> {
  const digits = text
    .normalize("NFKC")
    .replaceAll(/[\s\-()]/g, "")
    .replace(/^(?:\+?86|0086)(?=1\d{10}$)/, "");
  if (/^1[3-9]\d{9}$/.test(digits)) return ok(digits);
  return fail(rowProblem("rows.phoneInvalid", { column: header, value: text }));
}

/**
 * A division by code or name. Six digits within a known prefecture are taken even where the table lacks them: registers go
 * back to counties that have been merged since (330621), and name development zones that never were counties (320594).
 */
function readDivisionNumber(text: string, header: string): Result<CellValue, Problem> {
  const code = readDivision(text);
  if (code.ok) return ok(Number(code.value));
  const folded = readDivision(foldTraditional(text));
  if (folded.ok) return ok(Number(folded.value));
  const digits = text.normalize("NFKC");
  if (/^\d{6}$/.test(digits) && findDivision(`${digits.slice(0, 4)}00`)) return ok(Number(digits));
  return fail(rowProblem("rows.divisionUnknown", { column: header, value: text }));
}

function readBoolean(text: string, header: string): Result<CellValue, Problem> {
  const answer = readCode(YES_NO, foldTraditional(text));
  if (answer.ok) return ok(answer.value === "yes");
  return fail(rowProblem("rows.choiceUnknown", { column: header, value: text, choices: "是、否" }));
}

function readOccupation(text: string, header: string): Result<CellValue, Problem> {
  if (isOccupationCode(text)) return ok(text);
  const code = readCode(OCCUPATIONS, text);
  return code.ok ? code : readText(text, header);
}

function readArea(text: string, header: string): Result<CellValue, Problem> {
  const digits = text.normalize("NFKC").replaceAll(/[,\s]|平方米|㎡|m2/gi, "");
  if (/^\d{1,7}(?:\.\d{1,2}0*)?$/.test(digits)) return ok(Number(digits).toFixed(2));
  return fail(rowProblem("rows.numberUnreadable", { column: header, value: text }));
}

function readMoney(text: string, header: string): Result<CellValue, Problem> {
  const amount = parseYuan(text.normalize("NFKC").replace(/^¥/, "").replace(/元$/, ""));
  if (amount.ok && amount.value >= 0n) return amount;
  const decimals = !amount.ok && amount.error.kind === "tooManyDecimals";
  return fail(rowProblem(decimals ? "rows.moneyDecimals" : "rows.moneyUnreadable", { column: header, value: text }));
}

function readText(text: string, header: string): Result<CellValue, Problem> {
  if (text.length <= TEXT_CHARS_MAX) return ok(text.normalize("NFKC"));
  return fail(rowProblem("rows.textTooLong", { column: header, length: text.length, limit: TEXT_CHARS_MAX }));
}
