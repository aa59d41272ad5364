import { createWriteStream, existsSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import {
  editsOfSheets,
  type PolicyFault,
  type PolicyFile,
  type PolicySheet,
  policySheets,
  type SheetFault,
  type SheetsRead,
} from "@wutong/policy";
import { openTable, writeWorkbook } from "../../../../documents/index.ts";

const BYTES_MAX = 2_000_000;

export type ExportRefused =
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "faults"; readonly faults: readonly PolicyFault[] };
export type ImportRefused =
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "cells"; readonly faults: readonly SheetFault[] };

/** Writes a policy's file as a workbook: tables, conditions, parameters and cases in sheets of their own. */
export async function exportPolicyWorkbook(file: string, out: string): Promise<Result<number, ExportRefused>> {
  const read = readOne(file);
  if (!read.ok) return fail({ kind: "problem", problem: read.error });
  const sheets = policySheets(read.value);
  if (!sheets.ok) return fail({ kind: "faults", faults: sheets.error });
  const beside = `${out}.part`;
  try {
    const target = createWriteStream(beside);
    const written = new Promise<void>((done, failed) => target.on("close", done).on("error", failed));
    await Promise.all([written, writeWorkbook(target, sheets.value)]);
    renameSync(beside, out);
  } catch (cause) {
    rmSync(beside, { force: true });
    return fail({ kind: "problem", problem: problem("files.cannotWrite", { file: out, why: String(cause) }) });
  }
  return ok(sheets.value.length);
}

/** Brings what was changed in a policy's workbook into its file, and only that; with any fault the file stays as it is. */
export async function importPolicyWorkbook(workbook: string, into: string): Promise<Result<SheetsRead, ImportRefused>> {
  const read = readOne(into);
  if (!read.ok) return fail({ kind: "problem", problem: read.error });
  const sheets = await readSheets(workbook);
  if (!sheets.ok) return fail({ kind: "problem", problem: sheets.error });
  const edited = editsOfSheets(read.value, sheets.value);
  if (!edited.ok) return fail({ kind: "cells", faults: edited.error });
  if (edited.value.text !== read.value.text) {
    writeFileSync(`${into}.part`, edited.value.text);
    renameSync(`${into}.part`, into);
  }
  return edited;
}

function readOne(file: string): Result<PolicyFile, Problem> {
  if (!existsSync(file) || !statSync(file).isFile()) return fail(problem("files.noFile", { file }));
  if (statSync(file).size > BYTES_MAX) return fail(problem("files.tooLarge", { file, bytesMax: BYTES_MAX }));
  return ok({ path: basename(file), text: readFileSync(file, "utf8") });
}

async function readSheets(workbook: string): Promise<Result<readonly PolicySheet[], Problem>> {
  if (!existsSync(workbook)) return fail(problem("files.noFile", { file: workbook }));
  const unreadable = ({ code }: Problem) => fail(problem("files.notAWorkbook", { file: workbook, why: code }));
  const table = await openTable(workbook);
  if (!table.ok) return unreadable(table.error);
  const sheets = new Map<string, (readonly string[])[]>();
  for await (const event of table.value.read()) {
    if (event.kind === "failed") return unreadable(event.problem);
    if (event.kind === "hidden") continue;
    const rows = sheets.get(event.sheet) ?? [];
    // Empty rows may be left out on reading: each row goes where the sheet numbers it.
    for (const { row, cells } of event.rows) {
      while (rows.length < row) rows.push([]);
      rows[row - 1] = cells;
    }
    sheets.set(event.sheet, rows);
  }
  return ok([...sheets].map(([name, [header = [], ...rows]]) => ({ name, header, rows })));
}
