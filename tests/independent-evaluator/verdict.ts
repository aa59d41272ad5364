import { type Answer, answerOf, answersIn, type Rule, reasons, stepsTo } from "./kleene.ts";

/** What both sides must agree on for one person (or one certificate) and one policy. */
export type Verdict = {
  readonly policy: string;
  /** The certificate that the verdict is about, or "" where it is about the person. */
  readonly subject: string;
  readonly outcome: "entitled" | "possible" | "notEntitled";
  readonly failed: readonly string[];
  /** What would settle a possible: conditions, then "amount" and "keyDate" where they are unknown. */
  readonly unknown: readonly string[];
  /** Every condition's answer, whether or not it matters to the outcome. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** In fen, of one payment; null where unknown or where there is none. */
  readonly amountFen: number | null;
  /** The conditions that each alone stand between the person and the benefit, and can be mended. */
  readonly steps: readonly string[];
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
  const unsettled = [...(amountFen === null ? ["amount"] : []), ...(amount.isKeyDateKnown ? [] : ["keyDate"])];
  const isSettled = answer === true && unsettled.length === 0;
  return {
    policy,
    subject,
    outcome: answer === false ? "notEntitled" : isSettled ? "entitled" : "possible",
    failed: reasons(rule, false),
    unknown: answer === false ? [] : [...reasons(rule, null), ...unsettled],
    answers: answersIn(rule),
    amountFen,
    steps: stepsTo(rule),
  };
}

function fenOf(rows: readonly AmountRow[]): number | null {
  const decisive = rows.find((row) => row.holds !== false);
  return decisive?.holds === true ? decisive.yuan * 100 : null;
}
