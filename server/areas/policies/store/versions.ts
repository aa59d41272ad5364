import { createHash } from "node:crypto";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { CompiledPolicy, PolicyFile } from "@wutong/policy";
import { sql } from "kysely";
import { KEPT, type Tx } from "../../../storage/index.ts";

export type PolicyVersion = {
  readonly policyId: string;
  readonly version: number;
  readonly digest: string;
  /** The policy's own file first, then what it may include. */
  readonly files: readonly PolicyFile[];
};

export type NewVersion = PolicyVersion & { readonly officeId: number; readonly loadedBy: string; readonly now: Date };

/** What a version says, wherever its file lies. */
export function digestOf(files: readonly PolicyFile[]): string {
  return createHash("sha256")
    .update(JSON.stringify(files.map(({ path, text }) => [path, text])))
    .digest("hex");
}

export async function listVersions(tx: Tx): Promise<readonly PolicyVersion[]> {
  const { rows } = await sql<PolicyVersion>`
    SELECT policy_id AS "policyId", version, encode(digest, 'hex') AS digest, files FROM policies.versions
    WHERE tenant_id = (SELECT access.current_tenant()) ORDER BY policy_id, version`.execute(tx);
  return rows;
}

/** What stands in the rule book, without the texts: enough to see whether anything changed. */
export async function listDigests(tx: Tx): Promise<string> {
  const { rows } = await sql<{ digests: string | null }>`${KEPT}
    SELECT string_agg(policy_id || '@' || version || ':' || encode(digest, 'hex'), ' ' ORDER BY policy_id, version) AS digests
    FROM policies.versions WHERE tenant_id = (SELECT access.current_tenant())`.execute(tx);
  return rows[0]?.digests ?? "";
}

/** Problem: `policies.versionUsed` where the version has been used with another text. Returns whether anything changed. */
export async function saveVersion(tx: Tx, given: NewVersion): Promise<Result<boolean, Problem>> {
  const { policyId, version, digest } = given;
  const { rows } = await sql<{ digest: string; used: boolean }>`
    SELECT encode(digest, 'hex') AS digest, used_at IS NOT NULL AS used FROM policies.versions
    WHERE tenant_id = (SELECT access.current_tenant()) AND policy_id = ${policyId} AND version = ${version} FOR UPDATE`.execute(
    tx,
  );
  if (rows[0]?.digest === digest) return ok(false);
  if (rows[0]?.used) return fail(problem("policies.versionUsed", { policyId, version }));
  await sql`
    INSERT INTO policies.versions (tenant_id, policy_id, version, office_id, digest, path, files, loaded_at, loaded_by)
    VALUES ((SELECT access.current_tenant()), ${policyId}, ${version}, ${given.officeId}, decode(${digest}, 'hex'),
      ${given.files[0]?.path ?? ""}, ${JSON.stringify(given.files)}::jsonb, ${given.now}::timestamptz, ${given.loadedBy})
    ON CONFLICT (tenant_id, policy_id, version) DO UPDATE SET digest = excluded.digest, files = excluded.files,
      office_id = excluded.office_id, path = excluded.path, loaded_at = excluded.loaded_at, loaded_by = excluded.loaded_by`.execute(
    tx,
  );
  return ok(true);
}

export async function markUsed(tx: Tx, policies: readonly CompiledPolicy[], now: Date): Promise<void> {
  for (const { envelope } of policies) {
    await sql`SELECT policies.mark_used(${envelope.id}, ${envelope.version}, ${now}::timestamptz)`.execute(tx);
  }
}
