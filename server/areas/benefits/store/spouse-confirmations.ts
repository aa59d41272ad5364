import type { Day, Fen } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";

/** What a person is asked as somebody's spouse. */
export type AskedAsSpouse = {
  readonly caseId: number;
  readonly policy: string;
  readonly version: number;
  readonly applicant: string;
  readonly amountFen: Fen;
  readonly planFen: Fen;
  readonly askedOn: Day;
  readonly confirmedAt: Date | null;
};

/** Of the signed-in talent; nothing for anybody else. */
export async function listAskedAsSpouse(tx: Tx): Promise<readonly AskedAsSpouse[]> {
  const { rows } = await sql<AskedAsSpouse>`
    SELECT case_id AS "caseId", policy, version, applicant, amount_fen AS "amountFen", plan_fen AS "planFen", asked_on AS "askedOn",
      confirmed_at AS "confirmedAt" FROM benefits.asked_as_spouse()`.execute(tx);
  return rows;
}

/** Undefined where the signed-in person isn't asked, or has confirmed already. `documents` are the lock indexes of theirs. */
export async function insertSpouseConfirmation(
  tx: Tx,
  given: { readonly caseId: number; readonly documents: readonly Buffer[]; readonly now: Date },
): Promise<{ readonly applicationId: number } | undefined> {
  const { rows } = await sql<{ application_id: number }>`
    SELECT application_id FROM benefits.confirm_as_spouse(${given.caseId}, ${[...given.documents]}::bytea[], ${given.now}::timestamptz)`.execute(
    tx,
  );
  const row = rows[0];
  return row && { applicationId: row.application_id };
}

export type SpouseConfirmation = { readonly confirmedAt: Date; readonly documents: readonly Buffer[] };

/** What the spouse with this index (hexadecimal, of the register of family ties) confirmed. */
export async function findSpouseConfirmation(
  tx: Tx,
  applicationId: number,
  spouseIndex: string,
): Promise<SpouseConfirmation | undefined> {
  const { rows } = await sql<{ confirmed_at: Date; lock_indexes: readonly Buffer[] }>`
    SELECT confirmed_at, lock_indexes FROM benefits.spouse_confirmations
    WHERE tenant_id = access.current_tenant() AND application_id = ${applicationId} AND spouse_index = decode(${spouseIndex}, 'hex')`.execute(
    tx,
  );
  const row = rows[0];
  return row && { confirmedAt: row.confirmed_at, documents: row.lock_indexes };
}

/** Spouses who have yet to confirm a case opened since a day, as far as they are known as persons here. At most `limit`. */
export async function listWaitingSpouses(
  tx: Tx,
  { since, limit }: { readonly since: Day; readonly limit: number },
): Promise<readonly { readonly caseId: number; readonly spouseId: number }[]> {
  const { rows } = await sql<{ caseId: number; spouseId: number }>`
    SELECT a.case_id AS "caseId", i.person_id AS "spouseId"
    FROM benefits.applications a
    JOIN cases.cases c ON c.tenant_id = a.tenant_id AND c.case_id = a.case_id AND c.state IN ('confirmed', 'noticeClosed')
    JOIN people.family_ties t ON t.tenant_id = a.tenant_id AND t.person_id = a.person_id AND t.relation = 'spouse'
    JOIN people.identities i ON i.tenant_id = t.tenant_id AND i.document_index = t.other_index
    WHERE a.tenant_id = access.current_tenant() AND a.couple AND a.confirmed_on >= ${dayParameter(since)}::date
      AND NOT EXISTS (SELECT FROM people.family_ties l WHERE l.tenant_id = t.tenant_id AND l.person_id = t.person_id
        AND l.relation = 'spouse' AND l.other_index <> t.other_index AND (l.since IS NULL OR t.since IS NULL OR l.since >= t.since))
      AND NOT EXISTS (SELECT FROM benefits.spouse_confirmations s
        WHERE s.tenant_id = a.tenant_id AND s.application_id = a.application_id AND s.spouse_index = t.other_index)
    ORDER BY a.case_id LIMIT ${limit}`.execute(tx);
  return rows;
}
