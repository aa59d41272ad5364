import { type Day, formatDay, formatMonth, type Month, type Problem } from "@wutong/kernel";
import type { InsuranceRow, RegisterRow, TalentRow } from "./cell-values.ts";
import { rowProblem } from "./row-problems.ts";
import type { RowRules } from "./row-rules.ts";

/** What is wrong between the cells of one row; `key` is the column at which it is shown. */
export type RowConflict = { readonly key: string; readonly problem: Problem };

/** Checks what no cell can show alone: periods that run backwards, days still to come, birth and sex against the number. */
export function checkRow({ kind, row }: RegisterRow, rules: RowRules): RowConflict | undefined {
  switch (kind) {
    case "talents":
      return checkTalent(row, rules);
    case "insurance":
      return checkInsurance(row, rules);
    case "education":
      return notAfter(rules.asOf, "graduated", "毕业日期", row.graduated);
    case "contracts":
      return notAfter(rules.asOf, "signed", "签订日期", row.signed) ?? forwards(row.from, row.to);
    case "housing":
      return notAfter(rules.asOf, "day", "日期", row.day);
    case "benefits":
      return forwards(row.from, row.to);
    case "family":
      return notAfter(rules.asOf, "since", "起始日期", row.since);
    case "statuses":
      return notAfter(rules.asOf, "from", "起始日期", row.from) ?? forwards(row.from, row.to);
    case "certificates":
      return notAfter(rules.asOf, "issued", "发证日期", row.issued);
    case "employers":
      return undefined;
  }
}

function checkTalent(row: TalentRow, rules: RowRules): RowConflict | undefined {
  const { birth, sex } = row.document;
  if (birth !== null && row.birth !== null && birth !== row.birth) {
    const problem = rowProblem("rows.birthDiffers", { birth: formatDay(row.birth), inNumber: formatDay(birth) });
    return { key: "birth", problem };
  }
  if (sex !== null && row.sex !== null && sex !== row.sex)
    return { key: "sex", problem: rowProblem("rows.sexDiffers") };
  return notAfter(rules.asOf, "birth", "出生日期", row.birth);
}

function checkInsurance(row: InsuranceRow, rules: RowRules): RowConflict | undefined {
  if (row.toMonth !== null && row.fromMonth > row.toMonth) {
    return { key: "fromMonth", problem: backwards(formatMonth(row.fromMonth), formatMonth(row.toMonth)) };
  }
  if (row.fromMonth > rules.throughMonth) return outside("fromMonth", row.fromMonth, rules);
  if (row.toMonth !== null && row.toMonth > rules.throughMonth) return outside("toMonth", row.toMonth, rules);
  return undefined;
}

function outside(key: string, month: Month, rules: RowRules): RowConflict {
  const covered = { from: formatMonth(rules.fromMonth), to: formatMonth(rules.throughMonth) };
  return { key, problem: rowProblem("rows.outsideCoverage", { value: formatMonth(month), ...covered }) };
}

function notAfter(asOf: Day, key: string, column: string, day: Day | null): RowConflict | undefined {
  if (day === null || day <= asOf) return undefined;
  return { key, problem: rowProblem("rows.dateInFuture", { column, value: formatDay(day) }) };
}

function forwards(from: Day, to: Day | null): RowConflict | undefined {
  if (to === null || from <= to) return undefined;
  return { key: "from", problem: backwards(formatDay(from), formatDay(to)) };
}

function backwards(from: string, to: string): Problem {
  return rowProblem("rows.monthsBackwards", { from, to });
}
