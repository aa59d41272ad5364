/** What a number format makes of a number, as far as it matters here. */
export type NumberStyle = "date" | "twoDecimals" | "plain";

/** Built-in number formats that show a date or a time (ECMA-376 §18.8.30), the Chinese ones 27–36 and 50–58 included. */
const DATE_FORMATS: ReadonlySet<number> = new Set([14, 15, 16, 17, 18, 19, 20, 21, 22, 45, 46, 47]);
const isChineseDateFormat = (id: number): boolean => (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
const TWO_DECIMALS: ReadonlySet<number> = new Set([2, 4]);

/** The style of a built-in format. */
export function builtInStyle(id: number): NumberStyle {
  if (DATE_FORMATS.has(id) || isChineseDateFormat(id)) return "date";
  return TWO_DECIMALS.has(id) ? "twoDecimals" : "plain";
}

/** Year, month, day letters outside quotes, colours and escapes: `yyyy"年"m"月"`, `[$-804]yyyy-mm-dd`. */
export function numberStyle(code: string): NumberStyle {
  const bare = code.replaceAll(/"[^"]*"|\[[^\]]*\]|\\./g, "").replaceAll(/general/gi, "");
  if (/[ymd]/i.test(bare)) return "date";
  return /^[#,]*0\.00(?:_.|\s)*$/.test(bare) ? "twoDecimals" : "plain";
}
