import type { Facts } from "@wutong/feel";
import type { Day, Fen, Truth } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { Outcome } from "../envelope/envelope.ts";
import type { BothTexts } from "../fault.ts";
import { truthOf } from "./truth-tree.ts";

export type AmountFound = {
  readonly state: "known" | "unknown" | "noRow";
  readonly amountFen: Fen | null;
  readonly says: BothTexts | null;
};

export type Judged = {
  readonly truths: readonly Truth[];
  readonly root: Truth;
  readonly amount: AmountFound;
  readonly keyDate: Day | null;
  readonly outcome: Outcome;
};

/** The three-valued part of a decision, without plan and words. */
export function judge(policy: CompiledPolicy, facts: Facts): Judged {
  const truths = policy.conditions.map((each) => each.test.evaluate(facts) as Truth);
  const root = truthOf(policy.tree, truths);
  const amount = findAmount(policy.amount, facts);
  const keyDate = policy.keyDate.evaluate(facts) as Day | null;
  return { truths, root, amount, keyDate, outcome: outcomeOf(root, amount.state, keyDate) };
}

/** No row, none unknown: as a condition that is not met. */
export function outcomeOf(root: Truth, amount: AmountFound["state"], keyDate: Day | null): Outcome {
  if (root === false || amount === "noRow") return "notEntitled";
  return root === true && amount === "known" && keyDate !== null ? "entitled" : "possible";
}

const UNKNOWN_AMOUNT: AmountFound = { state: "unknown", amountFen: null, says: null };
const NO_ROW: AmountFound = { state: "noRow", amountFen: null, says: null };

/** FIRST: unknown when a row ahead of the winner is. UNIQUE: unknown when any row is, or when two match (an error). */
function findAmount(amount: CompiledPolicy["amount"], facts: Facts): AmountFound {
  if (amount.kind === "fixed") return { state: "known", amountFen: amount.amountFen, says: null };
  let found: AmountFound = NO_ROW;
  for (const row of amount.rows) {
    const matches = row.matches.evaluate(facts);
    if (matches === null) return UNKNOWN_AMOUNT;
    if (matches !== true) continue;
    if (found.state === "known") return UNKNOWN_AMOUNT;
    found = { state: "known", amountFen: row.amountFen, says: row.says ?? null };
    if (amount.hitPolicy === "FIRST") return found;
  }
  return found;
}
