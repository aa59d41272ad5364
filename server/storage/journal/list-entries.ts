import { type Day, formatDay } from "@wutong/kernel";
import { sql } from "kysely";
import { inSession, type Token } from "../relational/in-session.ts";
import type { Database } from "../relational/pool.ts";

export type JournalRow = {
  readonly seq: bigint;
  readonly at: Date;
  readonly actor: string;
  readonly command: string;
  readonly subject: string;
  readonly office: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly hash: Buffer;
  readonly prev_hash: Buffer;
};

export type JournalFilter = {
  readonly beforeSeq: bigint | null;
  readonly limit: number;
  readonly actor?: string | undefined;
  readonly command?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: Day | undefined;
  readonly to?: Day | undefined;
};

/** Entries within the session's offices, newest first; days are counted in China. */
export function listJournalEntries(
  database: Database,
  token: Token,
  filter: JournalFilter,
): Promise<readonly JournalRow[]> {
  const from = filter.from === undefined ? null : formatDay(filter.from);
  const to = filter.to === undefined ? null : formatDay(filter.to);
  return inSession(database, token, async (tx) => {
    const { rows } = await sql<JournalRow>`
      SELECT e.seq, e.at, coalesce(a.display_name, e.actor_kind || coalesce(' ' || e.actor_id, '')) AS actor, e.command,
        e.subject_kind || ' ' || e.subject_id AS subject, o.name_zh AS office, e.before::text, e.after::text, e.hash, e.prev_hash
      FROM journal.entries e
      LEFT JOIN access.accounts a ON e.actor_kind = 'staff' AND a.tenant_id = e.tenant_id AND a.account_id = e.actor_id
      LEFT JOIN access.offices o ON o.tenant_id = e.tenant_id AND o.office_id = e.office_id
      WHERE (${filter.beforeSeq}::bigint IS NULL OR e.seq < ${filter.beforeSeq})
        AND (${filter.actor ?? null}::text IS NULL OR a.display_name = ${filter.actor ?? null} OR a.login = ${filter.actor ?? null})
        AND (${filter.command ?? null}::text IS NULL OR e.command = ${filter.command ?? null})
        AND (${filter.subject ?? null}::text IS NULL OR e.subject_kind || ' ' || e.subject_id = ${filter.subject ?? null})
        AND (${from}::date IS NULL OR (e.at AT TIME ZONE 'Asia/Shanghai')::date >= ${from}::date)
        AND (${to}::date IS NULL OR (e.at AT TIME ZONE 'Asia/Shanghai')::date <= ${to}::date)
      ORDER BY e.seq DESC LIMIT ${filter.limit}`.execute(tx);
    return rows;
  });
}

export type ChainCheck = { readonly entries: bigint; readonly brokenAt: bigint | null; readonly head: Buffer | null };

/** Walks the tenant's whole chain, from the first entry to the head. */
export function checkJournalChain(database: Database, token: Token): Promise<ChainCheck> {
  return inSession(database, token, async (tx) => {
    const { rows } = await sql<{ entries: bigint; broken_at: bigint | null; head: Buffer | null }>`
      SELECT * FROM journal.check_chain()`.execute(tx);
    const row = rows[0];
    return { entries: row?.entries ?? 0n, brokenAt: row?.broken_at ?? null, head: row?.head ?? null };
  });
}
