import { REGISTERS, type RegisterKind, readDocument } from "@wutong/codes";
import { foldTraditional } from "@wutong/codes/traditional";
import { type Day, fail, ok, type Problem, type Result } from "@wutong/kernel";
import type { CellValue, ReadDocument, RegisterRows } from "./cell-values.ts";
import { checkRow } from "./check-row.ts";
import type { Header } from "./find-header.ts";
import { maskDocumentNumber, maskNumbers } from "./mask.ts";
import type { HeaderColumn } from "./match-header.ts";
import { type CellReader, createCellReader, isMonthAlone } from "./read-cell.ts";
import { type RowProblemCode, rowProblem, rowProblemOf } from "./row-problems.ts";
import type { RowFailure, RowRules } from "./row-rules.ts";
import { formulaFault, saysNothing, tidyCell } from "./tidy-cell.ts";
import { unprovenDocument } from "./unproven-document.ts";

/** `lostZero` names the cells whose number, like 2023.1, may have been typed as 2023.10. */
export type RowReader<Kind extends RegisterKind> = (
  cells: readonly string[],
  lostZero?: readonly number[],
) => Result<RegisterRows[Kind], readonly RowFailure[]>;

/**
 * Makes the reader of a register's rows under one header. A row comes back whole and typed, or with every failure that it
 * has, so that it needs mending once only. Cost: about 3 µs a row.
 */
export function createRowReader<Kind extends RegisterKind>(
  kind: Kind,
  header: Header,
  rules: RowRules,
): RowReader<Kind> {
  const plan = header.columns
    .filter((one) => !isDocument(one.column.type))
    .map(
      (one): PlannedColumn => ({
        ...one,
        read: createCellReader(one.column),
        last: { raw: undefined, result: undefined, monthTaken: false },
      }),
    );
  const documents = documentColumns(header);
  const absent = absentKeys(header, kind);
  const { notes } = rules;
  return (cells, lostZero) => {
    const row: Record<string, CellValue | ReadDocument> = { ...absent };
    let failures: RowFailure[] | undefined;
    let monthTaken = false;
    let unproven = false;
    for (const one of plan) {
      const result = lostZero?.includes(one.at) ? refuseLostZero(one, cells[one.at]) : readCellOnce(one, cells[one.at]);
      monthTaken ||= one.last.monthTaken;
      if (result.ok) row[one.column.key] = result.value;
      else failures = [...(failures ?? []), result.error];
    }
    for (const one of documents) {
      const result = readDocumentCell(one, cells, rules.asOf);
      const whose = result.ok ? undefined : unprovenOf(kind, one, { cells, row, failure: result.error });
      if (result.ok) row[one.field] = result.value;
      else if (whose) row[one.field] = whose;
      else failures = [...(failures ?? []), result.error];
      unproven ||= whose !== undefined;
    }
    if (monthTaken && notes) notes.monthsTaken += 1;
    if (failures) return fail(failures);
    // The plan above follows REGISTERS[kind], whose column types are those of RegisterRows[kind]; the test checks each kind.
    const typed = row as unknown as RegisterRows[Kind];
    const broken = checkRow({ kind, row: typed } as never, rules);
    if (broken) return fail([located(broken, header, cells)]);
    if (unproven && notes) notes.withoutNumber += 1;
    return ok(typed);
  };
}

const isDocument = (type: string): boolean => type === "documentNumber" || type === "documentKind";

type CellResult = Result<CellValue, RowFailure>;

type PlannedColumn = HeaderColumn & {
  readonly read: CellReader;
  /** What was read last: a register says the same of several rows on end (who, which firm, which month). */
  readonly last: { raw: string | undefined; result: CellResult | undefined; monthTaken: boolean };
};

/** 2023.1 in a cell that holds a number: only a month is written like that, and October loses its zero. */
function refuseLostZero(one: PlannedColumn, raw: string | undefined): CellResult {
  if (one.column.type !== "month" && one.column.type !== "day") return readCellOnce(one, raw);
  const value = tidyCell(raw);
  return failed(one, value, rowProblem("rows.monthLostZero", { column: one.header, value }));
}

function readCellOnce(one: PlannedColumn, raw: string | undefined): CellResult {
  const { last } = one;
  if (last.result === undefined || last.raw !== raw) {
    last.raw = raw;
    last.result = readCell(one, raw);
    last.monthTaken = one.column.monthMeans !== undefined && last.result.ok && isMonthAlone(tidyCell(raw));
  }
  return last.result;
}

