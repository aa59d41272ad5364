import { fail, ok, problem } from "@wutong/kernel";
import {
  allNumbers,
  closeJoinedPairs,
  lockPair,
  mergePeople,
  type Pair,
  type PeopleCompared,
  saveDecision,
  writePairs,
} from "../../areas/people/index.ts";
import type { Token } from "../../storage/index.ts";
import { areasOf, type LinkDesk } from "../link-people/link-desk.ts";

export type Counts = {
  readonly people: number;
  readonly pairs: number;
  readonly merged: number;
  readonly toReview: number;
};

type Writing = {
  readonly token: Token;
  readonly comparisonId: number;
  readonly officeId: number;
  readonly signal: AbortSignal;
};
type Fresh = Pick<Pair, "pairId" | "band">;

const PAIRS_AT_ONCE = 500;
const SYSTEM = "信息比对";

/**
 * Writes down the pairs that were found, and merges the certain ones among the new: each merge is a command with a journal entry of its
 * own, unconfirmed, and refused where anything speaks against it (`mergePeople`). Then the pair waits for a person like the others.
 */
export async function writeFound(
  desk: LinkDesk,
  writing: Writing,
  found: Pick<PeopleCompared, "people" | "pairs">,
  { atOnce = PAIRS_AT_ONCE }: { readonly atOnce?: number } = {},
): Promise<Counts> {
  const fresh: Fresh[] = [];
  for (let from = 0; from < found.pairs.length; from += atOnce) {
    writing.signal.throwIfAborted();
    fresh.push(...(await writeSome(desk, writing, found.pairs.slice(from, from + atOnce), from)));
  }
  let merged = 0;
  for (const pair of fresh.filter(({ band }) => band === "automatic")) {
    writing.signal.throwIfAborted();
    if (await mergeByItself(desk, writing, pair.pairId)) merged += 1;
  }
  return { people: found.people, pairs: found.pairs.length, merged, toReview: fresh.length - merged };
}

async function writeSome(
  desk: LinkDesk,
  writing: Writing,
  pairs: PeopleCompared["pairs"],
  from: number,
): Promise<readonly Fresh[]> {
  const { token, comparisonId, officeId } = writing;
  const key = `writePairs ${comparisonId} ${from}`;
  const written = await desk.run({ token, command: "writePairs", key, input: { comparisonId, from } }, async (tx) => {
    const rows = await writePairs(tx, { comparisonId, now: desk.now() }, pairs);
    const reply = { fresh: rows.map(({ pairId, band }) => ({ pairId, band })) };
    const after = { pairs: pairs.length, fresh: rows.length };
    return ok({ reply, subject: { kind: "registerComparison", id: comparisonId }, officeId, after });
  });
  if (!written.ok) throw new Error(`writePairs: ${written.error.code}`);
  return written.value.fresh;
}

async function mergeByItself(desk: LinkDesk, { token, comparisonId }: Writing, pairId: number): Promise<boolean> {
  const request = { token, command: "mergePair", key: `mergePair ${comparisonId} ${pairId}`, input: { pairId } };
  const done = await desk.run(request, async (tx) => {
    const pair = await lockPair(tx, pairId);
    if (pair?.state !== "waiting") return fail(problem("people.pairDecided"));
    const now = desk.now();
    const given = { confirmed: false, numbersSettled: false, by: SYSTEM, reason: "", now };
    const merged = await mergePeople(
      tx,
      { first: pair.firstPerson, second: pair.secondPerson, ...given },
      areasOf(desk),
    );
    if (!merged.ok) return merged;
    const { moveId, kept, gone, officeId, factsMoved } = merged.value;
    await saveDecision(tx, { pairId, state: "merged", reason: "", moveId, now });
    await closeJoinedPairs(tx, await allNumbers(tx, kept), now);
    const after = { state: "merged", comparisonId, moveId, kept, gone, factsMoved };
    return ok({ reply: { pairId }, subject: { kind: "pair", id: pairId }, officeId, personId: kept, after });
  });
  return done.ok;
}
