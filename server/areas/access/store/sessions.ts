import { createHash, randomBytes } from "node:crypto";
import type { TenantId } from "@wutong/kernel";
import { sql } from "kysely";
import { actInSession, type Database, KEPT, type Token, type Tx } from "../../../storage/index.ts";
import { SESSION_LIMITS, type Session } from "../model.ts";

/** A fresh token; only its hash is stored. 256 bits, prefixed with the tenant so that it is found by primary key. */
function newToken(tenantId: TenantId): { readonly token: Token; readonly hash: Buffer; readonly csrf: string } {
  const token = `${tenantId}.${randomBytes(32).toString("base64url")}`;
  return { token, hash: createHash("sha256").update(token).digest(), csrf: randomBytes(18).toString("base64url") };
}

export async function openStaffSession(database: Database, tenantId: TenantId, accountId: number): Promise<Token> {
  const { token, hash, csrf } = newToken(tenantId);
  const { idleMinutes, absoluteHours } = SESSION_LIMITS.staff;
  await sql`SELECT access.open_staff_session(${tenantId}, ${accountId}, ${hash}, ${csrf}, ${idleMinutes}, ${absoluteHours})`.execute(
    database.kysely,
  );
  return token;
}

/** The caller has already seen the one-time code and the digits of the document number. */
export async function openTalentSession(database: Database | Tx, tenantId: TenantId, personId: number): Promise<Token> {
  const { token, hash, csrf } = newToken(tenantId);
  const { idleMinutes, absoluteHours } = SESSION_LIMITS.talent;
  const executor = "kysely" in database ? database.kysely : database;
  await sql`SELECT access.open_talent_session(${tenantId}, ${personId}, ${hash}, ${csrf}, ${idleMinutes}, ${absoluteHours})`.execute(
    executor,
  );
  return token;
}

/** Rights for background work over one office and those below it; `purpose` is kept with the session. */
export async function openJobSession(
  database: Database,
  job: {
    readonly tenantId: TenantId;
    readonly officeId: number;
    readonly purpose: string;
    readonly minutesMax: number;
  },
): Promise<Token> {
  const { token, hash } = newToken(job.tenantId);
  await sql`SELECT access.open_job_session(${job.tenantId}, ${job.officeId}, ${job.purpose}, ${hash}, ${job.minutesMax})`.execute(
    database.kysely,
  );
  return token;
}

/** The session behind a token, or undefined where it ended, idled out, ran out or never was; asking puts off its idle limit. */
export async function findSession(database: Database, token: Token): Promise<Session | undefined> {
  const { rows } = await sql<SessionRow>`${KEPT}SELECT * FROM access.session_of(${token})`.execute(database.kysely);
  return rows[0] && toSession(rows[0]);
}

/** Ends it at once. */
export async function endSession(database: Database, token: Token): Promise<void> {
  await actInSession(database, token, (tx) => sql`SELECT access.end_session()`.execute(tx));
}

type SessionRow = {
  kind: Session["kind"];
  tenant_id: Session["tenantId"];
  account_id: Session["accountId"];
  person_id: Session["personId"];
  office_id: Session["officeId"];
  visible_offices: Session["visibleOffices"];
  roles: Session["roles"];
  csrf: string;
  expires_at: Date;
  idle_minutes: number;
  account_name: string | null;
  office_name: string | null;
};

function toSession(row: SessionRow): Session {
  return {
    kind: row.kind,
    tenantId: row.tenant_id,
    accountId: row.account_id,
    personId: row.person_id,
    officeId: row.office_id,
    visibleOffices: row.visible_offices,
    roles: row.roles,
    csrf: row.csrf,
    name: row.account_name ?? "",
    officeName: row.office_name,
    expiresAt: row.expires_at,
    idleMinutes: row.idle_minutes,
  };
}
