import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Vault } from "../crypto/vault.ts";
import type { Tx } from "../relational/pool.ts";

const IV_BYTES = 12;
const TAG_BYTES = 16;
const BIND = "journal.person_keys";

/** Seals text with the person's own key, which is made on first use. Layout: iv (12) · tag (16) · AES-256-GCM ciphertext. */
export async function sealForPerson(
  tx: Tx,
  vault: Vault,
  {
    personId,
    officeId,
    plain,
  }: { readonly personId: number; readonly officeId: number | null; readonly plain: string },
): Promise<Buffer> {
  const key = (await findKey(tx, vault, personId)) ?? (await createKey(tx, vault, { personId, officeId }));
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** The text again, or undefined where the person was erased (the key is gone) or isn't in the session's scope. */
export async function openForPerson(
  tx: Tx,
  vault: Vault,
  personId: number,
  sealed: Buffer,
): Promise<string | undefined> {
  const key = await findKey(tx, vault, personId);
  if (!key) return undefined;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES)).setAuthTag(
    sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES),
  );
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString("utf8");
}

async function findKey(tx: Tx, vault: Vault, personId: number): Promise<Buffer | undefined> {
  const { rows } = await sql<{ wrapped_key: Buffer }>`
    SELECT wrapped_key FROM journal.person_keys WHERE tenant_id = access.current_tenant() AND person_id = ${personId}`.execute(
    tx,
  );
  return rows[0] && Buffer.from(vault.open(rows[0].wrapped_key, `${BIND}:${personId}`), "base64");
}

async function createKey(
  tx: Tx,
  vault: Vault,
  { personId, officeId }: { readonly personId: number; readonly officeId: number | null },
): Promise<Buffer> {
  const wrapped = vault.seal(randomBytes(32).toString("base64"), `${BIND}:${personId}`);
  await sql`
    INSERT INTO journal.person_keys (tenant_id, person_id, office_id, wrapped_key)
    VALUES (access.current_tenant(), ${personId}, coalesce(${officeId}::int, (access.context()).office_id, 0), ${wrapped})
    ON CONFLICT DO NOTHING`.execute(tx);
  const key = await findKey(tx, vault, personId);
  if (!key)
    throw new Error(`the key of person ${personId} could not be made: the person is out of this session's scope`);
  return key;
}
