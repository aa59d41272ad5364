import { type Day, dayInChina, type Fen } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

/** A benefit that money was committed for, as far as it is paid; what was ended or rejected is none. */
export type Commitment = {
  readonly personId: number;
  readonly policy: string;
  readonly version: number;
  readonly benefit: string;
  readonly certificateKey: string;
  readonly occupation: string;
  readonly level: string;
  /** The day on which it was committed. */
  readonly from: Day;
  readonly paidFen: Fen;
  /** What is still to be paid. */
  readonly instalments: readonly { readonly due: Day; readonly amountFen: Fen }[];
};

/** Of at most 1,000 people at a time, approved ones to those paid in full. */
export async function listCommitments(tx: Tx, personIds: readonly number[]): Promise<readonly Commitment[]> {
  const { rows } = await sql<Row>`
    SELECT a.person_id, a.policy, a.version, a.benefit, a.certificate_key, a.occupation, a.level, s.at AS committed_at,
      coalesce(sum(p.amount_fen) FILTER (WHERE p.state = 'paid'), 0)::bigint AS paid_fen,
      coalesce(array_agg(p.due_on - DATE '1970-01-01' ORDER BY p.number) FILTER (WHERE p.state NOT IN ('paid', 'stopped')), '{}') AS due,
      coalesce(array_agg(p.amount_fen::text ORDER BY p.number) FILTER (WHERE p.state NOT IN ('paid', 'stopped')), '{}') AS amounts
    FROM benefits.applications a
    JOIN cases.cases c ON c.tenant_id = a.tenant_id AND c.case_id = a.case_id AND c.state IN ('approved', 'paying', 'paid')
    JOIN cases.steps s ON s.tenant_id = a.tenant_id AND s.case_id = a.case_id AND s.step IN ('approve', 'approveAsLeader')
    LEFT JOIN funds.payments p ON p.tenant_id = a.tenant_id AND p.case_id = a.case_id
    WHERE a.tenant_id = access.current_tenant() AND a.person_id = ANY (${personIds.slice(0, 1_000)}::int[]) AND a.ended_on IS NULL
    GROUP BY a.tenant_id, a.application_id, s.at ORDER BY a.application_id`.execute(tx);
  return rows.map((row) => ({
    personId: row.person_id,
    policy: row.policy,
    version: row.version,
    benefit: row.benefit,
    certificateKey: row.certificate_key,
    occupation: row.occupation,
    level: row.level,
    from: dayInChina(row.committed_at.getTime()),
    paidFen: row.paid_fen,
    instalments: row.due.map((due, index) => ({
      due: due as Day,
      amountFen: BigInt(row.amounts[index] ?? "0") as Fen,
    })),
  }));
}

type Row = {
  person_id: number;
  policy: string;
  version: number;
  benefit: string;
  certificate_key: string;
  occupation: string;
  level: string;
  committed_at: Date;
  paid_fen: Fen;
  due: readonly number[];
  amounts: readonly string[];
};
