import { sql } from "kysely";
import type { Tx, Vault } from "../../storage/index.ts";

const BIND = "messages.outbox";

export type NewMessage = {
  readonly officeId: number;
  /** Null where an organisation is written to. */
  readonly personId: number | null;
  readonly kind: string;
  /** One message per occasion, however often it is asked for. */
  readonly occasion: string;
  readonly phone: string;
  readonly text: string;
  readonly notBefore: Date;
  readonly now: Date;
};

/** False where a message for this occasion is there already. */
export async function queueMessage(tx: Tx, vault: Vault, message: NewMessage): Promise<boolean> {
  const result = await sql`
    INSERT INTO messages.outbox (tenant_id, office_id, person_id, kind, occasion, sealed_phone, sealed_text, queued_at, not_before)
    VALUES (access.current_tenant(), ${message.officeId}, ${message.personId}, ${message.kind}, ${message.occasion},
      ${vault.seal(message.phone, BIND)}, ${vault.seal(message.text, BIND)}, ${message.now}, ${message.notBefore})
    ON CONFLICT (tenant_id, occasion) DO NOTHING`.execute(tx);
  return (result.numAffectedRows ?? 0n) === 1n;
}

export type OutboxMessage = {
  readonly messageId: number;
  readonly personId: number | null;
  readonly kind: string;
  readonly occasion: string;
  readonly phone: string;
  readonly text: string;
  readonly state: "queued" | "sent" | "failed";
  readonly notBefore: Date;
  readonly sentAt: Date | null;
  readonly attempts: number;
};

/** What may leave now, locked; another sender skips it. */
export function lockDue(tx: Tx, vault: Vault, now: Date, limit: number): Promise<readonly OutboxMessage[]> {
  return read(
    tx,
    vault,
    sql`state = 'queued' AND not_before <= ${now} ORDER BY not_before, message_id LIMIT ${limit} FOR UPDATE SKIP LOCKED`,
  );
}

/** The newest first: the table that the demo shows. */
export function listOutbox(tx: Tx, vault: Vault, limit: number): Promise<readonly OutboxMessage[]> {
  return read(tx, vault, sql`true ORDER BY message_id DESC LIMIT ${limit}`);
}

export async function saveSent(
  tx: Tx,
  messageId: number,
  state: "queued" | "sent" | "failed",
  now: Date,
): Promise<void> {
  await sql`
    UPDATE messages.outbox SET state = ${state}, attempts = attempts + 1, sent_at = ${state === "sent" ? now : null}
    WHERE tenant_id = access.current_tenant() AND message_id = ${messageId}`.execute(tx);
}

/** Whether and how each occasion's message left. */
export async function listMessageStates(
  tx: Tx,
  occasions: readonly string[],
): Promise<ReadonlyMap<string, OutboxMessage["state"]>> {
  const { rows } = await sql<{ occasion: string; state: OutboxMessage["state"] }>`
    SELECT occasion, state FROM messages.outbox
    WHERE tenant_id = access.current_tenant() AND occasion = ANY (${[...occasions]}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.occasion, row.state]));
}

async function read(tx: Tx, vault: Vault, where: ReturnType<typeof sql>): Promise<readonly OutboxMessage[]> {
  const { rows } = await sql<{
    message_id: number;
    person_id: number | null;
    kind: string;
    occasion: string;
    sealed_phone: Buffer;
    sealed_text: Buffer;
    state: OutboxMessage["state"];
    not_before: Date;
    sent_at: Date | null;
    attempts: number;
  }>`
    SELECT message_id, person_id, kind, occasion, sealed_phone, sealed_text, state, not_before, sent_at, attempts
    FROM messages.outbox WHERE tenant_id = access.current_tenant() AND ${where}`.execute(tx);
  return rows.map((row) => ({
    messageId: row.message_id,
    personId: row.person_id,
    kind: row.kind,
    occasion: row.occasion,
    phone: vault.open(row.sealed_phone, BIND),
    text: vault.open(row.sealed_text, BIND),
    state: row.state,
    notBefore: row.not_before,
    sentAt: row.sent_at,
    attempts: row.attempts,
  }));
}
