import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CFB, utils, type WorkSheet, write } from "@e965/xlsx";
import ExcelJS from "exceljs";
import type { Cell } from "./book.ts";

/** A day on which nothing changes between two makings of the same file. */
const MADE = new Date("2024-11-29T00:00:00Z");

export type SheetPlan = {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  /** `A1:C1`, … */
  readonly merges?: readonly string[];
  readonly hidden?: boolean;
  /** What else is done to the sheet: formats, widths. */
  readonly touch?: (sheet: ExcelJS.Worksheet) => void;
};

/** By exceljs: shared strings, styles, merges, formulas. */
export async function byExceljs(
  sheets: readonly SheetPlan[],
  options: { readonly date1904?: boolean } = {},
): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.created = MADE;
  workbook.modified = MADE;
  workbook.properties.date1904 = options.date1904 ?? false;
  for (const plan of sheets) {
    const sheet = workbook.addWorksheet(plan.name, plan.hidden ? { state: "hidden" } : {});
    for (const row of plan.rows) sheet.addRow([...row]);
    for (const range of plan.merges ?? []) sheet.mergeCells(range);
    plan.touch?.(sheet);
  }
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** By SheetJS in any of its formats. */
export function bySheetJs(
  sheets: readonly Pick<SheetPlan, "name" | "rows" | "hidden">[],
  bookType: "xlsx" | "biff8" | "biff5" | "xlml",
): Buffer {
  const book = utils.book_new();
  for (const { name, rows } of sheets) {
    const plain = rows.map((row) =>
      row.map((cell) => (cell instanceof Date || typeof cell !== "object" ? cell : null)),
    );
    utils.book_append_sheet(book, utils.aoa_to_sheet(plain) satisfies WorkSheet, name);
  }
  book.Workbook = { Sheets: sheets.map(({ hidden }) => ({ Hidden: hidden ? 1 : 0 })) };
  return Buffer.from(write(book, { type: "buffer", bookType, compression: true }) as Uint8Array);
}

/** Opens a file in LibreOffice and saves it as something else (`xls:MS Excel 97`, …). */
export function byLibreOffice(from: Buffer, ending: string, format: string): Buffer {
  const folder = mkdtempSync(join(tmpdir(), "wutong-soffice-"));
  try {
    writeFileSync(join(folder, `book.${ending}`), from);
    const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
    const args = [profile, "--headless", "--convert-to", format, "--outdir", join(folder, "out"), `book.${ending}`];
    const done = spawnSync("soffice", args, { cwd: folder, encoding: "utf8", timeout: 120_000 });
    if (done.status !== 0) throw new Error(`soffice: ${done.stderr}`);
    return readFileSync(join(folder, "out", `book.${format.slice(0, format.indexOf(":"))}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Changes the parts of a zip archive, or adds some. */
export function rezipped(
  workbook: Buffer,
  change: { readonly part: RegExp; readonly to: (xml: string) => string },
  added: Readonly<Record<string, Buffer>> = {},
): Buffer {
  const container = CFB.read(workbook, { type: "buffer" });
  for (const [index, name] of container.FullPaths.entries()) {
    const entry = container.FileIndex[index];
    if (!entry || !change.part.test(name)) continue;
    entry.content = Buffer.from(change.to(Buffer.from(entry.content as Uint8Array).toString("utf8")));
    entry.size = entry.content.length;
  }
  for (const [name, content] of Object.entries(added)) CFB.utils.cfb_add(container, name, content);
  return Buffer.from(
    CFB.write(container, { type: "buffer", fileType: "zip", compression: true } as never) as Uint8Array,
  );
}

/** Rows as csv, cells quoted where they must be. */
export function csvText(rows: readonly (readonly string[])[], delimiter = ",", lineEnd = "\r\n"): string {
  const quoted = (cell: string): string =>
    /["\r\n,;\t]/.test(cell) && !cell.startsWith("\t") ? `"${cell.replaceAll('"', '""')}"` : cell;
  return rows.map((cells) => cells.map(quoted).join(delimiter)).join(lineEnd) + lineEnd;
}
