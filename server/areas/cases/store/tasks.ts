import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";
import type { CaseRecord } from "./cases.ts";

/** At most one open task of a kind in a case; asking again changes nothing. */
export async function insertTask(
  tx: Tx,
  record: Pick<CaseRecord, "caseId" | "officeId" | "personId">,
  task: {
    readonly kind: string;
    readonly role: string;
    readonly dueOn: Day;
    readonly provisional: boolean;
    readonly now: Date;
  },
): Promise<void> {
  await sql`
    INSERT INTO cases.tasks (tenant_id, case_id, office_id, person_id, kind, role, made_at, due_on, due_provisional)
    VALUES (access.current_tenant(), ${record.caseId}, ${record.officeId}, ${record.personId}, ${task.kind}, ${task.role}, ${task.now},
      ${dayParameter(task.dueOn)}::date, ${task.provisional})
    ON CONFLICT (tenant_id, case_id, kind) WHERE done_at IS NULL DO NOTHING`.execute(tx);
}

/** Marks every open task of the case as done. */
export async function finishTasks(
  tx: Tx,
  caseId: number,
  by: { readonly accountId: number | null; readonly now: Date },
): Promise<void> {
  await sql`
    UPDATE cases.tasks SET done_at = ${by.now}, done_by = ${by.accountId}
    WHERE tenant_id = access.current_tenant() AND case_id = ${caseId} AND done_at IS NULL`.execute(tx);
}
