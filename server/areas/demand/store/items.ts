import { sql } from "kysely";
import type { Database, Tx } from "../../../storage/index.ts";
import type { Demand, ItemState } from "../model.ts";

export type NewItem = Demand & {
  readonly creditCode: string;
  readonly employer: string;
  readonly discipline: string | null;
};

type Origin = {
  readonly officeId: number;
  readonly waveId: number | null;
  readonly invitationId: number | null;
  readonly state: ItemState;
  readonly atLeast: boolean;
  readonly now: Date;
};

const COLUMNS = sql`("creditCode" text, employer text, post text, headcount int, education text, "titleLevel" text, field text,
  "salaryFromYuan" int, "salaryToYuan" int, "urgentUntil" date, discipline text)`;

export async function insertItems(tx: Tx, origin: Origin, items: readonly NewItem[]): Promise<void> {
  if (items.length === 0) return;
  await sql`
    INSERT INTO demand.items (tenant_id, office_id, wave_id, invitation_id, credit_code, employer, post, headcount, education,
      title_level, field, salary_from, salary_to, urgent_until, discipline, state, at_least, recorded_at)
    SELECT access.current_tenant(), ${origin.officeId}, ${origin.waveId}::int, ${origin.invitationId}::int, i."creditCode", i.employer,
      i.post, i.headcount, i.education, i."titleLevel", i.field, i."salaryFromYuan", i."salaryToYuan", i."urgentUntil", i.discipline,
      ${origin.state}, ${origin.atLeast}, ${origin.now}::timestamptz
    FROM jsonb_to_recordset(${JSON.stringify(items)}::jsonb) AS i ${COLUMNS}`.execute(tx);
}

/** What an employer says anew of an item of theirs: changed, it is to be looked at again; the same, it stays as it was decided. */
export async function correctItem(tx: Tx, invitationId: number, itemId: number, item: NewItem): Promise<boolean> {
  const result = await sql`
    WITH said AS (SELECT * FROM jsonb_to_record(${JSON.stringify(item)}::jsonb) AS i ${COLUMNS}),
    changed AS (
      UPDATE demand.items t SET post = s.post, headcount = s.headcount, education = s.education, title_level = s."titleLevel",
        field = s.field, salary_from = s."salaryFromYuan", salary_to = s."salaryToYuan", urgent_until = s."urgentUntil",
        discipline = s.discipline, state = 'received', reason = '', merged_into = NULL
      FROM said s WHERE t.tenant_id = access.current_tenant() AND t.invitation_id = ${invitationId} AND t.item_id = ${itemId}
        AND (t.state = 'withdrawn' OR (t.post, t.headcount, t.education, t.title_level, t.field, t.salary_from, t.salary_to, t.urgent_until)
          IS DISTINCT FROM (s.post, s.headcount, s.education, s."titleLevel", s.field, s."salaryFromYuan", s."salaryToYuan", s."urgentUntil"))
    )
    SELECT FROM demand.items WHERE tenant_id = access.current_tenant() AND invitation_id = ${invitationId} AND item_id = ${itemId}`.execute(
    tx,
  );
  return result.rows.length === 1;
}

/** What an answer no longer names. */
export async function withdrawOthers(tx: Tx, invitationId: number, kept: readonly number[]): Promise<void> {
  await sql`
    UPDATE demand.items SET state = 'withdrawn'
    WHERE tenant_id = access.current_tenant() AND invitation_id = ${invitationId} AND item_id <> ALL (${[...kept]}::int[])
      AND state <> 'withdrawn'`.execute(tx);
}

export type Item = Demand & {
  readonly itemId: number;
  readonly officeId: number;
  readonly waveId: number | null;
  readonly creditCode: string;
  readonly employer: string;
  readonly state: ItemState;
  readonly reason: string;
  readonly discipline: string | null;
  readonly occupation: string | null;
  readonly duplicateOf: number | null;
  readonly mergedInto: number | null;
  readonly published: boolean;
};

export type ItemFilter = {
  readonly waveId?: number | undefined;
  readonly state?: ItemState | undefined;
  readonly creditCode?: string | undefined;
  readonly education?: string | undefined;
};

/** The one condition by which items are listed and counted: withdrawn and merged ones only where they are asked for. */
function matching({ waveId, state, creditCode, education }: ItemFilter) {
  return sql`i.tenant_id = access.current_tenant() AND (${waveId ?? null}::int IS NULL OR i.wave_id = ${waveId ?? null}::int)
    AND (i.state = ${state ?? null}::text OR (${state ?? null}::text IS NULL AND i.state NOT IN ('withdrawn', 'merged')))
    AND (${creditCode ?? null}::text IS NULL OR i.credit_code = ${creditCode ?? null}::text)
    AND (${education ?? null}::text IS NULL OR i.education = ${education ?? null}::text)`;
}

