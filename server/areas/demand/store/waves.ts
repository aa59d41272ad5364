import { type Day, formatDay, parseDay } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";

export type Wave = {
  readonly waveId: number;
  readonly officeId: number;
  readonly title: string;
  readonly half: string;
  readonly opensOn: Day;
  readonly closesOn: Day;
  readonly invited: number;
  readonly answered: number;
  readonly items: number;
  readonly toClean: number;
};

export type NewWave = Pick<Wave, "officeId" | "title" | "half" | "opensOn" | "closesOn"> & {
  readonly filter: object;
  readonly now: Date;
};

export async function insertWave(tx: Tx, wave: NewWave): Promise<number> {
  const { rows } = await sql<{ wave_id: number }>`
    INSERT INTO demand.waves (tenant_id, office_id, title, half, opens_on, closes_on, filter, started_at)
    VALUES (access.current_tenant(), ${wave.officeId}, ${wave.title}, ${wave.half}, ${dayParameter(wave.opensOn)}::date,
      ${dayParameter(wave.closesOn)}::date, ${JSON.stringify(wave.filter)}::jsonb, ${wave.now})
    RETURNING wave_id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("a wave was not inserted");
  return row.wave_id;
}

/** The newest first, below `before`. */
export function listWaves(
  tx: Tx,
  { before, limit }: { readonly before: number | undefined; readonly limit: number },
): Promise<readonly Wave[]> {
  return readWaves(tx, sql`(${before ?? null}::int IS NULL OR w.wave_id < ${before ?? null}::int)`, limit);
}

export async function findWave(tx: Tx, waveId: number): Promise<Wave | undefined> {
  return (await readWaves(tx, sql`w.wave_id = ${waveId}`, 1))[0];
}

async function readWaves(tx: Tx, where: ReturnType<typeof sql>, limit: number): Promise<readonly Wave[]> {
  const { rows } = await sql<Omit<Wave, "opensOn" | "closesOn"> & { opens: string; closes: string }>`
    SELECT w.wave_id AS "waveId", w.office_id AS "officeId", w.title, w.half, w.opens_on::text AS opens, w.closes_on::text AS closes,
      i.invited, i.answered, d.items, d.to_clean AS "toClean"
    FROM demand.waves w
    CROSS JOIN LATERAL (SELECT count(*)::int AS invited, count(answered_at)::int AS answered FROM demand.invitations i
      WHERE i.tenant_id = w.tenant_id AND i.wave_id = w.wave_id) i
    CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE state <> 'withdrawn')::int AS items,
        count(*) FILTER (WHERE state = 'received')::int AS to_clean FROM demand.items d
      WHERE d.tenant_id = w.tenant_id AND d.wave_id = w.wave_id) d
    WHERE w.tenant_id = access.current_tenant() AND ${where}
    ORDER BY w.wave_id DESC LIMIT ${limit}`.execute(tx);
  return rows.map(({ opens, closes, ...row }) => ({ ...row, opensOn: toDay(opens), closesOn: toDay(closes) }));
}

function toDay(text: string): Day {
  const read = parseDay(text);
  if (!read.ok) throw new Error(`the database gave no day: ${text}`);
  return read.value;
}

export type RateRow = { readonly key: string; readonly invited: number; readonly answered: number };

/** Who was invited and who answered, by kind or by the section of the industry; "" where no register says. */
export async function listRates(tx: Tx, waveId: number, by: "kind" | "industry"): Promise<readonly RateRow[]> {
  const key = by === "kind" ? sql`coalesce(o.kind, '')` : sql`left(coalesce(o.industry, ''), 1)`;
  const { rows } = await sql<RateRow>`
    SELECT ${key} AS key, count(*)::int AS invited, count(i.answered_at)::int AS answered
    FROM demand.invitations i
    LEFT JOIN employers.organisations o ON o.tenant_id = i.tenant_id AND o.credit_code = i.credit_code
    WHERE i.tenant_id = access.current_tenant() AND i.wave_id = ${waveId}
    GROUP BY 1 ORDER BY 2 DESC, 1`.execute(tx);
  return rows;
}

/** An edition of what is accepted in a wave; undefined where nothing is. */
export async function insertEdition(
  tx: Tx,
  given: { readonly waveId: number; readonly officeId: number; readonly today: Day },
): Promise<{ readonly editionId: number; readonly items: number } | undefined> {
  const { rows } = await sql<{ edition_id: number }>`
    INSERT INTO demand.editions (tenant_id, office_id, wave_id, published_on)
    SELECT access.current_tenant(), ${given.officeId}, ${given.waveId}, ${formatDay(given.today)}::date
    WHERE EXISTS (SELECT FROM demand.items WHERE tenant_id = access.current_tenant() AND wave_id = ${given.waveId} AND state = 'accepted')
    RETURNING edition_id`.execute(tx);
  const row = rows[0];
  if (!row) return undefined;
  const added = await sql`
    INSERT INTO demand.edition_items (tenant_id, edition_id, item_id, office_id)
    SELECT tenant_id, ${row.edition_id}, item_id, office_id FROM demand.items
    WHERE tenant_id = access.current_tenant() AND wave_id = ${given.waveId} AND state = 'accepted'`.execute(tx);
  return { editionId: row.edition_id, items: Number(added.numAffectedRows ?? 0n) };
}
