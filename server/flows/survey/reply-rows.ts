import type { FailedRow } from "./demand-workbook.ts";

/** Bad rows as the contract has them: their cells as they came, and everything that is wrong. */
export function failedRows(rows: readonly FailedRow[]) {
  return rows.map(({ row, cells, problems }) => ({
    row,
    cells: [...cells],
    problems: problems.map(({ code, params }) => ({ code, params: { ...params } })),
  }));
}
