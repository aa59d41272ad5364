import { createHash } from "node:crypto";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { Tx } from "../../../storage/index.ts";
import {
  chooseKept,
  disputedFields,
  type FactMove,
  mergedFields,
  numbersClash,
  type PersonToMerge,
  planFacts,
} from "../model/links.ts";
import { addAlias, keptNumber } from "../store/aliases.ts";
import { listDocuments } from "../store/documents-of-person.ts";
import { takeImportTurn } from "../store/identities.ts";
import {
  bytes,
  changeRows,
  FACT_TABLE_NAMES,
  listFactKeys,
  type MoveNote,
  noteMade,
  takeRows,
  writeWorkplace,
} from "../store/move-rows.ts";
import { handOver, insertMove, listHandedOver, lockPeopleToMerge, personColumns, sealMove } from "../store/moves.ts";
import { writeEndings } from "../store/name-endings.ts";
import { resolveFields } from "../store/resolve-fields.ts";
import { listConflicts } from "../store/told-fields.ts";
import type { HandOver } from "./hand-over.ts";

export type MergePeople = {
  readonly first: number;
  readonly second: number;
  /** False where a comparison merges by itself: nothing is paid on it until a person has confirmed. */
  readonly confirmed: boolean;
  /** Two valid numbers of one kind were looked at by two people, who found that they are one person's. */
  readonly numbersSettled: boolean;
  readonly by: string;
  readonly reason: string;
  readonly now: Date;
};

export type Merged = {
  readonly moveId: number;
  readonly kept: number;
  readonly gone: number;
  readonly officeId: number;
  /** Fields that the two say differently: unknown to every policy until somebody settles them. */
  readonly conflicts: readonly string[];
  readonly factsMoved: number;
  readonly factsAside: number;
  readonly handedOver: number;
};

/**
 * Makes one person of two, in the caller's transaction: documents, facts, and what other areas hold under the number that goes. That
 * number leads to the person ever after. Nothing is lost: see `planFacts`.
 * Problems: `http.notFound`, `people.alreadyOne`, `people.numbersDiffer`, `people.businessInTwoOffices`, `people.bothOffered`, and for a
 * merge that nobody confirmed `people.notByItself`.
 */
export async function mergePeople(tx: Tx, given: MergePeople, areas: HandOver): Promise<Result<Merged, Problem>> {
  await takeImportTurn(tx);
  const ids = [await keptNumber(tx, given.first), await keptNumber(tx, given.second)];
  if (ids[0] === ids[1]) return fail(problem("people.alreadyOne"));
  const [a, b] = await lockPeopleToMerge(tx, ids);
  if (!a || !b) return fail(problem("http.notFound"));
  const refused = whyNot(a, b, given);
  if (refused) return fail(refused);
  const { kept, gone } = chooseKept(a, b);
  const moveId = await insertMove(tx, {
    officeId: kept.officeId,
    secondOfficeId: gone.officeId === kept.officeId ? null : gone.officeId,
    kind: "merge",
    fromPerson: gone.personId,
    toPerson: kept.personId,
    ...given,
  });
  const note = { moveId, officeId: kept.officeId };
  const plan = await moveFacts(tx, note, { kept, gone });
  await moveIdentities(tx, note, { kept, gone });
  await joinPersons(tx, note, { kept, gone });
  const handed = await handOverAll(tx, moveId, { kept, gone }, areas);
  if (!handed.ok) return handed;
  await resolveFields(tx, { people: [kept.personId] });
  await addAlias(tx, { aliasId: gone.personId, keptId: kept.personId, officeId: kept.officeId, moveId });
  await writeEndings(tx, [kept.personId, gone.personId]);
  await sealMove(tx, moveId, [kept.personId]);
  return ok({
    moveId,
    kept: kept.personId,
    gone: gone.personId,
    officeId: kept.officeId,
    conflicts: await listConflicts(tx, kept.personId),
    handedOver: handed.value,
    ...plan,
  });
}

