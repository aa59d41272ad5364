import type { Day, Fen } from "@wutong/kernel";
import { type RawBuilder, sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";
import type { Application } from "../model.ts";

export type NewApplication = Omit<Application, "applicationId" | "endedOn"> & { readonly now: Date };

export async function insertApplication(tx: Tx, given: NewApplication): Promise<number> {
  const { rows } = await sql<{ application_id: number }>`
    INSERT INTO benefits.applications (tenant_id, offer_id, case_id, office_id, person_id, policy, version, benefit, certificate_key, occupation,
      level, region, amount_fen, plan_fen, undertakings, couple, home_index, payee_account_id, confirmed_at, confirmed_on)
    VALUES (access.current_tenant(), ${given.offerId}, ${given.caseId}, ${given.officeId}, ${given.personId}, ${given.policy}, ${given.version},
      ${given.benefit}, ${given.certificateKey}, ${given.occupation}, ${given.level}, ${given.region}, ${given.amountFen}, ${given.planFen},
      ${[...given.undertakings]}::text[], ${given.couple}, ${given.homeIndex}, ${given.payeeAccountId}, ${given.now}, ${dayParameter(given.confirmedOn)}::date)
    RETURNING application_id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("an application was not inserted");
  return row.application_id;
}

export async function findApplicationOfCase(tx: Tx, caseId: number): Promise<Application | undefined> {
  return (await readApplications(tx, sql`a.case_id = ${caseId}`))[0];
}

export async function findApplicationOfOffer(tx: Tx, offerId: number): Promise<Application | undefined> {
  return (await readApplications(tx, sql`a.offer_id = ${offerId}`))[0];
}

export function listApplicationsOfCases(tx: Tx, caseIds: readonly number[]): Promise<readonly Application[]> {
  return readApplications(tx, sql`a.case_id = ANY (${[...caseIds]}::int[])`);
}

/** A person's applications for benefits of some kinds that nothing has ended yet. */
export function listRunning(tx: Tx, personId: number, benefits: readonly string[]): Promise<readonly Application[]> {
  return readApplications(
    tx,
    sql`a.person_id = ${personId} AND a.benefit = ANY (${[...benefits]}::text[]) AND a.ended_on IS NULL ORDER BY a.application_id`,
  );
}

/** Everything that a person ever confirmed; more than this many of one person is a mistake in the data. */
export function listApplicationsOfPerson(tx: Tx, personId: number): Promise<readonly Application[]> {
  return readApplications(tx, sql`a.person_id = ${personId} ORDER BY a.application_id LIMIT 500`);
}

export async function saveEnded(
  tx: Tx,
  applicationId: number,
  ended: { readonly on: Day; readonly by: number },
): Promise<void> {
  await sql`
    UPDATE benefits.applications SET ended_on = ${dayParameter(ended.on)}::date, ended_by = ${ended.by}
    WHERE tenant_id = access.current_tenant() AND application_id = ${applicationId}`.execute(tx);
}

export async function saveAccount(tx: Tx, applicationId: number, payeeAccountId: number): Promise<void> {
  await sql`
    UPDATE benefits.applications SET payee_account_id = ${payeeAccountId}
    WHERE tenant_id = access.current_tenant() AND application_id = ${applicationId}`.execute(tx);
}

export type NewInstalment = {
  readonly number: number;
  readonly paymentId: number;
  readonly fromDay: Day;
  readonly toDay: Day;
};

export async function insertInstalment(
  tx: Tx,
  application: Pick<Application, "applicationId" | "officeId" | "personId">,
  instalment: NewInstalment,
): Promise<void> {
  await sql`
    INSERT INTO benefits.instalments (tenant_id, application_id, number, office_id, person_id, payment_id, from_day, to_day)
    VALUES (access.current_tenant(), ${application.applicationId}, ${instalment.number}, ${application.officeId}, ${application.personId},
      ${instalment.paymentId}, ${dayParameter(instalment.fromDay)}::date, ${dayParameter(instalment.toDay)}::date)`.execute(
    tx,
  );
}

export type InstalmentOfPayment = {
  readonly paymentId: number;
  readonly number: number;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly application: Application;
};

/** Which instalment of which application each payment is. */
export async function findInstalmentOfPayment(tx: Tx, paymentId: number): Promise<InstalmentOfPayment | undefined> {
  const { rows } = await sql<{ application_id: number; number: number; from_day: Day; to_day: Day }>`
    SELECT application_id, number, from_day, to_day FROM benefits.instalments
    WHERE tenant_id = access.current_tenant() AND payment_id = ${paymentId}`.execute(tx);
  const row = rows[0];
  if (!row) return undefined;
  const [application] = await readApplications(tx, sql`a.application_id = ${row.application_id}`);
  return application && { paymentId, number: row.number, fromDay: row.from_day, toDay: row.to_day, application };
}

/** The days of every instalment of an application. */
export async function listInstalments(tx: Tx, applicationId: number): Promise<readonly NewInstalment[]> {
  const { rows } = await sql<{ number: number; payment_id: number; from_day: Day; to_day: Day }>`
    SELECT number, payment_id, from_day, to_day FROM benefits.instalments
    WHERE tenant_id = access.current_tenant() AND application_id = ${applicationId} ORDER BY number`.execute(tx);
  return rows.map((row) => ({
    number: row.number,
    paymentId: row.payment_id,
    fromDay: row.from_day,
    toDay: row.to_day,
  }));
}

async function readApplications(tx: Tx, where: RawBuilder<unknown>): Promise<readonly Application[]> {
  const { rows } = await sql<ApplicationRow>`
    SELECT a.application_id, a.offer_id, a.case_id, a.office_id, a.person_id, a.policy, a.version, a.benefit, a.certificate_key, a.occupation,
      a.level, a.region, a.amount_fen, a.plan_fen, a.undertakings, a.couple, a.home_index, a.payee_account_id, a.confirmed_on, a.ended_on
    FROM benefits.applications a WHERE a.tenant_id = access.current_tenant() AND ${where}`.execute(tx);
  return rows.map((row) => ({
    applicationId: row.application_id,
    offerId: row.offer_id,
    caseId: row.case_id,
    officeId: row.office_id,
    personId: row.person_id,
    policy: row.policy,
    version: row.version,
    benefit: row.benefit,
    certificateKey: row.certificate_key,
    occupation: row.occupation,
    level: row.level,
    region: row.region,
    amountFen: row.amount_fen,
    planFen: row.plan_fen,
    undertakings: row.undertakings,
    couple: row.couple,
    homeIndex: row.home_index,
    payeeAccountId: row.payee_account_id,
    confirmedOn: row.confirmed_on,
    endedOn: row.ended_on,
  }));
}

type ApplicationRow = {
  application_id: number;
  offer_id: number;
  case_id: number;
  office_id: number;
  person_id: number;
  policy: string;
  version: number;
  benefit: string;
  certificate_key: string;
  occupation: string;
  level: string;
  region: number;
  amount_fen: Fen;
  plan_fen: Fen;
  undertakings: readonly string[];
  couple: boolean;
  home_index: Buffer | null;
  payee_account_id: number;
  confirmed_on: Day;
  ended_on: Day | null;
};
