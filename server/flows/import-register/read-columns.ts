import { normaliseHeader, type RegisterKind } from "@wutong/codes";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { guessHeader, HEADER_ROW_MAX, type HeaderMapping, maskNumbers } from "../../areas/registers/index.ts";
import type { Table, TableRow } from "../../documents/index.ts";

/** A column of a file: its header, what it is read as and why, and what stands in it (numbers masked). */
export type FileColumn = {
  readonly title: string;
  readonly sheets: readonly string[];
  /** Null where it is none of the register's. */
  readonly key: string | null;
  readonly by: "ownHeader" | "alias" | "clerk" | "none";
  readonly samples: readonly string[];
};

const SAMPLES = 3;
const SAMPLE_CHARS_MAX = 40;

/** Which column of a file is read as which field, for a person to look at before anything is loaded; sheets together. */
export async function readFileColumns(
  table: Table,
  register: RegisterKind,
  mapping: HeaderMapping,
): Promise<Result<readonly FileColumn[], Problem>> {
  const sheets = new Map<string, TableRow[]>();
  for await (const event of table.read({ rowsPerSheetMax: HEADER_ROW_MAX + SAMPLES })) {
    if (event.kind === "failed") return fail(event.problem);
    if (event.kind === "hidden") continue;
    const rows = sheets.get(event.sheet) ?? [];
    sheets.set(event.sheet, rows);
    rows.push(...event.rows.slice(0, Math.max(0, HEADER_ROW_MAX + SAMPLES - rows.length)));
    // One sheet only, of any length.
    if (table.format === "csv" && rows.length >= HEADER_ROW_MAX + SAMPLES) break;
  }
  const columns = new Map<string, FileColumn>();
  for (const [sheet, rows] of sheets) for (const one of columnsOf(register, rows, mapping)) add(columns, sheet, one);
  return ok([...columns.values()]);
}

type SheetColumn = Omit<FileColumn, "sheets">;

function columnsOf(register: RegisterKind, rows: readonly TableRow[], mapping: HeaderMapping): readonly SheetColumn[] {
  const guessed = guessHeader(register, rows, mapping);
  if (!guessed) return [];
  const { titles, found, below } = guessed;
  return titles.flatMap(({ shown }, at) => {
    if (shown === "") return [];
    const one = found.columns.find((column) => column.at === at);
    const said = normaliseHeader(shown) in mapping;
    const samples = rows
      .slice(below, below + SAMPLES)
      .map((row) => maskNumbers(row.cells[at] ?? "").slice(0, SAMPLE_CHARS_MAX));
    const by = one?.by ?? (said ? ("clerk" as const) : ("none" as const));
    return [{ title: shown, key: one?.column.key ?? null, by, samples: samples.filter((text) => text.trim() !== "") }];
  });
}

/** The same header on another sheet means the same. */
function add(columns: Map<string, FileColumn>, sheet: string, one: SheetColumn): void {
  const name = normaliseHeader(one.title);
  const before = columns.get(name);
  const sheets = [...(before?.sheets ?? []), sheet];
  columns.set(name, before && (before.key !== null || one.key === null) ? { ...before, sheets } : { ...one, sheets });
}
