import { randomInt } from "node:crypto";
import { sql } from "kysely";
import type { Tx, Vault } from "../../storage/index.ts";

export const CODE_LIMITS = { validSeconds: 300, tries: 5, againAfterSeconds: 60, perHour: 5 } as const;

const PHONE_BIND = "messages.phones";
const CODE_BIND = "messages.one_time_codes";

export type CodeMade =
  | { readonly kind: "made"; readonly code: string }
  | { readonly kind: "tooSoon"; readonly seconds: number };

/** A fresh code of six digits for a phone, known or not; one a minute and five an hour. Callers of one phone take turns. */
export async function makeCode(tx: Tx, vault: Vault, phone: string, now: Date): Promise<CodeMade> {
  const index = vault.blindIndex(phone, PHONE_BIND);
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`code ${index.toString("hex")}`}, 13))`.execute(tx);
  const { rows } = await sql<{ latest: Date | null; hour: number; oldest: Date | null }>`
    SELECT max(made_at) AS latest, count(*)::int AS hour, min(made_at) AS oldest FROM messages.one_time_codes
    WHERE tenant_id = access.current_tenant() AND phone_index = ${index}
      AND made_at > ${now}::timestamptz - interval '1 hour' AND made_at <= ${now}`.execute(tx);
  const wait = waitSeconds(rows[0], now);
  if (wait > 0) return { kind: "tooSoon", seconds: wait };
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const expires = new Date(now.getTime() + CODE_LIMITS.validSeconds * 1_000);
  await sql`
    INSERT INTO messages.one_time_codes (tenant_id, phone_index, code_digest, made_at, expires_at, tries_left)
    VALUES (access.current_tenant(), ${index}, ${digestOf(vault, index, code)}, ${now}, ${expires}, ${CODE_LIMITS.tries})`.execute(
    tx,
  );
  return { kind: "made", code };
}

/** A try spends itself whatever it says: the caller must let the transaction commit. `triesLeft` counts after this one. */
export type CodeTried = { readonly codeId: number; readonly right: boolean; readonly triesLeft: number };

/** Undefined where no code of this phone is alive: never made, used, out of time or out of tries. */
export async function tryCode(
  tx: Tx,
  vault: Vault,
  given: { readonly phone: string; readonly code: string; readonly now: Date },
): Promise<CodeTried | undefined> {
  const index = vault.blindIndex(given.phone, PHONE_BIND);
  const { rows } = await sql<{ code_id: number; code_digest: Buffer; tries_left: number }>`
    UPDATE messages.one_time_codes c SET tries_left = tries_left - 1
    WHERE tenant_id = access.current_tenant() AND tries_left > 0 AND used_at IS NULL AND expires_at > ${given.now}
      AND code_id = (SELECT max(code_id) FROM messages.one_time_codes
        WHERE tenant_id = access.current_tenant() AND phone_index = ${index})
    RETURNING code_id, code_digest, tries_left`.execute(tx);
  const row = rows[0];
  if (!row) return undefined;
  const right = digestOf(vault, index, given.code).equals(row.code_digest);
  return { codeId: row.code_id, right, triesLeft: row.tries_left };
}

export async function useCode(tx: Tx, codeId: number, now: Date): Promise<void> {
  await sql`
    UPDATE messages.one_time_codes SET used_at = ${now}
    WHERE tenant_id = access.current_tenant() AND code_id = ${codeId}`.execute(tx);
}

/** Keyed, so that the million possible codes can't be tried against a stolen table. */
function digestOf(vault: Vault, phoneIndex: Buffer, code: string): Buffer {
  return vault.blindIndex(`${phoneIndex.toString("hex")} ${code}`, CODE_BIND);
}

function waitSeconds(
  sent: { readonly latest: Date | null; readonly hour: number; readonly oldest: Date | null } | undefined,
  now: Date,
): number {
  if (!sent?.latest || !sent.oldest) return 0;
  const until =
    sent.hour >= CODE_LIMITS.perHour
      ? sent.oldest.getTime() + 3_600_000
      : sent.latest.getTime() + CODE_LIMITS.againAfterSeconds * 1_000;
  return Math.max(0, Math.ceil((until - now.getTime()) / 1_000));
}
