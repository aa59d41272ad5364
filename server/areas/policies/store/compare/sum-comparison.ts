import type { DifferenceKind } from "@wutong/policy";
import type { ComparisonSummary, SummaryCell } from "./comparison-folder.ts";

/** People and money of some cells. Differences are the draft's minus those of the version in force. */
export type CellSums = {
  readonly people: Readonly<Record<DifferenceKind, number>>;
  /** Of the changed policies alone, and with what others cost more or less because of them. */
  readonly oldFen: bigint;
  readonly newFen: bigint;
  readonly otherFen: bigint;
  readonly otherYearFen: bigint;
  readonly differenceFen: bigint;
  readonly differenceYearFen: bigint;
};

export function sumCells(cells: readonly SummaryCell[]): CellSums {
  const people: Record<DifferenceKind, number> = {
    unchanged: 0,
    newlyEntitled: 0,
    moreMoney: 0,
    noLongerEntitled: 0,
    lessMoney: 0,
    newlyPossible: 0,
    noLongerPossible: 0,
  };
  for (const { kind, people: count } of cells) people[kind] += count;
  const sum = (of: (cell: SummaryCell) => string) => cells.reduce((total, cell) => total + BigInt(of(cell)), 0n);
  const [oldFen, newFen, otherFen] = [
    sum((cell) => cell.oldFen),
    sum((cell) => cell.newFen),
    sum((cell) => cell.otherFen),
  ];
  const otherYearFen = sum((cell) => cell.otherYearFen);
  const year = sum((cell) => cell.newYearFen) - sum((cell) => cell.oldYearFen) + otherYearFen;
  return {
    people,
    oldFen,
    newFen,
    otherFen,
    otherYearFen,
    differenceFen: newFen - oldFen + otherFen,
    differenceYearFen: year,
  };
}

export type YearSums = {
  readonly year: number;
  readonly oldFen: bigint;
  readonly newFen: bigint;
  readonly otherFen: bigint;
};

/** Calendar year by calendar year to the end of the longest plan: of those whom the draft concerns. */
export function sumYears(years: ComparisonSummary["years"]): readonly YearSums[] {
  const byYear = Map.groupBy(years, ({ year }) => year);
  return [...byYear]
    .toSorted(([a], [b]) => a - b)
    .map(([year, rows]) => {
      const sum = (of: (row: (typeof rows)[number]) => string) =>
        rows.reduce((total, row) => total + BigInt(of(row)), 0n);
      return {
        year,
        oldFen: sum((row) => row.oldFen),
        newFen: sum((row) => row.newFen),
        otherFen: sum((row) => row.otherFen),
      };
    });
}

/** The cells by one of their sides, in the order of its values. */
export function splitCells<Name extends "office" | "tier" | "sex">(
  cells: readonly SummaryCell[],
  by: Name,
): readonly (readonly [SummaryCell[Name], readonly SummaryCell[]])[] {
  const groups = Map.groupBy(cells, (cell) => cell[by]);
  return [...groups].toSorted(([a], [b]) => orderOf(a) - orderOf(b));
}

function orderOf(value: string | number | null): number {
  if (value === null) return Number.MAX_SAFE_INTEGER;
  return typeof value === "number" ? value : value === "F" ? 0 : 1;
}