export async function listItems(
  tx: Tx,
  filter: ItemFilter,
  page: { readonly after: number; readonly limit: number },
): Promise<readonly Item[]> {
  return readItems(tx, sql`${matching(filter)} AND i.item_id > ${page.after}`, page.limit);
}

/** How many items there are, and whether the number is a lower bound because a record says "more than". */
export async function countItems(
  tx: Tx,
  filter: ItemFilter,
): Promise<{ readonly items: number; readonly atLeast: boolean }> {
  const { rows } = await sql<{ items: number; atLeast: boolean }>`
    SELECT count(*)::int AS items, coalesce(bool_or(i.at_least), false) AS "atLeast"
    FROM demand.items i WHERE ${matching(filter)}`.execute(tx);
  return rows[0] ?? { items: 0, atLeast: false };
}

export async function findItem(tx: Tx, itemId: number): Promise<Item | undefined> {
  return (await readItems(tx, sql`i.tenant_id = access.current_tenant() AND i.item_id = ${itemId}`, 1))[0];
}

/** What an employer said through a link, withdrawn items included. */
export function listItemsOfInvitation(tx: Tx, invitationId: number, limit: number): Promise<readonly Item[]> {
  return readItems(tx, sql`i.tenant_id = access.current_tenant() AND i.invitation_id = ${invitationId}`, limit);
}

async function readItems(tx: Tx, where: ReturnType<typeof sql>, limit: number): Promise<readonly Item[]> {
  const { rows } = await sql<Item>`
    SELECT i.item_id AS "itemId", i.office_id AS "officeId", i.wave_id AS "waveId", i.credit_code AS "creditCode", i.employer, i.post,
      i.headcount, i.education, i.title_level AS "titleLevel", i.field, i.salary_from AS "salaryFromYuan",
      i.salary_to AS "salaryToYuan", i.urgent_until::text AS "urgentUntil", i.state, i.reason, i.discipline, i.occupation,
      i.merged_into AS "mergedInto",
      (SELECT min(d.item_id) FROM demand.items d WHERE d.tenant_id = i.tenant_id AND d.credit_code = i.credit_code
        AND d.item_id < i.item_id AND d.wave_id IS NOT DISTINCT FROM i.wave_id AND d.state IN ('received', 'accepted')
        AND (d.post, d.education, d.field) = (i.post, i.education, i.field)) AS "duplicateOf",
      EXISTS (SELECT FROM demand.edition_items e WHERE e.tenant_id = i.tenant_id AND e.item_id = i.item_id) AS published
    FROM demand.items i WHERE ${where} ORDER BY i.item_id LIMIT ${limit}`.execute(tx);
  return rows;
}

export type Cleaned = {
  readonly state: ItemState;
  readonly reason: string;
  readonly discipline: string | null;
  readonly occupation: string | null;
  readonly mergedInto: number | null;
};

export async function saveCleaned(tx: Tx, itemId: number, to: Cleaned): Promise<void> {
  await sql`
    UPDATE demand.items SET state = ${to.state}, reason = ${to.reason}, discipline = ${to.discipline}, occupation = ${to.occupation},
      merged_into = ${to.mergedInto}
    WHERE tenant_id = access.current_tenant() AND item_id = ${itemId}`.execute(tx);
}

export type PublicItem = Demand & {
  readonly employer: string;
  readonly withdrawn: boolean;
  readonly sealedContact: Buffer | null;
  readonly publishedOn: string;
  readonly total: number;
};

/** Without a session: what everybody may read. */
export async function listPublicItems(
  database: Database,
  asked: { readonly tenantId: number; readonly skip: number; readonly take: number },
): Promise<readonly PublicItem[]> {
  const { rows } = await sql<PublicItem>`
    SELECT employer, post, headcount, education, title_level AS "titleLevel", field, salary_from AS "salaryFromYuan",
      salary_to AS "salaryToYuan", urgent_until::text AS "urgentUntil", withdrawn, sealed_contact AS "sealedContact",
      published_on::text AS "publishedOn", total
    FROM demand.public_list(${asked.tenantId}, ${asked.skip}, ${asked.take})`.execute(database.kysely);
  return rows;
}
