import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { Application } from "../model.ts";

export type OnceLock = {
  readonly scope: string;
  /** Blind indexes of all the person's documents, made with the bind that every tenant shares. */
  readonly documents: readonly Buffer[];
  readonly application: Pick<Application, "applicationId" | "officeId" | "personId">;
  readonly now: Date;
};

/** The bind of document indexes here: the same in every tenant, so that one person is one person everywhere. */
export const ONCE_LOCK_BIND = "benefits.once_locks";
/** Likewise of homes, by the property's number. */
export const HOME_LOCK_BIND = "benefits.once_locks.homes";

/** False where any of the documents holds this lock already, here or in another tenant. */
export async function takeLock(tx: Tx, { scope, documents, application, now }: OnceLock): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    SELECT benefits.taken_elsewhere(${scope}, ${[...documents]}::bytea[]) AS taken`.execute(tx);
  if (rows[0]?.taken !== false) return false;
  const result = await sql`
    INSERT INTO benefits.once_locks (tenant_id, scope, document_index, office_id, person_id, application_id, locked_at)
    SELECT access.current_tenant(), ${scope}, d, ${application.officeId}, ${application.personId}, ${application.applicationId}, ${now}
    FROM unnest(${[...documents]}::bytea[]) d
    ON CONFLICT (tenant_id, scope, document_index) WHERE released_at IS NULL DO NOTHING`.execute(tx);
  return Number(result.numAffectedRows ?? 0n) === documents.length;
}

/** Gives back the locks of an application from which nothing was paid. */
export async function releaseLocks(tx: Tx, applicationId: number, now: Date): Promise<void> {
  await sql`
    UPDATE benefits.once_locks SET released_at = ${now}
    WHERE tenant_id = access.current_tenant() AND application_id = ${applicationId} AND released_at IS NULL`.execute(
    tx,
  );
}