function readCell(one: PlannedColumn, raw: string | undefined): CellResult {
  const text = tidyCell(raw);
  if (text === "" || (one.column.type !== "boolean" && saysNothing(text))) {
    return one.column.required ? failed(one, "", rowProblem("rows.valueMissing", { column: one.header })) : ok(null);
  }
  const formula = formulaFault(text, one.header);
  if (formula) return failed(one, text, formula);
  const result = one.read(text, one.header);
  if (result.ok || isDerivable(one, result.error)) return result.ok ? result : ok(null);
  return failed(one, text, result.error);
}

/** A birth without its day (1990-05) says less than the document number does: not worth a failure. */
function isDerivable(one: HeaderColumn, cause: Problem): boolean {
  return (
    one.column.key === "birth" &&
    cause.code === "rows.dateUnreadable" &&
    /^\d{4}[-./年]?\d{1,2}月?$/.test(String(cause.params["value"]))
  );
}

type DocumentColumn = HeaderColumn & {
  readonly field: "document" | "other";
  /** What was read last: rows of one person stand together. */
  readonly last: { kind: string; text: string; result: ReturnType<typeof readDocument> | undefined };
  readonly kindAt: number | undefined;
};

/** The bearer's document becomes `document`, a relative's `other`. */
function documentColumns(header: Header): readonly DocumentColumn[] {
  const kindAt = header.columns.find((one) => one.column.type === "documentKind")?.at;
  return header.columns
    .filter((one) => one.column.type === "documentNumber")
    .map((one) => {
      const own = one.column.key === "documentNumber";
      return {
        ...one,
        field: own ? "document" : "other",
        kindAt: own ? kindAt : undefined,
        last: { kind: "", text: "", result: undefined },
      };
    });
}

function readDocumentCell(one: DocumentColumn, cells: readonly string[], asOf: Day): Result<ReadDocument, RowFailure> {
  const text = tidyCell(cells[one.at]);
  if (saysNothing(text)) return failed(one, "", rowProblem("rows.valueMissing", { column: one.header }));
  const formula = formulaFault(text, one.header);
  if (formula) return failed(one, text, formula);
  const kind = one.kindAt === undefined ? "" : foldTraditional(tidyCell(cells[one.kindAt]));
  const { last } = one;
  if (last.result === undefined || last.text !== text || last.kind !== kind) {
    last.kind = kind;
    last.text = text;
    last.result = readDocument(saysNothing(kind) ? "" : kind, text, { asOf });
  }
  const read = last.result;
  if (read.ok) {
    const { kind: documentKind, number, birth, sex } = read.value;
    return ok({ kind: documentKind, number, birth: birth ?? null, sex: sex ?? null });
  }
  const lostDigits = read.error.code === "codes.residentId.ruinedByExcel";
  const shown = lostDigits && /e/i.test(text) ? text.slice(0, 30) : maskDocumentNumber(text.slice(0, 30));
  const cause = rowProblemOf(read.error, {
    column: one.header,
    value: read.error.code === "codes.notInTable" ? kind : shown,
  });
  return fail({
    column: one.header,
    value: shown,
    problem: read.error.code === "codes.notInTable" ? { ...cause, code: "rows.documentKindUnknown" } : cause,
  });
}

/** The relative's number has to be whole: by it, the two find each other. */
function unprovenOf(
  kind: RegisterKind,
  one: DocumentColumn,
  { cells, row, failure }: UnreadDocument,
): ReadDocument | undefined {
  if (one.field !== "document") return undefined;
  const cell = { text: tidyCell(cells[one.at]), code: failure.problem.code as RowProblemCode };
  return unprovenDocument(kind, cell, row);
}

type UnreadDocument = {
  readonly cells: readonly string[];
  readonly row: Readonly<Record<string, CellValue | ReadDocument>>;
  readonly failure: RowFailure;
};

/** Columns that the file doesn't have are empty in every row: rows of a kind always have the same keys. */
function absentKeys(header: Header, kind: RegisterKind): Readonly<Record<string, null>> {
  return Object.fromEntries(
    REGISTERS[kind].columns
      .filter((column) => !isDocument(column.type) && !header.columns.some((one) => one.column === column))
      .map((column) => [column.key, null]),
  );
}

function failed(one: HeaderColumn, value: string, cause: Problem): Result<never, RowFailure> {
  return fail({ column: one.header, value: maskNumbers(value).slice(0, 60), problem: cause });
}

/** A failure of the row as a whole is shown at the column that it is about. */
function located(
  broken: { readonly key: string; readonly problem: Problem },
  header: Header,
  cells: readonly string[],
): RowFailure {
  const one = header.columns.find((column) => column.column.key === broken.key);
  const value = one ? maskNumbers(tidyCell(cells[one.at])).slice(0, 60) : "";
  return { column: one?.header ?? "", value, problem: broken.problem };
}
