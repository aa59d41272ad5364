import { type Day, formatDay } from "@wutong/kernel";
import type { NumberStyle } from "./number-style.ts";
import { textOf, type Workbook } from "./workbook-parts.ts";
import { decodeXml } from "./xml-text.ts";

/** 1970-01-01 as spreadsheets count days: from 1899-12-30 (so that 1900's false 29 February falls out) or from 1904-01-01. */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;
/** A number from here on has lost digits, for spreadsheets keep 15. */
const EXACT_MAX = 1e15;
/** The last day that a spreadsheet knows, 9999-12-31. */
const SERIAL_MAX = 2_958_465;

export type RawCell = {
  /** `t` of the cell: n number, s shared text, inlineStr, str (of a formula), b, e, d. */
  readonly type: string;
  readonly style: number;
  /** What stands inside the cell's element. */
  readonly xml: string;
};

/**
 * What a person would read off the cell: dates as `YYYY-MM-DD` (with the time where there is one), TRUE or FALSE, numbers as
 * digits. A number that has lost digits (an ID number typed as a number) is shown as `3.306E+17`, so that nobody trusts it.
 */
export function cellText(cell: RawCell, workbook: Workbook): string {
  if (cell.type === "inlineStr") return textOf(cell.xml);
  const value = storedValue(cell.xml);
  if (value === undefined) return cell.xml === "" ? "" : formulaText(cell.xml);
  if (value === "") return "";
  switch (cell.type) {
    case "s":
      return workbook.texts[Number(value)] ?? "";
    case "n":
      return workbook.styles[cell.style] === "date"
        ? dateText(Number(value), workbook.startsIn1904)
        : numberText(value, workbook.styles[cell.style]);
    case "b":
      return value === "1" ? "TRUE" : "FALSE";
    case "d":
      return value.replace("T", " ").replace(/ 00:00:00(\.0+)?$/, "");
    default:
      return decodeXml(value);
  }
}

/** A formula that was never calculated: `=A2&B2`, so that nobody takes the cell for an empty one. */
function formulaText(xml: string): string {
  const match = /<(?:\w+:)?f(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/)/.exec(xml);
  return match ? `=${decodeXml(match[1] ?? "")}` : "";
}

/** The text of the `<v>` element; a formula's own text `<f>` before it is passed over. Undefined where there is none. */
function storedValue(xml: string): string | undefined {
  let start = xml.indexOf("<v>");
  if (start === -1) {
    const match = /<(?:\w+:)?v(?:\s[^>]*)?>/.exec(xml);
    if (!match) return undefined;
    return xml.slice(match.index + match[0].length, xml.indexOf("</", match.index));
  }
  start += 3;
  return xml.slice(start, xml.indexOf("<", start));
}

/**
 * A number as digits. Where the format shows two decimals, 2023.1 reads 2023.10, and is a month written with a dot;
 * other numbers keep what is stored, for a format that rounds hides what was meant.
 */
export function numberText(value: string, style: NumberStyle = "plain"): string {
  const number = Number(value);
  if (Number.isNaN(number)) return value;
  if (Math.abs(number) >= EXACT_MAX)
    return number
      .toExponential(14)
      .replace("e", "E")
      .replace(/\.?0+E/, "E");
  // 0.1 + 0.2 is stored with 17 digits and shown with 15.
  const text = String(Number(number.toPrecision(15)));
  return style === "twoDecimals" && isLostZero(text) ? `${text}0` : text;
}

/** A number that may have been typed as 2023.10, October: as a number it has lost the zero. */
export function isLostZero(text: string): boolean {
  return text.length === 6 && text.endsWith(".1");
}

/** The day (and time, where there is one) of a spreadsheet's serial number. */
export function dateText(serial: number, startsIn1904: boolean): string {
  if (!(serial > 0 && serial < SERIAL_MAX)) return String(serial);
  const seconds = Math.round((serial % 1) * 86_400);
  const day = Math.floor(serial) - (startsIn1904 ? EPOCH_1904 : EPOCH_1900) + (seconds === 86_400 ? 1 : 0);
  const text = formatDay(day as Day);
  return seconds % 86_400 === 0 ? text : `${text} ${new Date(seconds * 1000).toISOString().slice(11, 19)}`;
}
