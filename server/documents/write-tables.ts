import type { Writable } from "node:stream";

export type OutSheet = {
  readonly name: string;
  readonly header: readonly string[];
  /** Which columns of the header are marked, for instance because they are required. */
  readonly marked?: ReadonlySet<number>;
  readonly rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>;
};

const WIDTH_MIN = 12;
const WIDTH_MAX = 60;
const TEXT_FORMAT = "@";
const MARK_COLOUR = "FFFFF2CC";

/** Streams a workbook; every cell is text, so that Excel ruins no ID number when somebody types into it. */
export async function writeWorkbook(
  target: Writable,
  sheets: Iterable<OutSheet> | AsyncIterable<OutSheet>,
): Promise<void> {
  // Only here: loading it takes longer than reading a small register, which never needs it.
  const { default: ExcelJS } = await import("exceljs");
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: target, useStyles: true, useSharedStrings: false });
  const names = new Set<string>();
  for await (const sheet of sheets) {
    const out = workbook.addWorksheet(sheetName(sheet.name, names), { views: [{ state: "frozen", ySplit: 1 }] });
    out.columns = sheet.header.map((title) => ({
      header: title,
      width: Math.min(WIDTH_MAX, Math.max(WIDTH_MIN, title.length * 2 + 4)),
      style: { numFmt: TEXT_FORMAT },
    }));
    const top = out.getRow(1);
    top.font = { bold: true };
    for (const column of sheet.marked ?? []) {
      top.getCell(column + 1).fill = { type: "pattern", pattern: "solid", fgColor: { argb: MARK_COLOUR } };
    }
    top.commit();
    for await (const cells of sheet.rows) out.addRow(cells).commit();
    out.commit();
  }
  await workbook.commit();
}

/** Excel takes 31 characters without `[]:*?/\`, and no name twice. */
function sheetName(wanted: string, taken: Set<string>): string {
  const base =
    wanted
      .replaceAll(/[[\]:*?/\\]/g, " ")
      .trim()
      .slice(0, 28) || "Sheet1";
  let name = base;
  for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${base}${n}`;
  taken.add(name.toLowerCase());
  return name;
}
