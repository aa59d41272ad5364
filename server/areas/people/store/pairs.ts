import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { ComparedField } from "../model/links.ts";

export type PairState = "waiting" | "later" | "proposed" | "merged" | "same" | "different" | "gone";

export type Pair = {
  readonly pairId: number;
  readonly officeId: number;
  readonly secondOfficeId: number | null;
  /** Numbers at the time; who was merged since is found by them all the same. */
  readonly firstPerson: number;
  readonly secondPerson: number;
  readonly band: "automatic" | "review";
  readonly weight: number;
  readonly fields: readonly ComparedField[];
  readonly state: PairState;
  readonly stateAt: Date;
  readonly decidedBy: number | null;
  readonly reason: string;
  readonly moveId: number | null;
};

const TENANT = sql`p.tenant_id = (SELECT access.current_tenant())`;
/** Row security says it again; this lets the index be used. */
const IN_SIGHT = sql`${TENANT} AND p.office_id = ANY ((SELECT access.visible_offices())::int[])`;
const COLUMNS = sql`p.pair_id AS "pairId", p.office_id AS "officeId", p.second_office_id AS "secondOfficeId", p.first_person AS "firstPerson",
  p.second_person AS "secondPerson", p.band, p.weight, p.fields, p.state, p.state_at AS "stateAt", p.decided_by AS "decidedBy", p.reason, p.move_id AS "moveId"`;

export type NewPair = {
  readonly officeId: number;
  readonly secondOfficeId: number | null;
  readonly firstPerson: number;
  readonly secondPerson: number;
  readonly band: Pair["band"];
  readonly weight: number;
  readonly fields: readonly ComparedField[];
};

/**
 * Writes what a comparison found. A pair that was found before keeps its number and what was decided of it; only what weighs is
 * renewed while nobody has decided. Returns those that are new.
 */
export async function writePairs(
  tx: Tx,
  comparison: { readonly comparisonId: number; readonly now: Date },
  pairs: readonly NewPair[],
): Promise<readonly Pick<Pair, "pairId" | "firstPerson" | "secondPerson" | "band">[]> {
  const { rows } = await sql<Pick<Pair, "pairId" | "firstPerson" | "secondPerson" | "band"> & { fresh: boolean }>`
    INSERT INTO people.pairs AS t (tenant_id, office_id, second_office_id, first_person, second_person, comparison_id, band, weight, fields, state, state_at)
    SELECT (SELECT access.current_tenant()), n."officeId", n."secondOfficeId", n."firstPerson", n."secondPerson", ${comparison.comparisonId}::int, n.band,
      n.weight, n.fields, 'waiting', ${comparison.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) AS n ("officeId" int, "secondOfficeId" int, "firstPerson" int, "secondPerson" int,
      band text, weight double precision, fields jsonb)
    ON CONFLICT (tenant_id, first_person, second_person) DO UPDATE
    SET comparison_id = excluded.comparison_id, band = excluded.band, weight = excluded.weight, fields = excluded.fields
    WHERE t.state IN ('waiting', 'later')
    RETURNING pair_id AS "pairId", first_person AS "firstPerson", second_person AS "secondPerson", band, old.pair_id IS NULL AS fresh`.execute(
    tx,
  );
  return rows.filter((row) => row.fresh);
}

/** Holds the pair until the transaction ends. */
export async function lockPair(tx: Tx, pairId: number): Promise<Pair | undefined> {
  const { rows } =
    await sql<Pair>`SELECT ${COLUMNS} FROM people.pairs p WHERE ${TENANT} AND pair_id = ${pairId} FOR UPDATE`.execute(
      tx,
    );
  return rows[0];
}

export type Decision = {
  readonly pairId: number;
  readonly state: PairState;
  readonly reason: string;
  readonly moveId: number | null;
  readonly now: Date;
};

export async function saveDecision(tx: Tx, decision: Decision): Promise<void> {
  await sql`UPDATE people.pairs p SET state = ${decision.state}, reason = ${decision.reason}, move_id = ${decision.moveId}, state_at = ${decision.now},
      decided_by = access.current_account() WHERE ${TENANT} AND pair_id = ${decision.pairId}`.execute(tx);
}