function whyNot(a: PersonToMerge, b: PersonToMerge, given: MergePeople): Problem | undefined {
  const clash = numbersClash(a, b);
  // A comparison never settles whose number is wrong, and never touches what money hangs on.
  if (!given.confirmed) {
    if (clash) return problem("people.notByItself", { why: "numbers" });
    if (a.hasBusiness || b.hasBusiness) return problem("people.notByItself", { why: "business" });
    if (a.officeId !== b.officeId) return problem("people.notByItself", { why: "offices" });
    if (disputedFields(a, b).length > 0) return problem("people.notByItself", { why: "conflicts" });
    return undefined;
  }
  if (clash && !given.numbersSettled) return problem("people.numbersDiffer");
  if (a.hasBusiness && b.hasBusiness && a.officeId !== b.officeId) return problem("people.businessInTwoOffices");
  return undefined;
}

type Both = { readonly kept: PersonToMerge; readonly gone: PersonToMerge };

async function moveFacts(
  tx: Tx,
  note: MoveNote,
  { kept, gone }: Both,
): Promise<{ readonly factsMoved: number; readonly factsAside: number }> {
  const facts = await listFactKeys(tx, [kept.personId, gone.personId]);
  const plan = planFacts(facts, { kept: kept.personId, gone: gone.personId });
  const officeOf = (personId: number) => (personId === kept.personId ? kept.officeId : gone.officeId);
  for (const table of FACT_TABLE_NAMES) {
    const changes = plan.filter((one) => one.fact.table === table);
    await changeRows(
      tx,
      note,
      table,
      changes.map(({ fact, toPerson, newKey }) => ({
        find: { person_id: fact.personId, natural_key: bytes(fact.naturalKey) },
        set: {
          person_id: toPerson,
          office_id: officeOf(toPerson),
          ...(newKey ? { natural_key: bytes(keyBeside(fact.naturalKey, fact.personId)) } : {}),
        },
      })),
    );
  }
  const factsMoved = plan.filter((one) => one.toPerson === kept.personId).length;
  const ofGone = facts.filter((fact) => fact.personId === gone.personId).length;
  return { factsMoved, factsAside: ofGone - factsMoved + countSwapped(plan, gone.personId) };
}

function countSwapped(plan: readonly FactMove[], gone: number): number {
  return plan.filter((one) => one.toPerson === gone).length;
}

/** A key of its own for a row whose key the person has already. */
function keyBeside(naturalKey: string, personId: number): string {
  return createHash("sha256").update(`${naturalKey} beside, of ${personId}`).digest("hex").slice(0, 32);
}

/** Every document stays known by the name that its registers give. */
async function moveIdentities(tx: Tx, note: MoveNote, { kept, gone }: Both): Promise<void> {
  const documents = await listDocuments(tx, gone.personId);
  const changes = documents.map(({ index, knownAs }) => ({
    find: { person_id: gone.personId, document_index: bytes(index) },
    set: {
      person_id: kept.personId,
      office_id: kept.officeId,
      known_as: knownAs ?? (gone.name === kept.name ? null : gone.name),
    },
  }));
  await changeRows(tx, note, "people.identities", changes);
}

async function joinPersons(tx: Tx, note: MoveNote, { kept, gone }: Both): Promise<void> {
  for (const personId of [kept.personId, gone.personId]) await takeRows(tx, note, "people.workplaces", personId);
  await changeRows(tx, note, "people.persons", [
    { find: { person_id: kept.personId }, set: personColumns(mergedFields(kept, gone)) },
  ]);
  await takeRows(tx, note, "people.persons", gone.personId);
  await writeWorkplace(tx, kept.personId);
  await noteMade(tx, note, "people.workplaces", kept.personId);
}

async function handOverAll(
  tx: Tx,
  moveId: number,
  { kept, gone }: Both,
  areas: HandOver,
): Promise<Result<number, Problem>> {
  try {
    // Nothing was ever offered: there is nothing to look for in other areas' tables.
    if (!gone.hasBusiness) return ok(0);
    const rows = await handOver(tx, moveId);
    const accounts = await listHandedOver(tx, moveId, "benefits.payee_accounts");
    await areas.rebindAccounts(tx, {
      accounts: accounts.map((one) => one["payee_account_id"] ?? 0),
      from: gone.personId,
      to: kept.personId,
    });
    return ok(rows);
  } catch (cause) {
    // The transaction is lost, as it should be: nothing of this merge stays.
    if (isTwoOffers(cause)) return fail(problem("people.bothOffered"));
    throw cause;
  }
}

function isTwoOffers(cause: unknown): boolean {
  return cause instanceof Error && "constraint" in cause && cause.constraint === "one_open_offer";
}
