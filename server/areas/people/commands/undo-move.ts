import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { Tx } from "../../../storage/index.ts";
import { allNumbers, dropAlias } from "../store/aliases.ts";
import { takeImportTurn } from "../store/identities.ts";
import { restoreRows } from "../store/move-rows.ts";
import {
  findLaterMove,
  findMove,
  listHandedOver,
  lockPeopleToMerge,
  type Move,
  markUndone,
  readStates,
  takeBack,
} from "../store/moves.ts";
import { writeEndings } from "../store/name-endings.ts";
import { reopenPairs } from "../store/pairs.ts";
import type { HandOver } from "./hand-over.ts";

export type UndoMove = { readonly moveId: number; readonly by: string; readonly now: Date };

/**
 * Takes a merge or a split back, so that every row is as it was before, in the caller's transaction. Only as long as nothing has
 * happened to the person since: what came later rests on what it found, and nobody could say whose it is.
 * Problems: `http.notFound`, `people.alreadyUndone`, `people.laterMove` {moveId}, `people.changedSincePerson`, `people.changedSinceFacts`,
 * `people.changedSinceMoney`.
 */
export async function undoMove(tx: Tx, given: UndoMove, areas: HandOver): Promise<Result<Move, Problem>> {
  await takeImportTurn(tx);
  const move = await findMove(tx, given.moveId);
  if (!move) return fail(problem("http.notFound"));
  if (move.undoneAt !== null) return fail(problem("people.alreadyUndone"));
  const later = await findLaterMove(tx, move);
  if (later !== undefined) return fail(problem("people.laterMove", { moveId: later }));
  await lockPeopleToMerge(tx, [move.fromPerson, move.toPerson]);
  const changed = whatChanged(move.stateAfter, await readStates(tx, Object.keys(move.stateAfter).map(Number)));
  if (changed) return fail(problem(changed));
  await markUndone(tx, move.moveId, given);
  if (move.kind === "merge") {
    const accounts = await listHandedOver(tx, move.moveId, "benefits.payee_accounts");
    await dropAlias(tx, move.moveId);
    await takeBack(tx, move.moveId);
    await areas.rebindAccounts(tx, {
      accounts: accounts.map((one) => one["payee_account_id"] ?? 0),
      from: move.toPerson,
      to: move.fromPerson,
    });
  }
  await restoreRows(tx, move.moveId);
  await writeEndings(tx, [move.fromPerson, move.toPerson]);
  const [one, other] = [await allNumbers(tx, move.fromPerson), await allNumbers(tx, move.toPerson)];
  await reopenPairs(tx, { one, other, now: given.now });
  return ok(move);
}

type State = Readonly<Record<string, Readonly<Record<string, string>>>>;
type Change = "people.changedSinceMoney" | "people.changedSinceFacts" | "people.changedSincePerson";

/** What weighs most of what has changed since; undefined where nothing has. */
function whatChanged(before: State, now: State): Change | undefined {
  const tables = new Set<string>();
  for (const [personId, state] of Object.entries(before)) {
    const today = now[personId] ?? {};
    for (const table of new Set([...Object.keys(state), ...Object.keys(today)])) {
      if (state[table] !== today[table]) tables.add(table);
    }
  }
  if (tables.size === 0) return undefined;
  const names = [...tables];
  if (names.some((name) => !name.startsWith("people.") || name.startsWith("people.past_benefits"))) {
    return "people.changedSinceMoney";
  }
  return names.every((name) => name.startsWith("people.persons"))
    ? "people.changedSincePerson"
    : "people.changedSinceFacts";
}
