import { hash } from "node:crypto";
import type { Month, Problem } from "@wutong/kernel";
import type { Tx } from "../../../storage/index.ts";
import { type Bearer, type RegisterRows, rowProblem, type TalentRow } from "../../registers/index.ts";
import { FACT_TABLES, type FactContext, type FactKind, type FactTable } from "../model/fact-tables.ts";
import { latestWorkplaces } from "../model/latest-workplaces.ts";
import { type NameReading, nameEndings } from "../model/read-name.ts";
import type { PersonalSecrets } from "../model/secrets.ts";
import { findContradicted, type NewFact, writeFacts } from "../store/facts.ts";
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

/** A row that was read and is sound in itself; `sourceRow` is its number in the file. */
export type SoundRow<Kind extends FactKind> = { readonly sourceRow: number; readonly row: RegisterRows[Kind] };

export type RecordedBatch<Kind extends FactKind> = {
  readonly kind: Kind;
  readonly batchId: number;
  /** Where people who are seen for the first time belong. */
  readonly officeId: number;
  readonly throughMonth: Month;
  readonly now: Date;
  /** Batches of this register that reach further. */
  readonly laterBatches: readonly number[];
};

export type Recording = {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Rows that don't fit what is known, by their position among the given rows. */
  readonly failures: readonly { readonly position: number; readonly key: string; readonly problem: Problem }[];
};

/**
 * Links rows of a register to people by document number and writes them as facts, in the caller's transaction. People seen
 * for the first time become observed ones, or enter the library where the register is the library's.
 * Fails single rows with `rows.nameDiffers`, `rows.personOfAnotherOffice` or `rows.twiceInFile` {otherRow}.
 */
export async function recordRegisterRows<Kind extends FactKind>(
  tx: Tx,
  batch: RecordedBatch<Kind>,
  rows: readonly SoundRow<Kind>[],
  tools: { readonly secrets: PersonalSecrets; readonly readName: (name: string) => NameReading },
): Promise<Recording> {
  await takeImportTurn(tx);
  const failures: Failure[] = [];
  const linked = await linkToPeople(tx, batch, rows, { ...tools, failures });
  const facts = distinctFacts(batch, linked, { ...tools, failures });
  const target = {
    register: batch.kind,
    table: FACT_TABLES[batch.kind].table,
    columns: FACT_TABLES[batch.kind].columns,
  };
  const written = await writeFacts(
    tx,
    target,
    facts.map((one) => one.fact),
    batch,
  );
  const unwritten = facts.length - written.added - written.changed;
  const contradicted =
    unwritten > 0
      ? await findContradicted(
          tx,
          target,
          facts.map((one) => one.fact),
          batch.batchId,
        )
      : new Map<number, number>();
  for (const [at, otherRow] of contradicted) failures.push(twice(facts[at]?.position ?? 0, otherRow));
  if (batch.kind === "talents") await admit(tx, linked, tools.readName);
  await noteWorkplaces(tx, latestWorkplaces(batch.kind, linked));
  const { added, changed } = written;
  return { added, changed, same: rows.length - added - changed - failures.length, failures };
}

type Failure = Recording["failures"][number];
type Tools = {
  readonly secrets: PersonalSecrets;
  readonly readName: (name: string) => NameReading;
  readonly failures: Failure[];
};

/** A row and whose it is. */
export type LinkedRow<Kind extends FactKind> = SoundRow<Kind> & {
  readonly position: number;
  readonly personId: number;
  readonly officeId: number;
  readonly created: boolean;
};

