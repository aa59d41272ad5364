import { createHash } from "node:crypto";
import type { Day, Fen } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";

/** A benefit that Wutong paid: a fact for the next decision, like those that registers bring. */
export type PaidBenefit = {
  readonly personId: number;
  readonly officeId: number;
  /** What it was paid for, unique within the tenant, e.g. "application 7 instalment 2". */
  readonly reference: string;
  readonly policy: string;
  readonly kind: string;
  readonly region: number;
  readonly fromDay: Day;
  readonly toDay: Day;
  readonly amountFen: Fen;
  readonly certificateKey: string;
  readonly occupation: string;
  readonly level: string;
  readonly now: Date;
};

const KEY_BYTES = 16;

/** Records it once per reference, however often it is told. */
export async function recordPaidBenefit(tx: Tx, paid: PaidBenefit): Promise<void> {
  const key = digest(`wutong ${paid.reference}`);
  const content = digest([paid.policy, paid.kind, paid.region, paid.fromDay, paid.toDay, paid.amountFen].join("|"));
  await sql`
    INSERT INTO people.past_benefits (tenant_id, person_id, natural_key, office_id, content_digest, batch_id, recorded_at, policy, kind, region,
      from_day, to_day, amount_fen, certificate_key, occupation, level)
    VALUES (access.current_tenant(), ${paid.personId}, ${key}, ${paid.officeId}, ${content}, NULL, ${paid.now}, ${paid.policy}, ${paid.kind},
      ${paid.region}, ${dayParameter(paid.fromDay)}::date, ${dayParameter(paid.toDay)}::date, ${paid.amountFen}, ${paid.certificateKey},
      ${paid.occupation}, ${paid.level})
    ON CONFLICT (tenant_id, person_id, natural_key) DO NOTHING`.execute(tx);
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest().subarray(0, KEY_BYTES);
}
