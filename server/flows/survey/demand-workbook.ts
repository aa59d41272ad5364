import { PassThrough, type Readable } from "node:stream";
import { EDUCATION_LEVELS, nameOfCode } from "@wutong/codes";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { DEMAND_COLUMNS, type Demand, type PublicItem, readDemandRow } from "../../areas/demand/index.ts";
import { DEFAULT_TABLE_LIMITS, type OutSheet, openTable, type Table, writeWorkbook } from "../../documents/index.ts";

const MEGABYTE = 1024 * 1024;
const FILE_BYTES_MAX = 2 * MEGABYTE;
const ROWS_MAX = 5_000;
const LIMITS = {
  ...DEFAULT_TABLE_LIMITS,
  bytesMax: FILE_BYTES_MAX,
  unpackedBytesMax: 40 * MEGABYTE,
  rowsMax: ROWS_MAX,
};

export const WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const EMPLOYER_COLUMNS = ["统一社会信用代码", "用人单位"] as const;

export type ReadRow = { readonly creditCode: string; readonly employer: string; readonly demand: Demand };
export type FailedRow = {
  readonly row: number;
  readonly cells: readonly string[];
  readonly problems: readonly Problem[];
};
export type WorkbookRead = { readonly rows: readonly ReadRow[]; readonly failed: readonly FailedRow[] };

/**
 * Reads a filled-in template from a stream, at most 2 MB of it; nothing is kept. With `employers` two columns that name the employer are
 * wanted. Problems: `demand.fileTooLarge` {limitMb}, `.macroWorkbook`, `.fileUnreadable`, `.columnsMissing` {columns}.
 */
export async function readDemandWorkbook(
  stream: Readable,
  { employers }: { readonly employers: boolean },
): Promise<Result<WorkbookRead, Problem>> {
  const bytes = await takeBytes(stream);
  if (!bytes) return fail(problem("demand.fileTooLarge", { limitMb: FILE_BYTES_MAX / MEGABYTE }));
  // The names of a workbook's parts stand in it unpacked.
  if (bytes.includes("vbaProject.bin")) return fail(problem("demand.macroWorkbook"));
  const source = {
    bytes: bytes.length,
    readAt: async (at: number, length: number) => bytes.subarray(at, at + length),
    close: async () => undefined,
  };
  const table = await openTable(async () => source, LIMITS);
  return table.ok ? readRows(table.value, employers) : fail(problem("demand.fileUnreadable"));
}

/** Undefined where there are more than may be; the rest is read off and forgotten, so that the answer reaches its sender. */
async function takeBytes(stream: Readable): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    if (bytes <= FILE_BYTES_MAX) chunks.push(chunk as Buffer);
    else chunks.length = 0;
  }
  return bytes <= FILE_BYTES_MAX ? Buffer.concat(chunks) : undefined;
}

/** Of the first sheet that has the header; what stands above it is passed over. */
async function readRows(table: Table, employers: boolean): Promise<Result<WorkbookRead, Problem>> {
  const headers = [...(employers ? EMPLOYER_COLUMNS : []), ...DEMAND_COLUMNS.map((one) => one.header)];
  const required = [
    ...(employers ? EMPLOYER_COLUMNS : []),
    ...DEMAND_COLUMNS.filter((one) => one.required).map((one) => one.header),
  ];
  const rows: ReadRow[] = [];
  const failed: FailedRow[] = [];
  let places: readonly number[] | undefined;
  let headSheet: string | undefined;
  for await (const event of table.read()) {
    if (event.kind === "failed") return fail(problem("demand.fileUnreadable"));
    if (event.kind === "hidden") continue;
    for (const { row, cells } of event.rows) {
      if (!places) {
        const titles = cells.map((cell) => cell.trim());
        if (required.every((header) => titles.includes(header))) {
          places = headers.map((header) => titles.indexOf(header));
          headSheet = event.sheet;
        }
        continue;
      }
      if (event.sheet !== headSheet || cells.every((cell) => cell.trim() === "")) continue;
      const said = places.map((at) => cells[at] ?? "");
      const named = employers ? said.slice(0, EMPLOYER_COLUMNS.length).map((cell) => cell.trim()) : [];
      const nameless = named.flatMap((cell, at) =>
        cell === "" ? [problem("demand.cellMissing", { column: EMPLOYER_COLUMNS[at] ?? "" })] : [],
      );
      const read = readDemandRow(said.slice(named.length));
      if (read.kind === "read" && nameless.length === 0)
        rows.push({ creditCode: named[0] ?? "", employer: named[1] ?? "", demand: read.demand });
      else failed.push({ row, cells: said, problems: [...nameless, ...(read.kind === "failed" ? read.problems : [])] });
    }
  }
  return places ? ok({ rows, failed }) : fail(problem("demand.columnsMissing", { columns: required.join("、") }));
}

export function templateWorkbook(): Readable {
  return streamed([
    {
      name: "人才需求",
      header: DEMAND_COLUMNS.map((one) => one.header),
      marked: new Set(DEMAND_COLUMNS.flatMap((one, at) => (one.required ? [at] : []))),
      rows: [],
    },
    {
      name: "填写说明",
      header: ["列", "必填", "怎么填"],
      rows: DEMAND_COLUMNS.map(({ header, required }) => [header, required ? "是" : "", HINTS[header]]),
    },
  ]);
}

const HINTS: Readonly<Record<(typeof DEMAND_COLUMNS)[number]["header"], string>> = {
  岗位: "如 机械设计工程师",
  人数: "整数",
  最低学历: EDUCATION_LEVELS.entries.map((entry) => entry.zh).join("、"),
  职称或技能等级: "如 高级工程师、技师，可不填",
  专业领域: "如 机械工程，可不填",
  "月薪下限（元）": "整数，可不填",
  "月薪上限（元）": "整数，不低于下限，可不填",
  急需截止日期: "如 2026-12-31，可不填",
};

/** The published list as a workbook; a contact only where its person agreed. */
export function publishedWorkbook(items: readonly (PublicItem & { readonly contact: string | null })[]): Readable {
  const text = (value: number | string | null) => (value === null ? "" : String(value));
  return streamed([
    {
      name: "人才需求清单",
      header: ["用人单位", ...DEMAND_COLUMNS.map((one) => one.header), "联系人", "状态"],
      rows: items.map((item) => [
        item.employer,
        item.post,
        String(item.headcount),
        nameOfCode<string>(EDUCATION_LEVELS, item.education, "zh"),
        item.titleLevel,
        item.field,
        text(item.salaryFromYuan),
        text(item.salaryToYuan),
        text(item.urgentUntil),
        text(item.contact),
        item.withdrawn ? "已撤回" : "",
      ]),
    },
  ]);
}

function streamed(sheets: readonly OutSheet[]): Readable {
  const out = new PassThrough();
  writeWorkbook(out, sheets).catch((cause: unknown) =>
    out.destroy(cause instanceof Error ? cause : new Error(String(cause))),
  );
  return out;
}
