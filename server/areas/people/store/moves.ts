import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { PersonFields, PersonToMerge } from "../model/links.ts";

/** A merge or a split as it was made. */
export type Move = {
  readonly moveId: number;
  readonly officeId: number;
  readonly kind: "merge" | "split";
  readonly fromPerson: number;
  readonly toPerson: number;
  readonly confirmed: boolean;
  readonly madeBy: string;
  /** Null where a comparison made it by itself. */
  readonly madeByAccount: number | null;
  readonly madeAt: Date;
  readonly reason: string;
  readonly stateAfter: States;
  readonly undoneAt: Date | null;
  readonly undoneBy: string | null;
};

/** By person's number, then by table: a digest of what there is. */
export type States = Readonly<Record<string, Readonly<Record<string, string>>>>;

const TENANT = sql`tenant_id = (SELECT access.current_tenant())`;
const COLUMNS = sql`move_id AS "moveId", office_id AS "officeId", kind, from_person AS "fromPerson", to_person AS "toPerson", confirmed, made_by AS "madeBy", made_by_account AS "madeByAccount",
  made_at AS "madeAt", reason, state_after AS "stateAfter", undone_at AS "undoneAt", undone_by AS "undoneBy"`;

/** Those of the given people whom the session sees, their rows held until the transaction ends. */
export async function lockPeopleToMerge(tx: Tx, personIds: readonly number[]): Promise<readonly PersonToMerge[]> {
  const { rows } = await sql<PersonToMerge>`
    SELECT person_id AS "personId", office_id AS "officeId", standing, name, pinyin, initials, sex, birth, native_place AS "nativePlace", residence,
      team, talent_class AS "talentClass", phone, conflicts, disputed,
      ARRAY(SELECT i.kind FROM people.identities i WHERE i.tenant_id = p.tenant_id AND i.person_id = p.person_id) AS documents,
      people.has_business(person_id) AS "hasBusiness"
    FROM people.persons p WHERE p.${TENANT} AND person_id = ANY (${[...personIds]}::int[]) ORDER BY person_id FOR UPDATE`.execute(
    tx,
  );
  return rows;
}

export type NewMove = {
  readonly officeId: number;
  readonly secondOfficeId: number | null;
  readonly kind: Move["kind"];
  readonly fromPerson: number;
  readonly toPerson: number;
  readonly confirmed: boolean;
  readonly by: string;
  readonly reason: string;
  readonly now: Date;
};

export async function insertMove(tx: Tx, move: NewMove): Promise<number> {
  const { rows } = await sql<{ move_id: number }>`
    INSERT INTO people.moves (tenant_id, office_id, second_office_id, kind, from_person, to_person, confirmed, made_by, made_by_account, made_at, reason)
    VALUES (access.current_tenant(), ${move.officeId}, ${move.secondOfficeId}, ${move.kind}, ${move.fromPerson}, ${move.toPerson}, ${move.confirmed},
      ${move.by}, access.current_account(), ${move.now}, ${move.reason}) RETURNING move_id`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("a move was not inserted");
  return row.move_id;
}

/** Lays down what the persons have now, as what the move left behind. */
export async function sealMove(tx: Tx, moveId: number, personIds: readonly number[]): Promise<void> {
  await sql`UPDATE people.moves SET state_after = ${JSON.stringify(await readStates(tx, personIds))}::jsonb
    WHERE ${TENANT} AND move_id = ${moveId}`.execute(tx);
}

export async function findMove(tx: Tx, moveId: number): Promise<Move | undefined> {
  const { rows } =
    await sql<Move>`SELECT ${COLUMNS} FROM people.moves WHERE ${TENANT} AND move_id = ${moveId} FOR UPDATE`.execute(tx);
  return rows[0];
}

/** Merges and splits in which a person took part, or one who was merged into them; the newest first. */
export async function listMoves(tx: Tx, personIds: readonly number[]): Promise<readonly Move[]> {
  const ids = [...personIds];
  const { rows } = await sql<Move>`
    SELECT ${COLUMNS} FROM people.moves WHERE ${TENANT} AND (to_person = ANY (${ids}::int[]) OR from_person = ANY (${ids}::int[]))
    ORDER BY move_id DESC LIMIT 100`.execute(tx);
  return rows;
}

/** A later move, still standing, that took part in the same persons. */
export async function findLaterMove(tx: Tx, move: Move): Promise<number | undefined> {
  const both = [move.fromPerson, move.toPerson];
  const { rows } = await sql<{ move_id: number }>`
    SELECT move_id FROM people.moves WHERE ${TENANT} AND move_id > ${move.moveId} AND undone_at IS NULL
      AND (to_person = ANY (${both}::int[]) OR from_person = ANY (${both}::int[])) ORDER BY move_id DESC LIMIT 1`.execute(
    tx,
  );
  return rows[0]?.move_id;
}

export async function readStates(tx: Tx, personIds: readonly number[]): Promise<States> {
  const { rows } = await sql<{ id: number; state: Record<string, string> }>`
    SELECT id, people.state_of_person(id) AS state FROM unnest(${[...personIds]}::int[]) AS i (id)`.execute(tx);
  return Object.fromEntries(rows.map((row) => [String(row.id), row.state]));
}

export async function markUndone(
  tx: Tx,
  moveId: number,
  by: { readonly by: string; readonly now: Date },
): Promise<void> {
  await sql`UPDATE people.moves SET undone_by = ${by.by}, undone_at = ${by.now}, undone_in = pg_current_xact_id()::text::bigint
    WHERE ${TENANT} AND move_id = ${moveId}`.execute(tx);
}

export async function setConfirmed(tx: Tx, moveId: number, confirmed: boolean): Promise<void> {
  await sql`UPDATE people.moves SET confirmed = ${confirmed} WHERE ${TENANT} AND move_id = ${moveId}`.execute(tx);
}

/** Rows of other areas that hold a person's number; how many were handed over. */
export async function handOver(tx: Tx, moveId: number): Promise<number> {
  const { rows } = await sql<{ rows: number }>`SELECT people.hand_over(${moveId}) AS rows`.execute(tx);
  return rows[0]?.rows ?? 0;
}

export async function takeBack(tx: Tx, moveId: number): Promise<void> {
  await sql`SELECT people.take_back(${moveId})`.execute(tx);
}

/** The number that a row of another area was handed over with, from the move's notes: `{payee_account_id: 7}`. */
export async function listHandedOver(
  tx: Tx,
  moveId: number,
  table: string,
): Promise<readonly Readonly<Record<string, number>>[]> {
  const { rows } = await sql<{ found: Record<string, number> }>`
    SELECT found FROM people.moved_rows WHERE ${TENANT} AND move_id = ${moveId} AND table_name = ${table} ORDER BY number`.execute(
    tx,
  );
  return rows.map((row) => row.found);
}

export async function nextPersonId(tx: Tx): Promise<number> {
  const { rows } = await sql<{ id: number }>`SELECT nextval('people.persons_person_id_seq')::int AS id`.execute(tx);
  return rows[0]?.id ?? 0;
}

/** The columns of a person's own row by the names that the model has. */
export function personColumns(fields: PersonFields): Readonly<Record<string, unknown>> {
  const { nativePlace, talentClass, birth, ...same } = fields;
  return {
    ...same,
    native_place: nativePlace,
    talent_class: talentClass,
    birth: birth === null ? null : dayText(birth),
  };
}

function dayText(day: number): string {
  return new Date(day * 86_400_000).toISOString().slice(0, 10);
}
