/** A byte order mark, without which Excel takes UTF-8 for GB18030. */
const BOM = "\ufeff";

/**
 * Rows as CSV (RFC 4180, UTF-8 with BOM), heads first. A cell that a spreadsheet would take for a formula is led by an
 * apostrophe: what people typed must never be run on a colleague's machine.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  return BOM + rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
