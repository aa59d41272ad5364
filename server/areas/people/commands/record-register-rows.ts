import type { Tx } from "../../../storage/index.ts";
import { rowProblem } from "../../registers/index.ts";
import { type ArrayColumn, toArrayColumn } from "../model/array-columns.ts";
import { FACT_TABLES, type FactKind } from "../model/fact-tables.ts";
import { createNewcomerColumns } from "../model/newcomer-columns.ts";
import type { PreparedBearers, PreparedRows, RowFault } from "../model/prepared-rows.ts";
import { createNameReader, nameEndings } from "../model/read-name.ts";
import type { PersonalSecrets } from "../model/secrets.ts";
import { type FactSource, findContradicted, writeFacts } from "../store/facts.ts";
import {
  addEndings,
  createPeople,
  dropEndings,
  findByIndexes,
  type Newcomers,
  takeImportTurn,
} from "../store/identities.ts";
import { admitByEntries } from "../store/library.ts";
import { resolveFields } from "../store/resolve-fields.ts";
import { noteWorkplaces } from "../store/workplaces.ts";
import { type FactBatch, saidTwice } from "./prepare-register-rows.ts";

export type RecordedBatch = FactBatch<FactKind> & FactSource;

export type Recording = {
  readonly added: number;
  readonly changed: number;
  readonly same: number;
  /** Rows that don't fit what is known, by their position among the given rows. */
  readonly failures: readonly RowFault[];
};

/**
 * Links prepared rows to people by document number and writes them as facts, in the caller's transaction. People seen for
 * the first time become observed ones, or enter the library where the register is the library's and their number is whole and valid.
 * Fails single rows with `rows.nameDiffers`, `rows.personOfAnotherOffice` or `rows.twiceInFile` {otherRow}.
 */
export async function recordRegisterRows(
  tx: Tx,
  batch: RecordedBatch,
  prepared: PreparedRows,
  secrets: PersonalSecrets,
): Promise<Recording> {
  await takeImportTurn(tx);
  const { rows, workplaces } = prepared;
  const people = await linkBearers(tx, batch, prepared.bearers, secrets);
  const unlinked = faultsOfRows(rows, people);
  const failures = [...prepared.failures, ...unlinked];
  const facts = [...ownersOf(rows.bearers, people), ...rows.columns];
  const target = { register: batch.kind, table: FACT_TABLES[batch.kind].table };
  const { added, changed } = await writeFacts(tx, target, facts, batch);
  if (added + changed < rows.positions.length - unlinked.length) {
    for (const [at, otherRow] of await findContradicted(tx, target, facts, batch.ownBatches)) {
      failures.push(saidTwice(rows.positions[at] ?? 0, otherRow));
    }
  }
  if (batch.kind === "talents") await admit(tx, people, prepared.bearers);
  if (workplaces.bearers.length > 0)
    await noteWorkplaces(tx, [...ownersOf(workplaces.bearers, people), ...workplaces.columns]);
  return { added, changed, same: prepared.given - added - changed - failures.length, failures };
}

/** Who a bearer is, or why the bearer's rows can't be taken. */
type Linked =
  | { readonly kind: "person"; readonly personId: number; readonly officeId: number; readonly created: boolean }
  | { readonly kind: "fault"; readonly key: string; readonly code: "rows.nameDiffers" | "rows.personOfAnotherOffice" };

async function linkBearers(
  tx: Tx,
  batch: RecordedBatch,
  bearers: PreparedBearers,
  secrets: PersonalSecrets,
): Promise<readonly Linked[]> {
  const { names, indexes, firsts } = bearers;
  const known = await findByIndexes(tx, [toArrayColumn("index", "bytes", indexes)]);
  const unknown = names.flatMap((_, at) => (known.has(at) || firsts[at] !== at ? [] : [at]));
  const created = await createPeople(tx, newcomersAmong(bearers, unknown, secrets), batch);
  await addEndings(
    tx,
    [...created].map(([at, personId]) => {
      return { personId, officeId: batch.officeId, endings: nameEndings(names[at] ?? "") };
    }),
  );
  return names.map((name, at): Linked => {
    const first = firsts[at] ?? at;
    const fresh = created.get(first);
    if (fresh !== undefined) {
      if (name !== names[first]) return { kind: "fault", key: "name", code: "rows.nameDiffers" };
      return { kind: "person", personId: fresh, officeId: batch.officeId, created: true };
    }
    const person = known.get(at);
    if (!person) return { kind: "fault", key: "documentNumber", code: "rows.personOfAnotherOffice" };
    // The library's spelling replaces that of another register, under which somebody was merely observed.
    const mayRename = batch.kind === "talents" && person.standing === "observed";
    const fits = person.name === name || person.knownAs === name;
    if (!fits && !mayRename) return { kind: "fault", key: "name", code: "rows.nameDiffers" };
    return { kind: "person", personId: person.personId, officeId: person.officeId, created: false };
  });
}

function newcomersAmong(
  { names, indexes, documents, newcomers }: PreparedBearers,
  unknown: readonly number[],
  secrets: PersonalSecrets,
): Newcomers {
  if (newcomers) return { columns: newcomers, rows: unknown.map((at) => [at, at] as const) };
  const columns = createNewcomerColumns({ secrets, readName: createNameReader() });
  const rows = unknown.flatMap((at) => {
    const [name, index, document] = [names[at], indexes[at], documents[at]];
    return name === undefined || index === undefined || !document ? [] : [{ at, name, index, document }];
  });
  for (const { name, index, document } of rows) columns.add({ index, bearer: { name, document }, talent: null });
  return { columns: columns.finish(), rows: rows.map(({ at }, row) => [row, at] as const) };
}

function faultsOfRows({ positions, bearers }: PreparedRows["rows"], people: readonly Linked[]): readonly RowFault[] {
  const faults: RowFault[] = [];
  for (let at = 0; at < bearers.length; at += 1) {
    const whose = people[bearers[at] ?? -1];
    if (whose?.kind !== "fault") continue;
    faults.push({ position: positions[at] ?? 0, key: whose.key, problem: rowProblem(whose.code) });
  }
  return faults;
}

/** `person_id` and `office_id` of rows, by their bearers; null where these could not be linked. */
function ownersOf(bearers: Int32Array, people: readonly Linked[]): readonly ArrayColumn[] {
  const owners = Array.from(bearers, (at) => {
    const whose = people[at];
    return whose?.kind === "person" ? whose : undefined;
  });
  return [
    toArrayColumn(
      "person_id",
      "int",
      owners.map((one) => one?.personId ?? null),
    ),
    toArrayColumn(
      "office_id",
      "int",
      owners.map((one) => one?.officeId ?? null),
    ),
  ];
}

/** Those who were just created have their fields already; the others take over what the library now says, if their number is proven. */
async function admit(tx: Tx, people: readonly Linked[], { newcomers, unproven }: PreparedBearers): Promise<void> {
  const ids = people.map((one, at) => (one.kind === "person" && !one.created && !unproven[at] ? one.personId : null));
  if (ids.every((id) => id === null)) return;
  const sounds = (newcomers ?? []).filter(({ name }) => name === "pinyin" || name === "initials");
  const { renamed, disputed } = await admitByEntries(tx, [toArrayColumn("person_id", "int", ids), ...sounds]);
  if (disputed.length > 0) await resolveFields(tx, { people: disputed });
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
