import type { Facts, FeelValue } from "@wutong/feel";
import type { Day, Fen, Truth } from "@wutong/kernel";
import type { CompiledPolicy, CompiledRow, CompiledValue } from "../compile/compiled-policy.ts";
import type { Outcome } from "../envelope/envelope.ts";
import type { BothTexts } from "../fault.ts";
import { truthOf } from "./truth-tree.ts";

export type AmountFound = {
  readonly state: "known" | "unknown" | "noRow";
  readonly amountFen: Fen | null;
  readonly says: BothTexts | null;
  /** How the instalments share it, where the row that applies says so. */
  readonly weights?: readonly number[];
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
  if (amount.kind === "fixed") return amountOf(amount, facts, null);
  let found: CompiledRow | undefined;
  for (const row of amount.rows) {
    const matches = row.matches.evaluate(facts);
    if (matches === null) return UNKNOWN_AMOUNT;
    if (matches !== true) continue;
    if (found) return UNKNOWN_AMOUNT;
    found = row;
    if (amount.hitPolicy === "FIRST") break;
  }
  return found ? amountOf(found, facts, found.says ?? null) : NO_ROW;
}

function amountOf(value: CompiledValue, facts: Facts, says: BothTexts | null): AmountFound {
  const amountFen = value.computed ? fenOf(value.computed.evaluate(facts)) : value.amountFen;
  if (amountFen === null) return UNKNOWN_AMOUNT;
  return { state: "known", amountFen, says, ...(value.weights ? { weights: value.weights } : {}) };
}

/** A computed sum has at most 15 digits of fen: more is an error of evaluation, and all that is made from it stays exact. */
export const FEN_MAX = 999_999_999_999_999n;

/** What a computed sum gives: fen, as the engine holds whole numbers; less than nothing is nothing, more than any sum unknown. */
export function fenOf(value: FeelValue): Fen | null {
  if (typeof value !== "number" && typeof value !== "bigint") return null;
  const fen = BigInt(value);
  if (fen > FEN_MAX) return null;
  return (fen < 0n ? 0n : fen) as Fen;
}
