import { normaliseHeader, REGISTERS, type RegisterColumn, type RegisterKind } from "@wutong/codes";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";

/** Titles, dates of issue and remarks may stand above the header; no further down than this. */
export const HEADER_ROW_MAX = 20;

export type HeaderColumn = {
  readonly column: RegisterColumn;
  /** Position in the row, from 0. */
  readonly at: number;
  /** As the file spells it: what a failure names. */
  readonly header: string;
};

export type Header = {
  /** The whole header row, for the workbook that goes back. */
  readonly titles: readonly string[];
  readonly columns: readonly HeaderColumn[];
};

/**
 * Takes a row for the header of a register when it names its required columns. `undefined` where the row is something else
 * (fewer than two names known). Fails with `registers.columnsMissing` {columns} or `registers.columnTwice` {column}.
 */
export function findHeader(kind: RegisterKind, cells: readonly string[]): Result<Header, Problem> | undefined {
  const columns: HeaderColumn[] = [];
  for (const [at, title] of cells.entries()) {
    const column = columnByHeader(kind).get(normaliseHeader(title));
    if (!column) continue;
    const twin = columns.find((one) => one.column === column);
    // The register's own word for a column wins over an alias beside it.
    if (twin && isOwnHeader(twin) === isOwnHeader({ column, at, header: title })) {
      return fail(problem("registers.columnTwice", { column: column.header }));
    }
    if (twin && isOwnHeader(twin)) continue;
    if (twin) columns.splice(columns.indexOf(twin), 1);
    columns.push({ column, at, header: title.trim() });
  }
  if (columns.length < 2) return undefined;
  const missing = REGISTERS[kind].columns.filter((one) => one.required && !columns.some((seen) => seen.column === one));
  if (missing.length === 0) return ok({ titles: cells, columns });
  return fail(problem("registers.columnsMissing", { columns: missing.map((one) => one.header).join("、") }));
}

function isOwnHeader(one: HeaderColumn): boolean {
  return normaliseHeader(one.header) === normaliseHeader(one.column.header);
}

/** Every header and alias of a register, own headers first. */
function columnByHeader(kind: RegisterKind): ReadonlyMap<string, RegisterColumn> {
  const byHeader = new Map<string, RegisterColumn>();
  for (const column of REGISTERS[kind].columns) byHeader.set(normaliseHeader(column.header), column);
  for (const column of REGISTERS[kind].columns) {
    for (const alias of column.aliases) {
      const key = normaliseHeader(alias);
      if (!byHeader.has(key)) byHeader.set(key, column);
    }
  }
  return byHeader;
}
