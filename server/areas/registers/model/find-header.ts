import type { RegisterKind } from "@wutong/codes";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { headerTitles } from "./header-titles.ts";
import {
  type HeaderColumn,
  type HeaderMapping,
  type HeaderTitle,
  type MatchedHeader,
  matchHeader,
} from "./match-header.ts";

/** Titles, dates of issue and remarks may stand above the header; no further down than this. */
export const HEADER_ROW_MAX = 20;

export type Header = {
  /** The whole header row, for the workbook that goes back: handed in again, it is understood the same way. */
  readonly titles: readonly string[];
  readonly columns: readonly HeaderColumn[];
};

/**
 * Takes a row for the header of a register when it names its required columns. `undefined` where the row is something else
 * (fewer than two names known). Fails with `registers.columnsMissing` {columns} or `registers.columnTwice` {column}.
 */
export function findHeader(
  kind: RegisterKind,
  cells: readonly string[],
  mapping: HeaderMapping = {},
): Result<Header, Problem> | undefined {
  const titles = headerTitles({ cells });
  return headerOf(titles, matchHeader(kind, titles, mapping));
}

export function headerOf(titles: readonly HeaderTitle[], found: MatchedHeader): Result<Header, Problem> | undefined {
  if (found.columns.length < 2 && found.twice === undefined) return undefined;
  if (found.twice) return fail(problem("registers.columnTwice", { column: found.twice.header }));
  if (found.missing.length > 0) {
    const columns = found.missing.map((one) => one.header).join("、");
    return fail(problem("registers.columnsMissing", { columns }));
  }
  return ok({ titles: titles.map((one, at) => titleBack(one, at, found)), columns: found.columns });
}

/** Half of a header of two rows says too little when it goes back in one. */
function titleBack(title: HeaderTitle, at: number, { columns }: MatchedHeader): string {
  const one = columns.find((column) => column.at === at);
  return one && one.by !== "clerk" && title.names.length > 1 ? one.column.header : title.shown;
}