/** The pair of a merge that is undone, or confirmed, from elsewhere than the queue. */
export async function findPairOfMove(tx: Tx, moveId: number): Promise<Pair | undefined> {
  const { rows } =
    await sql<Pair>`SELECT ${COLUMNS} FROM people.pairs p WHERE ${TENANT} AND move_id = ${moveId} FOR UPDATE`.execute(
      tx,
    );
  return rows[0];
}

/** Where a page of the queue ends. */
export type PairPlace = { readonly weight: number; readonly pairId: number };

/** The most certain first; those put off come back after all others only when asked for by their state. */
export async function listPairs(
  tx: Tx,
  state: PairState,
  page: { readonly after: PairPlace | undefined; readonly limit: number },
): Promise<readonly Pair[]> {
  const after = page.after
    ? sql`(p.weight < ${page.after.weight} OR (p.weight = ${page.after.weight} AND p.pair_id > ${page.after.pairId}))`
    : sql`true`;
  const { rows } = await sql<Pair>`
    SELECT ${COLUMNS} FROM people.pairs p WHERE ${IN_SIGHT} AND p.state = ${state} AND ${after}
    ORDER BY p.weight DESC, p.pair_id LIMIT ${page.limit}`.execute(tx);
  return rows;
}

export async function countPairs(tx: Tx): Promise<Readonly<Partial<Record<PairState, number>>>> {
  const { rows } = await sql<{ state: PairState; pairs: number }>`
    SELECT p.state, count(*)::int AS pairs FROM people.pairs p WHERE ${IN_SIGHT} GROUP BY p.state`.execute(tx);
  return Object.fromEntries(rows.map((row) => [row.state, row.pairs]));
}

/** Pairs that ask something of somebody; of the proposed those that the session's account didn't propose. */
export async function countPairTasks(
  tx: Tx,
): Promise<{ readonly waiting: number; readonly merged: number; readonly proposed: number }> {
  const { rows } = await sql<{ waiting: number; merged: number; proposed: number }>`
    SELECT count(*) FILTER (WHERE p.state = 'waiting')::int AS waiting, count(*) FILTER (WHERE p.state = 'merged')::int AS merged,
      count(*) FILTER (WHERE p.state = 'proposed' AND p.decided_by IS DISTINCT FROM (SELECT access.current_account()))::int AS proposed
    FROM people.pairs p WHERE ${IN_SIGHT} AND p.state IN ('waiting', 'merged', 'proposed')`.execute(tx);
  return rows[0] ?? { waiting: 0, merged: 0, proposed: 0 };
}

/** Open pairs both of whose people are one of these numbers, all of one person now: nothing is left to decide. */
export async function closeJoinedPairs(tx: Tx, numbers: readonly number[], now: Date): Promise<void> {
  const ids = [...numbers];
  await sql`
    UPDATE people.pairs p SET state = 'gone', state_at = ${now}
    WHERE ${TENANT} AND p.state IN ('waiting', 'later') AND p.first_person = ANY (${ids}::int[]) AND p.second_person = ANY (${ids}::int[])`.execute(
    tx,
  );
}

/** Pairs that were settled by a merge which is undone: between the one's numbers and the other's there is something to decide again. */
export async function reopenPairs(
  tx: Tx,
  between: { readonly one: readonly number[]; readonly other: readonly number[]; readonly now: Date },
): Promise<void> {
  const [one, other] = [sql`(${[...between.one]}::int[])`, sql`(${[...between.other]}::int[])`];
  await sql`
    UPDATE people.pairs p SET state = 'waiting', state_at = ${between.now} WHERE ${TENANT} AND p.state = 'gone'
      AND (p.first_person = ANY ${one} AND p.second_person = ANY ${other} OR p.first_person = ANY ${other} AND p.second_person = ANY ${one})`.execute(
    tx,
  );
}

/** How often each level of each field stood in pairs that people decided on: what weights are learnt from. */
export async function countDecidedLevels(
  tx: Tx,
): Promise<
  readonly { readonly field: string; readonly level: number; readonly same: boolean; readonly pairs: number }[]
> {
  const { rows } = await sql<{ field: string; level: number; same: boolean; pairs: number }>`
    SELECT f.field, f.level, p.state = 'same' AS same, count(*)::int AS pairs
    FROM people.pairs p, jsonb_to_recordset(p.fields) AS f (field text, level int)
    WHERE ${IN_SIGHT} AND p.state IN ('same', 'different') AND p.decided_by IS NOT NULL GROUP BY 1, 2, 3`.execute(tx);
  return rows;
}
