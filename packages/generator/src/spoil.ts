import { type RegisterKind, readResidentId } from "@wutong/codes";
import { type Day, partsOfDay } from "@wutong/kernel";
import type { Random } from "./random.ts";

/** A row as it stands in a file: cells in the order of the register's columns. */
export type RegisterRow = {
  readonly kind: RegisterKind;
  readonly cells: readonly string[];
  /** What was done to it on purpose; undefined for a row as it should be. */
  readonly oddity?: RowOddity;
};

/** Ways in which a row is odd yet means what it says: it must be read as if it were clean. */
export const HARMLESS_ODDITIES = ["fifteenDigits", "fullWidth", "smallX", "spaces", "duplicate"] as const;
/** Ways in which a row is wrong: it must come back with a reason, naming the column. */
export const REJECTED_ODDITIES = [
  "badCheckDigit",
  "ruinedByExcel",
  "wrongLength",
  "impossibleDate",
  "missing",
] as const;

export type RowOddity =
  | { readonly what: (typeof HARMLESS_ODDITIES)[number]; readonly mustReject: false; readonly column: string }
  | { readonly what: (typeof REJECTED_ODDITIES)[number]; readonly mustReject: true; readonly column: string };

/** A number damaged in one of the ways in which files damage them; each fails its check for certain. */
export function damageNumber(
  random: Random,
  number: string,
): { readonly number: string; readonly what: RowOddity["what"] } {
  const way = random.weighted([0.4, 0.2, 0.25, 0.15]);
  if (way === 1) return { number: `${number[0]}.${number.slice(1, 6)}E+17`, what: "ruinedByExcel" };
  if (way === 3) return { number: number.slice(0, 17), what: "wrongLength" };
  const ruined = `${number.slice(0, 15)}000`;
  // One in eleven numbers ending 000 happens to be valid: that one could not be told from a whole one.
  if (way === 2 && !readResidentId(ruined).ok) return { number: ruined, what: "ruinedByExcel" };
  const last = number[17] === "X" ? "0" : String((Number(number[17]) + random.between(1, 8)) % 10);
  return { number: number.slice(0, 17) + last, what: "badCheckDigit" };
}

/** A number written oddly but rightly; undefined where this number offers no such way. */
export function writeOddly(
  random: Random,
  number: string,
): { readonly number: string; readonly what: RowOddity["what"] } | undefined {
  switch (random.between(0, 3)) {
    case 0:
      return number.slice(6, 8) === "19"
        ? { number: number.slice(0, 6) + number.slice(8, 17), what: "fifteenDigits" }
        : undefined;
    case 1:
      return { number: [...number].map(toFullWidth).join(""), what: "fullWidth" };
    case 2:
      return number.endsWith("X") ? { number: `${number.slice(0, 17)}x`, what: "smallX" } : undefined;
    default:
      return { number: ` ${number.slice(0, 6)} ${number.slice(6)}`, what: "spaces" };
  }
}

/** A day in one of the ways people type it; four in five in the first. */
export function typeDay(random: Random, day: Day): string {
  const { year, month, dayOfMonth } = partsOfDay(day);
  const [mm, dd] = [String(month).padStart(2, "0"), String(dayOfMonth).padStart(2, "0")];
  switch (random.weighted([0.8, 0.06, 0.05, 0.04, 0.04, 0.01])) {
    case 0:
      return `${year}-${mm}-${dd}`;
    case 1:
      return `${year}/${month}/${dayOfMonth}`;
    case 2:
      return `${year}.${month}.${dayOfMonth}`;
    case 3:
      return `${year}年${month}月${dayOfMonth}日`;
    case 4:
      return `${year}${mm}${dd}`;
    default:
      return String(day + 25_569);
  }
}

/** A month (counted as in the kernel) in one of the ways people type it. */
export function typeMonth(random: Random, month: number): string {
  const year = Math.floor(month / 12);
  const number = (month % 12) + 1;
  const mm = String(number).padStart(2, "0");
  switch (random.weighted([0.8, 0.06, 0.06, 0.04, 0.04])) {
    case 0:
      return `${year}-${mm}`;
    case 1:
      return `${year}${mm}`;
    case 2:
      return `${year}年${number}月`;
    case 3:
      return `${year}.${mm}`;
    default:
      return `${year}/${mm}`;
  }
}

function toFullWidth(character: string): string {
  return String.fromCharCode(character.charCodeAt(0) + 0xfee0);
}
