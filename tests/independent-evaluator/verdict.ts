import { type Answer, answerOf, type Rule, reasons } from "./kleene.ts";

/** What both sides must agree on for one person (or one certificate) and one policy. */
export type Verdict = {
  readonly policy: string;
  /** The certificate that the verdict is about, or "" where it is about the person. */
  readonly subject: string;
  readonly outcome: "entitled" | "possible" | "notEntitled";
  readonly failed: readonly string[];
  readonly unknown: readonly string[];
  /** In fen, of one payment; null where unknown or where there is none. */
  readonly amountFen: number | null;
};

/** One line of a table of amounts: the first whose test holds decides, unless one above it may hold. */
export type AmountRow = { readonly yuan: number; readonly holds: Answer };

export function verdictOf(
  policy: string,
  subject: string,
  rule: Rule,
  amount: { readonly rows: readonly AmountRow[]; readonly isKeyDateKnown: boolean },
): Verdict {
  const answer = answerOf(rule);
  const amountFen = answer === false ? null : fenOf(amount.rows);
  const settled = answer === true && amountFen !== null && amount.isKeyDateKnown;
  const outcome = answer === false ? "notEntitled" : settled ? "entitled" : "possible";
  return { policy, subject, outcome, failed: reasons(rule, false), unknown: reasons(rule, null), amountFen };
}

function fenOf(rows: readonly AmountRow[]): number | null {
  const decisive = rows.find((row) => row.holds !== false);
  return decisive?.holds === true ? decisive.yuan * 100 : null;
}
