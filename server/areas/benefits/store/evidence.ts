import type { Day, Fen } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx, type Vault } from "../../../storage/index.ts";
import type { Application, Outcome } from "../model.ts";

const BIND = "benefits.evidence";

type Owner = Pick<Application, "applicationId" | "officeId" | "personId">;

/** Facts as JSON text, sealed; the keyed digest shows later that they are the same. */
export async function insertEvidence(
  tx: Tx,
  vault: Vault,
  owner: Owner,
  evidence: {
    readonly kind: "confirmation" | "correction";
    readonly asOf: Day;
    readonly facts: string;
    /** Where they came from (JSON): files, rows and days, nothing of the person. */
    readonly sources: string;
    readonly now: Date;
  },
): Promise<void> {
  const bind = `${BIND}:${owner.applicationId}`;
  await sql`
    INSERT INTO benefits.evidence (tenant_id, application_id, office_id, person_id, kind, as_of, sealed_facts, digest, sources, frozen_at)
    VALUES (access.current_tenant(), ${owner.applicationId}, ${owner.officeId}, ${owner.personId}, ${evidence.kind},
      ${dayParameter(evidence.asOf)}::date, ${vault.seal(evidence.facts, bind)}, ${vault.blindIndex(evidence.facts, bind)}, ${evidence.sources}::jsonb, ${evidence.now})`.execute(
    tx,
  );
}

export type FrozenEvidence = {
  readonly kind: "confirmation" | "correction";
  readonly asOf: Day;
  readonly facts: string;
  /** As it was frozen beside the facts; null for evidence older than this. */
  readonly sources: unknown;
};

/** The latest: as confirmed, corrections included. Throws where the facts don't fit their digest. */
export async function getEvidence(tx: Tx, vault: Vault, applicationId: number): Promise<FrozenEvidence> {
  const { rows } = await sql<{
    kind: FrozenEvidence["kind"];
    as_of: Day;
    sealed_facts: Buffer;
    digest: Buffer;
    sources: unknown;
  }>`
    SELECT kind, as_of, sealed_facts, digest, sources FROM benefits.evidence
    WHERE tenant_id = access.current_tenant() AND application_id = ${applicationId} ORDER BY evidence_id DESC LIMIT 1`.execute(
    tx,
  );
  const row = rows[0];
  if (!row) throw new Error(`application ${applicationId} has no evidence in this session's scope`);
  const bind = `${BIND}:${applicationId}`;
  const facts = vault.open(row.sealed_facts, bind);
  if (!vault.blindIndex(facts, bind).equals(row.digest))
    throw new Error(`the evidence of application ${applicationId} was changed`);
  return { kind: row.kind, asOf: row.as_of, facts, sources: row.sources };
}

export type DecisionRecord = {
  readonly madeAt: "confirmation" | "approval" | "payment";
  readonly basis: "frozen" | "current";
  readonly decidedOn: Day;
  readonly outcome: Outcome;
  readonly amountFen: Fen | null;
  readonly failed: readonly string[];
  readonly unknown: readonly string[];
};

export async function insertDecision(
  tx: Tx,
  owner: Owner,
  decision: DecisionRecord & { readonly now: Date },
): Promise<void> {
  await sql`
    INSERT INTO benefits.decisions (tenant_id, application_id, office_id, person_id, made_at, basis, decided_on, outcome, amount_fen, failed, unknown, at)
    VALUES (access.current_tenant(), ${owner.applicationId}, ${owner.officeId}, ${owner.personId}, ${decision.madeAt}, ${decision.basis},
      ${dayParameter(decision.decidedOn)}::date, ${decision.outcome}, ${decision.amountFen}, ${[...decision.failed]}::text[],
      ${[...decision.unknown]}::text[], ${decision.now})`.execute(tx);
}

export async function listDecisions(tx: Tx, applicationId: number): Promise<readonly DecisionRecord[]> {
  const { rows } = await sql<{
    made_at: DecisionRecord["madeAt"];
    basis: DecisionRecord["basis"];
    decided_on: Day;
    outcome: Outcome;
    amount_fen: Fen | null;
    failed: readonly string[];
    unknown: readonly string[];
  }>`
    SELECT made_at, basis, decided_on, outcome, amount_fen, failed, unknown FROM benefits.decisions
    WHERE tenant_id = access.current_tenant() AND application_id = ${applicationId} ORDER BY decision_id LIMIT 500`.execute(
    tx,
  );
  return rows.map((row) => ({
    madeAt: row.made_at,
    basis: row.basis,
    decidedOn: row.decided_on,
    outcome: row.outcome,
    amountFen: row.amount_fen,
    failed: row.failed,
    unknown: row.unknown,
  }));
}
