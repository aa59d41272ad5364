import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import {
  allNumbers,
  closeJoinedPairs,
  findMove,
  lockPair,
  type Merged,
  mergePeople,
  type Pair,
  type PairState,
  saveDecision,
  setConfirmed,
  undoMove,
} from "../../areas/people/index.ts";
import { maskNumbers } from "../../areas/registers/index.ts";
import type { Json, Tx } from "../../storage/index.ts";
import { areasOf, type LinkCaller, type LinkDesk } from "./link-desk.ts";

export type DecidePair = {
  readonly pairId: number;
  readonly decision: "same" | "different" | "later";
  readonly reason: string;
};

export type Decided = { readonly pairId: number; readonly state: PairState; readonly moveId: number | null };

const REASON_CHARS_MIN = 4;

/**
 * A person decides on a pair: one person (merges them, or confirms what the comparison merged), two (takes such a merge back), or
 * later. Over two different valid ID numbers `same` proposes the merge with its reason to a reviewer.
 * Problems: `http.notFound`, `people.pairDecided`, `people.numbersDiffer`, `people.pairReasonMissing`, those of `mergePeople` and
 * `undoMove`.
 */
export function decidePair(desk: LinkDesk, caller: LinkCaller, given: DecidePair): Promise<Result<Decided, Problem>> {
  const { token, key, name } = caller;
  const reason = maskNumbers(given.reason.trim());
  const input = { pairId: given.pairId, decision: given.decision, reason };
  return desk.run({ token, key, command: "decidePair", input }, async (tx) => {
    const pair = await lockPair(tx, given.pairId);
    if (!pair) return fail(problem("http.notFound"));
    if (!["waiting", "later", "merged"].includes(pair.state)) return fail(problem("people.pairDecided"));
    const outcome = await carryOut({ desk, tx, pair, by: name }, given.decision, reason);
    if (!outcome.ok) return outcome;
    return settle(desk, tx, pair, { ...outcome.value, reason });
  });
}

type Deciding = { readonly desk: LinkDesk; readonly tx: Tx; readonly pair: Pair; readonly by: string };
type Outcome = { readonly state: PairState; readonly moveId: number | null; readonly merged?: Merged };

async function carryOut(
  at: Deciding,
  decision: DecidePair["decision"],
  reason: string,
): Promise<Result<Outcome, Problem>> {
  const { desk, tx, pair } = at;
  const { moveId } = pair;
  if (decision === "same") return moveId === null ? mergePair(at, reason, false) : confirm(tx, moveId);
  if (moveId !== null) {
    if (decision === "later") return ok({ state: pair.state, moveId });
    const undone = await undoMove(tx, { moveId, by: at.by, now: desk.now() }, areasOf(desk));
    if (!undone.ok) return undone;
  }
  return ok({ state: decision, moveId: null });
}

async function confirm(tx: Tx, moveId: number): Promise<Result<Outcome, Problem>> {
  await setConfirmed(tx, moveId, true);
  return ok({ state: "same", moveId });
}

async function mergePair(at: Deciding, reason: string, numbersSettled: boolean): Promise<Result<Outcome, Problem>> {
  const { desk, tx, pair, by } = at;
  const merged = await mergePeople(
    tx,
    {
      first: pair.firstPerson,
      second: pair.secondPerson,
      confirmed: true,
      numbersSettled,
      by,
      reason,
      now: desk.now(),
    },
    areasOf(desk),
  );
  if (merged.ok) return ok({ state: "same", moveId: merged.value.moveId, merged: merged.value });
  if (merged.error.code !== "people.numbersDiffer" || reason === "") return merged;
  if (reason.length < REASON_CHARS_MIN) return fail(problem("people.pairReasonMissing"));
  return ok({ state: "proposed", moveId: null });
}

/** Writes the decision, and what the journal says of it: numbers and counts, no names. */
async function settle(desk: LinkDesk, tx: Tx, pair: Pair, outcome: Outcome & { readonly reason: string }) {
  const now = desk.now();
  const { state, moveId, merged, reason } = outcome;
  await saveDecision(tx, { pairId: pair.pairId, state, reason, moveId, now });
  if (merged) await closeJoinedPairs(tx, await allNumbers(tx, merged.kept), now);
  const after: Json = {
    state,
    persons: [pair.firstPerson, pair.secondPerson],
    ...(reason === "" ? {} : { reason }),
    ...(merged ? summaryOf(merged) : {}),
  };
  return ok({
    reply: { pairId: pair.pairId, state, moveId },
    subject: { kind: "pair", id: pair.pairId },
    officeId: pair.officeId,
    ...(merged ? { personId: merged.kept } : {}),
    before: { state: pair.state },
    after,
  });
}

function summaryOf(merged: Merged) {
  const { moveId, kept, gone, conflicts, factsMoved, factsAside, handedOver } = merged;
  return { moveId, kept, gone, conflicts: [...conflicts], factsMoved, factsAside, handedOver };
}

/**
 * A reviewer settles a merge over two different valid ID numbers that somebody else proposed; a refusal says that they are two people.
 * Problems: `http.notFound`, `people.pairDecided`, `people.sameApprover`, those of `mergePeople`.
 */
export function approvePair(
  desk: LinkDesk,
  caller: LinkCaller & { readonly accountId: number | null },
  given: { readonly pairId: number; readonly approve: boolean },
): Promise<Result<Decided, Problem>> {
  const { token, key, name, accountId } = caller;
  return desk.run({ token, key, command: "approvePair", input: given }, async (tx) => {
    const pair = await lockPair(tx, given.pairId);
    if (!pair) return fail(problem("http.notFound"));
    if (pair.state !== "proposed") return fail(problem("people.pairDecided"));
    if (accountId === null || pair.decidedBy === accountId) return fail(problem("people.sameApprover"));
    const { reason } = pair;
    if (!given.approve) return settle(desk, tx, pair, { state: "different", moveId: null, reason });
    const merged = await mergePair({ desk, tx, pair, by: name }, reason, true);
    return merged.ok ? settle(desk, tx, pair, { ...merged.value, reason }) : merged;
  });
}

/**
 * Takes the decision on a pair back: it waits again, and what was merged is two again. What the comparison had merged and somebody
 * confirmed is unconfirmed again. Problems: `http.notFound`, those of `undoMove`.
 */
export function undoPair(desk: LinkDesk, caller: LinkCaller, pairId: number): Promise<Result<Decided, Problem>> {
  const { token, key, name } = caller;
  return desk.run({ token, key, command: "undoPair", input: { pairId } }, async (tx) => {
    const pair = await lockPair(tx, pairId);
    if (!pair || pair.state === "gone") return fail(problem("http.notFound"));
    const move = pair.moveId === null ? undefined : await findMove(tx, pair.moveId);
    if (move && pair.state === "same" && move.madeByAccount === null) {
      await setConfirmed(tx, move.moveId, false);
      return settle(desk, tx, pair, { state: "merged", moveId: move.moveId, reason: "" });
    }
    if (move) {
      const undone = await undoMove(tx, { moveId: move.moveId, by: name, now: desk.now() }, areasOf(desk));
      if (!undone.ok) return undone;
    }
    return settle(desk, tx, pair, { state: "waiting", moveId: null, reason: "" });
  });
}
