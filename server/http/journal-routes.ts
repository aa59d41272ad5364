import * as contract from "@wutong/contracts";
import { type Day, ok, parseDay } from "@wutong/kernel";
import { implement, type Route } from "../areas/access/index.ts";
import { checkJournalChain, type Database, type JournalRow, listJournalEntries } from "../storage/index.ts";

export function journalRoutes(database: Database): readonly Route[] {
  return [
    implement(contract.listJournal, async ({ caller, query }) => {
      const { cursor, limit, actor, command, subject, from, to } = query;
      const beforeSeq = cursor && /^\d{1,18}$/.test(cursor) ? BigInt(cursor) : null;
      const filter = { beforeSeq, limit: limit + 1, actor, command, subject, from: dayOf(from), to: dayOf(to) };
      const rows = await listJournalEntries(database, caller.token, filter);
      const shown = rows.slice(0, limit);
      const next = rows.length > limit ? String(shown.at(-1)?.seq) : null;
      return ok({ rows: shown.map(toEntry), next, total: null });
    }),
    implement(contract.verifyJournal, async ({ caller }) => {
      const check = await checkJournalChain(database, caller.token);
      return ok({
        intact: check.brokenAt === null,
        entries: Number(check.entries),
        brokenAt: check.brokenAt === null ? null : Number(check.brokenAt),
        head: check.head?.toString("hex") ?? null,
        checkedAt: new Date().toISOString(),
      });
    }),
  ];
}

function toEntry(row: JournalRow) {
  return {
    sequence: Number(row.seq),
    at: row.at.toISOString(),
    actor: row.actor,
    command: row.command,
    subject: row.subject,
    office: row.office,
    before: row.before,
    after: row.after,
    hash: row.hash.toString("hex"),
    previousHash: row.prev_hash.toString("hex"),
  };
}

function dayOf(text: string | undefined): Day | undefined {
  const parsed = text === undefined ? undefined : parseDay(text);
  return parsed?.ok ? parsed.value : undefined;
}
