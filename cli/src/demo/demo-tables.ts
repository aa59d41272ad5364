import type { Demo } from "@wutong/server/local";
import { yuan } from "../tour/narrator.ts";

/** Accounts with their passwords: they are known to everyone, which is why the demo listens on loopback only. */
export function demoAccountsTable(accounts: Demo["accounts"]): string {
  const rows = accounts.map(({ login, password, name, roles, office }) => [
    login,
    password,
    name,
    roles.join("+"),
    office,
  ]);
  return inColumns([["账号 account", "密码 password", "姓名 name", "角色 roles", "机构 office"], ...rows]);
}

/** Policy × entitled, possible, one step short, cost this year and over the whole plan, after stacking. */
export function demoFindingsTable({ policies, totals }: Demo["swept"]): string {
  const rows = policies.map(({ policyId, title }) => {
    const own = totals.filter((one) => one.policyId === policyId);
    const count = (of: (one: (typeof own)[number]) => number) => own.reduce((sum, one) => sum + of(one), 0);
    const money = (of: (one: (typeof own)[number]) => string) =>
      yuan(String(own.reduce((sum, one) => sum + BigInt(of(one)), 0n)));
    return [
      title.zh,
      String(count((one) => one.entitled)),
      String(count((one) => one.possible)),
      String(count((one) => one.oneStepShort)),
      String(count((one) => one.chosen)),
      money((one) => one.chosenThisYearFen),
      money((one) => one.chosenPlanFen),
    ];
  });
  const header = [
    "政策 policy",
    "符合 entitled",
    "可能 possible",
    "差一步 one step short",
    "叠加后 after stacking",
    "今年 this year",
    "全程 whole plan",
  ];
  return inColumns([header, ...rows]);
}

/** Columns as wide as their widest cell; a Chinese character takes two places on a terminal. */
function inColumns(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => widthOf(row[column] ?? ""))));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell + " ".repeat((widths[column] ?? 0) - widthOf(cell))).join("  ");
  return rows.map((row) => `  ${line(row).trimEnd()}`).join("\n");
}

function widthOf(text: string): number {
  return [...text].reduce(
    (sum, character) => sum + (/[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFF60]/.test(character) ? 2 : 1),
    0,
  );
}
