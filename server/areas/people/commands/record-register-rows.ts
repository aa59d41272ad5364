import type { Tx } from "../../../storage/index.ts";
import { type Bearer, rowProblem, type TalentRow } from "../../registers/index.ts";
import { FACT_TABLES, type FactKind } from "../model/fact-tables.ts";
import { latestWorkplaces } from "../model/latest-workplaces.ts";
import { type NameReading, nameEndings } from "../model/read-name.ts";
import type { PersonalSecrets } from "../model/secrets.ts";
import { type FactSource, findContradicted, type NewFact, writeFacts } from "../store/facts.ts";
import {
  addEndings,
  createPeople,
  dropEndings,
  type FirstSeen,
  findByIndexes,
  type KnownPerson,
  takeImportTurn,
} from "../store/identities.ts";
import { admitByEntries } from "../store/library.ts";
import { noteWorkplaces } from "../store/workplaces.ts";
import {
  type FactBatch,
  type PreparedRow,
  type PreparedRows,
  type RowFault,
  saidTwice,
} from "./prepare-register-rows.ts";

export type RecordedBatch = FactBatch<FactKind> & FactSource;

export type Recording = {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Rows that don't fit what is known, by their position among the given rows. */
  readonly failures: readonly RowFault[];
};

type Tools = { readonly secrets: PersonalSecrets; readonly readName: (name: string) => NameReading };

/**
 * Links prepared rows to people by document number and writes them as facts, in the caller's transaction. People seen for
 * the first time become observed ones, or enter the library where the register is the library's.
 * Fails single rows with `rows.nameDiffers`, `rows.personOfAnotherOffice` or `rows.twiceInFile` {otherRow}.
 */
export async function recordRegisterRows(
  tx: Tx,
  batch: RecordedBatch,
  prepared: PreparedRows,
  tools: Tools,
): Promise<Recording> {
  await takeImportTurn(tx);
  const failures = [...prepared.failures];
  const linked = await linkToPeople(tx, batch, prepared.rows, { ...tools, failures });
  const facts = linked.map(toFact);
  const { table, columns } = FACT_TABLES[batch.kind];
  const target = { register: batch.kind, table, columns };
  const { added, changed } = await writeFacts(tx, target, facts, batch);
  if (added + changed < facts.length) {
    for (const [at, otherRow] of await findContradicted(tx, target, facts, batch.batchId)) {
      failures.push(saidTwice(linked[at]?.position ?? 0, otherRow));
    }
  }
  if (batch.kind === "talents") await admit(tx, linked, tools.readName);
  await noteWorkplaces(tx, latestWorkplaces(batch.kind, linked));
  return { added, changed, same: prepared.given - added - changed - failures.length, failures };
}

/** A row and whose it is. */
type LinkedRow = PreparedRow & { readonly personId: number; readonly officeId: number; readonly created: boolean };

async function linkToPeople(
  tx: Tx,
  batch: RecordedBatch,
  rows: readonly PreparedRow[],
  { failures, ...tools }: Tools & { readonly failures: RowFault[] },
): Promise<readonly LinkedRow[]> {
  const known = await findByIndexes(tx, [...new Set(rows.map((one) => one.index))]);
  const unknown = new Map<string, Bearer>();
  for (const { index, bearer } of rows) if (!known.has(index) && !unknown.has(index)) unknown.set(index, bearer);
  const seen = [...unknown].map(([index, bearer]) => firstSeen(index, bearer, batch.kind, tools));
  const created = await createPeople(tx, seen, batch);
  return rows.flatMap((one) => {
    const fresh = created.get(one.index);
    const person =
      fresh === undefined ? known.get(one.index) : newcomer(fresh, batch, unknown.get(one.index)?.name ?? "");
    if (!person) {
      failures.push({
        position: one.position,
        key: "documentNumber",
        problem: rowProblem("rows.personOfAnotherOffice"),
      });
      return [];
    }
    // The library's spelling replaces that of another register, under which somebody was merely observed.
    const mayRename = batch.kind === "talents" && person.standing === "observed" && fresh === undefined;
    if (person.name !== one.bearer.name && !mayRename) {
      failures.push({ position: one.position, key: "name", problem: rowProblem("rows.nameDiffers") });
      return [];
    }
    return [{ ...one, personId: person.personId, officeId: person.officeId, created: fresh !== undefined }];
  });
}

function newcomer(personId: number, { officeId }: RecordedBatch, name: string): KnownPerson {
  return { personId, officeId, name, standing: "observed" };
}

function firstSeen(index: string, bearer: Bearer, kind: FactKind, { secrets, readName }: Tools): FirstSeen {
  const { name, document } = bearer;
  const talent = kind === "talents" ? (bearer as TalentRow) : null;
  return {
    index,
    documentKind: document.kind,
    sealedNumber: secrets.sealDocument(document.number),
    name,
    ...readName(name),
    sex: document.sex ?? talent?.sex ?? null,
    birth: document.birth ?? talent?.birth ?? null,
    endings: nameEndings(name),
    library: talent,
  };
}

function toFact({ personId, officeId, naturalKey, contentDigest, sourceRow, values }: LinkedRow): NewFact {
  return { personId, officeId, naturalKey, contentDigest, sourceRow, values };
}

/** Those who were just created have their fields already; the others take over what the library now says. */
async function admit(tx: Tx, rows: readonly LinkedRow[], readName: Tools["readName"]): Promise<void> {
  const people = new Map(rows.filter((one) => !one.created).map((one) => [one.personId, one.bearer.name]));
  const renamed = await admitByEntries(
    tx,
    [...people].map(([personId, name]) => ({ personId, ...readName(name) })),
  );
  if (renamed.length === 0) return;
  await dropEndings(
    tx,
    renamed.map((one) => one.personId),
  );
  await addEndings(
    tx,
    renamed.map(({ name, ...one }) => ({ ...one, endings: nameEndings(name) })),
  );
}
