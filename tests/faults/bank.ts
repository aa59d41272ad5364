import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";

/**
 * The bank, as a log kept outside of Wutong: it carries out each payment number once, whatever file names it, and answers
 * the same ever after. Each line is on disk before the bank answers.
 */
export type Bank = {
  readonly receive: (rows: readonly (readonly string[])[]) => readonly (readonly string[])[];
  /** Money that left, by the holder's account. */
  readonly paidTo: ReadonlyMap<string, readonly string[]>;
  readonly paidYuan: () => number;
};

type Carried = { readonly row: string; readonly result: "成功" | "退回" };

export function openBank(logFile: string, decide: () => "成功" | "退回"): Bank {
  const carried = new Map<string, Carried>();
  const paidTo = new Map<string, string[]>();
  let cents = 0;
  return {
    paidTo,
    paidYuan: () => cents / 100,
    receive(rows) {
      return rows.map((row) => {
        const [number = "", , account = "", , amount = ""] = row;
        const before = carried.get(number);
        if (before) assert.equal(row.join("|"), before.row, `the bank file says two things of payment ${number}`);
        const result = before?.result ?? decide();
        if (!before) {
          appendFileSync(logFile, `${number},${account},${amount},${result}\n`, { flush: true });
          carried.set(number, { row: row.join("|"), result });
          if (result === "成功") {
            paidTo.set(account, [...(paidTo.get(account) ?? []), number]);
            cents += Math.round(Number(amount) * 100);
          }
        }
        return [number, amount, result, result === "退回" ? "账号错误" : ""];
      });
    },
  };
}
