import { sql } from "kysely";
import { KEPT, type Tx } from "../../../storage/index.ts";

export type Standing = "offered" | "declined" | "expired" | "inCase" | "running" | "paid";

export async function readStandings(
  tx: Tx,
  personIds: readonly number[],
): Promise<readonly { personId: number; policy: string; certificateKey: string; standing: Standing }[]> {
  const { rows } = await sql<{ person_id: number; policy: string; certificate_key: string; standing: Standing }>`${KEPT}
    SELECT DISTINCT ON (o.person_id, o.policy, o.certificate_key) o.person_id, o.policy, o.certificate_key,
      CASE WHEN c.state = 'paid' THEN 'paid' WHEN c.state IN ('approved', 'paying') THEN 'running'
           WHEN c.state IN ('confirmed', 'onNotice', 'noticeClosed') THEN 'inCase'
           WHEN o.state IN ('open', 'disputed') THEN 'offered' WHEN o.state = 'declined' THEN 'declined' ELSE 'expired' END AS standing
    FROM benefits.offers o
    LEFT JOIN benefits.applications a USING (tenant_id, offer_id)
    LEFT JOIN cases.cases c ON c.tenant_id = a.tenant_id AND c.case_id = a.case_id
    WHERE o.tenant_id = (SELECT access.current_tenant()) AND o.person_id = ANY (${[...personIds]}::int[])
      AND o.state <> 'withdrawn' AND c.state IS DISTINCT FROM 'rejected'
    ORDER BY o.person_id, o.policy, o.certificate_key, o.offer_id DESC`.execute(tx);
  return rows.map((row) => ({
    personId: row.person_id,
    policy: row.policy,
    certificateKey: row.certificate_key,
    standing: row.standing,
  }));
}
