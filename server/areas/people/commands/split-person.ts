import { readDocument } from "@wutong/codes";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { Tx } from "../../../storage/index.ts";
import { FACT_TABLES, type FactKind } from "../model/fact-tables.ts";
import { documentKey, type FactKey } from "../model/links.ts";
import { createNameReader } from "../model/read-name.ts";
import type { PersonalSecrets } from "../model/secrets.ts";
import { type DocumentOfPerson, listDocuments } from "../store/documents-of-person.ts";
import { takeImportTurn } from "../store/identities.ts";
import {
  bytes,
  changeRows,
  listFactKeys,
  type MoveNote,
  noteMade,
  notePerson,
  takeRows,
  writeWorkplace,
} from "../store/move-rows.ts";
import { insertMove, lockPeopleToMerge, nextPersonId, sealMove } from "../store/moves.ts";
import { writeEndings } from "../store/name-endings.ts";
import { admitFromEntries, insertSplitPerson } from "../store/split-rows.ts";

export type SplitPerson = {
  readonly personId: number;
  /** Keys of documents, as `describeParts` gives them. */
  readonly documents: readonly string[];
  /** Everything that a batch of a register said, or single rows of it. */
  readonly sources: readonly { readonly kind: FactKind; readonly batchId: number }[];
  readonly by: string;
  readonly reason: string;
  readonly now: Date;
};

export type Split = {
  readonly moveId: number;
  readonly personId: number;
  readonly newPersonId: number;
  readonly officeId: number;
  readonly documents: number;
  readonly facts: number;
};

/**
 * Takes documents, and what batches of registers said, out of a person into a new one. What Wutong has offered and paid stays with the
 * person. Problems: `http.notFound`, `people.splitNothing`, `people.splitEverything`.
 */
export async function splitPerson(
  tx: Tx,
  given: SplitPerson,
  secrets: PersonalSecrets,
): Promise<Result<Split, Problem>> {
  await takeImportTurn(tx);
  const [person] = await lockPeopleToMerge(tx, [given.personId]);
  if (!person) return fail(problem("http.notFound"));
  const documents = await listDocuments(tx, given.personId);
  const taken = documents.filter(({ index }) => given.documents.includes(documentKey(index)));
  // Who has no document is found by no row: both sides keep one.
  if (taken.length === 0) return fail(problem("people.splitNothing"));
  if (taken.length === documents.length) return fail(problem("people.splitEverything"));
  const newPersonId = await nextPersonId(tx);
  const { officeId } = person;
  const moveId = await insertMove(tx, {
    officeId,
    secondOfficeId: null,
    kind: "split",
    fromPerson: given.personId,
    toPerson: newPersonId,
    confirmed: true,
    ...given,
  });
  const note = { moveId, officeId };
  await notePerson(tx, note, given.personId);
  await takeRows(tx, note, "people.workplaces", given.personId);
  const own = ownFields(taken, person.name, secrets);
  await insertSplitPerson(tx, { ...own, personId: newPersonId, officeId, now: given.now });
  await noteMade(tx, note, "people.persons", newPersonId);
  await moveDocuments(tx, note, { taken, from: given.personId, to: newPersonId, name: own.name });
  const facts = factsOf(await listFactKeys(tx, [given.personId]), given.sources);
  await moveRows(tx, note, facts, newPersonId);
  for (const personId of [given.personId, newPersonId]) {
    await admitFromEntries(tx, personId);
    await writeWorkplace(tx, personId);
    await noteMade(tx, note, "people.workplaces", personId);
  }
  await writeEndings(tx, [given.personId, newPersonId]);
  await sealMove(tx, moveId, [given.personId, newPersonId]);
  return ok({ moveId, personId: given.personId, newPersonId, officeId, documents: taken.length, facts: facts.length });
}

function ownFields(taken: readonly DocumentOfPerson[], personName: string, secrets: PersonalSecrets) {
  const [best] = taken;
  const name = best?.knownAs ?? personName;
  const number = best && secrets.openDocument(best.sealed);
  const read = best && number ? readDocument(best.kind, number) : undefined;
  const { birth = null, sex = null } = read?.ok ? read.value : {};
  return { name, ...createNameReader()(name), birth: birth ?? null, sex: sex ?? null };
}

async function moveDocuments(
  tx: Tx,
  note: MoveNote,
  move: {
    readonly taken: readonly DocumentOfPerson[];
    readonly from: number;
    readonly to: number;
    readonly name: string;
  },
): Promise<void> {
  const changes = move.taken.map(({ index, knownAs }) => ({
    find: { person_id: move.from, document_index: bytes(index) },
    set: { person_id: move.to, known_as: knownAs === move.name ? null : knownAs },
  }));
  await changeRows(tx, note, "people.identities", changes);
}

function factsOf(facts: readonly FactKey[], sources: SplitPerson["sources"]): readonly FactKey[] {
  const named = new Set(sources.map(({ kind, batchId }) => `${FACT_TABLES[kind].table} ${batchId}`));
  return facts.filter((fact) => fact.batchId !== null && named.has(`${fact.table} ${fact.batchId}`));
}

async function moveRows(tx: Tx, note: MoveNote, facts: readonly FactKey[], to: number): Promise<void> {
  for (const [table, rows] of Map.groupBy(facts, (fact) => fact.table)) {
    const changes = rows.map((fact) => ({
      find: { person_id: fact.personId, natural_key: bytes(fact.naturalKey) },
      set: { person_id: to },
    }));
    await changeRows(tx, note, table, changes);
  }
}