async function linkToPeople<Kind extends FactKind>(
  tx: Tx,
  batch: RecordedBatch<Kind>,
  rows: readonly SoundRow<Kind>[],
  { secrets, readName, failures }: Tools,
): Promise<readonly LinkedRow<Kind>[]> {
  const indexOf = new Map<string, string>();
  for (const { row } of rows) {
    const { number } = row.document;
    if (!indexOf.has(number)) indexOf.set(number, secrets.documentIndex(number));
  }
  const known = await findByIndexes(tx, [...indexOf.values()]);
  const unknown = new Map<string, Bearer>();
  for (const { row } of rows) {
    const index = indexOf.get(row.document.number) ?? "";
    if (!known.has(index) && !unknown.has(index)) unknown.set(index, row);
  }
  const seen = [...unknown].map(([index, bearer]) => firstSeen(index, bearer, batch.kind, { secrets, readName }));
  const created = await createPeople(tx, seen, batch);
  return rows.flatMap((one, position) => {
    const index = indexOf.get(one.row.document.number) ?? "";
    const fresh = created.get(index);
    const person =
      fresh === undefined ? known.get(index) : newcomer(fresh, batch.officeId, unknown.get(index)?.name ?? "");
    if (!person) {
      failures.push({ position, key: "documentNumber", problem: rowProblem("rows.personOfAnotherOffice") });
      return [];
    }
    if (
      person.name !== one.row.name &&
      !(batch.kind === "talents" && person.standing === "observed" && fresh === undefined)
    ) {
      failures.push({ position, key: "name", problem: rowProblem("rows.nameDiffers") });
      return [];
    }
    return [{ ...one, position, personId: person.personId, officeId: person.officeId, created: fresh !== undefined }];
  });
}

function newcomer(personId: number, officeId: number, name: string): KnownPerson {
  return { personId, officeId, name, standing: "observed" };
}

function firstSeen(
  index: string,
  bearer: Bearer,
  kind: FactKind,
  { secrets, readName }: Omit<Tools, "failures">,
): FirstSeen {
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

type Placed = { readonly position: number; readonly fact: NewFact };

/** Turns rows into facts; a row that the chunk holds twice is written once, and one that contradicts an earlier one fails. */
function distinctFacts<Kind extends FactKind>(
  batch: RecordedBatch<Kind>,
  rows: readonly LinkedRow<Kind>[],
  { secrets, failures }: Tools,
): readonly Placed[] {
  const table: FactTable<RegisterRows[Kind]> = FACT_TABLES[batch.kind];
  const context: FactContext = {
    seal: secrets.sealIn,
    certificateKey: secrets.certificateKey,
    documentIndex: secrets.documentIndex,
    officeId: batch.officeId,
    throughMonth: batch.throughMonth,
  };
  const first = new Map<string, NewFact>();
  const placed: Placed[] = [];
  for (const one of rows) {
    const fact = toFact(table, one, context);
    const key = `${fact.personId} ${fact.naturalKey}`;
    const before = first.get(key);
    if (before) {
      if (before.contentDigest !== fact.contentDigest) failures.push(twice(one.position, before.sourceRow ?? 0));
      continue;
    }
    first.set(key, fact);
    placed.push({ position: one.position, fact });
  }
  return placed;
}

function toFact<Kind extends FactKind>(
  table: FactTable<RegisterRows[Kind]>,
  one: LinkedRow<Kind>,
  context: FactContext,
): NewFact {
  const values = table.values(one.row, context);
  let content = table.beyondColumns?.(one.row, context) ?? "";
  // A sealed value differs each time that it is sealed; `beyondColumns` speaks for it.
  for (const [at, [column]] of table.columns.entries()) {
    if (!column.startsWith("sealed_")) content += `\u001f${values[at] ?? "\u0000"}`;
  }
  return {
    personId: one.personId,
    officeId: one.officeId,
    naturalKey: digest16(table.naturalKey(one.row, context)),
    contentDigest: digest16(content),
    sourceRow: one.sourceRow,
    values,
  };
}

function digest16(text: string): string {
  return hash("sha256", text, "hex").slice(0, 32);
}

function twice(position: number, otherRow: number): Failure {
  return { position, key: "name", problem: rowProblem("rows.twiceInFile", { otherRow }) };
}

/** Those who were just created have their fields already; the others take over what the library now says. */
async function admit(tx: Tx, rows: readonly LinkedRow<FactKind>[], readName: Tools["readName"]): Promise<void> {
  const people = new Map(rows.filter((one) => !one.created).map((one) => [one.personId, one.row.name]));
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
