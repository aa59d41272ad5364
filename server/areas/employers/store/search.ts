import { sql } from "kysely";
import { KEPT, type Tx } from "../../../storage/index.ts";

/** Credit codes of organisations whose name holds the text, no more than `limit`. */
export async function findEmployersByName(tx: Tx, text: string, limit: number): Promise<readonly string[]> {
  const from = text.toLowerCase();
  const { rows } = await sql<{ credit_code: string }>`${KEPT}
    SELECT DISTINCT o.credit_code FROM (
      SELECT employer_id FROM employers.name_endings
      WHERE tenant_id = (SELECT access.current_tenant()) AND ending >= ${from} AND ending < ${`${from}\u{10FFFF}`} LIMIT ${limit}
    ) e JOIN employers.organisations o ON o.tenant_id = (SELECT access.current_tenant()) AND o.employer_id = e.employer_id`.execute(
    tx,
  );
  return rows.map((row) => row.credit_code);
}

export type EmployerCard = {
  readonly creditCode: string;
  readonly name: string;
  readonly kind: string | null;
  readonly industry: string | null;
  readonly district: number | null;
};

/** What is known of organisations, by credit code. */
export async function findEmployers(
  tx: Tx,
  creditCodes: readonly string[],
): Promise<ReadonlyMap<string, EmployerCard>> {
  if (creditCodes.length === 0) return new Map();
  const { rows } = await sql<{
    credit_code: string;
    name: string;
    kind: string | null;
    industry: string | null;
    district: number | null;
  }>`${KEPT}
    SELECT credit_code, name, kind, industry, district FROM employers.organisations
    WHERE tenant_id = (SELECT access.current_tenant()) AND credit_code = ANY (${[...new Set(creditCodes)]}::text[])`.execute(
    tx,
  );
  return new Map(rows.map(({ credit_code: creditCode, ...row }) => [creditCode, { creditCode, ...row }]));
}
