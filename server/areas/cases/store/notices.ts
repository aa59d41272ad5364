import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import { dayParameter, type Tx } from "../../../storage/index.ts";

export type NoticeRecord = {
  readonly noticeId: number;
  readonly opensOn: Day;
  readonly closesOn: Day;
  readonly workingDays: number;
  readonly provisional: boolean;
};

export type NoticeEntry = {
  readonly caseId: number;
  readonly officeId: number;
  readonly personId: number;
  readonly maskedName: string;
  readonly maskedDocument: string;
  readonly employer: string;
  readonly whatZh: string;
  readonly whatEn: string;
  readonly amountFen: bigint;
};

export async function insertNotice(
  tx: Tx,
  notice: Omit<NoticeRecord, "noticeId"> & {
    readonly officeId: number;
    readonly publishedBy: number;
    readonly now: Date;
  },
): Promise<number> {
  const { rows } = await sql<{ notice_id: number }>`
    INSERT INTO cases.notices (tenant_id, office_id, opens_on, closes_on, working_days, provisional, published_by, published_at)
    VALUES (access.current_tenant(), ${notice.officeId}, ${dayParameter(notice.opensOn)}::date, ${dayParameter(notice.closesOn)}::date,
      ${notice.workingDays}, ${notice.provisional}, ${notice.publishedBy}, ${notice.now})
    RETURNING notice_id`.execute(tx);
  const row = rows[0];
  if (!row) throw new Error("a notice was not inserted");
  return row.notice_id;
}

export async function insertNoticeEntry(tx: Tx, noticeId: number, entry: NoticeEntry): Promise<void> {
  await sql`
    INSERT INTO cases.notice_entries (tenant_id, notice_id, case_id, office_id, person_id, masked_name, masked_document, employer, what_zh, what_en, amount_fen)
    VALUES (access.current_tenant(), ${noticeId}, ${entry.caseId}, ${entry.officeId}, ${entry.personId}, ${entry.maskedName},
      ${entry.maskedDocument}, ${entry.employer}, ${entry.whatZh}, ${entry.whatEn}, ${entry.amountFen})`.execute(tx);
}

export async function closeNoticeEntry(tx: Tx, caseId: number, state: "cleared" | "withdrawn"): Promise<void> {
  await sql`
    UPDATE cases.notice_entries SET state = ${state}
    WHERE tenant_id = access.current_tenant() AND case_id = ${caseId} AND state = 'standing'`.execute(tx);
}

/** The case's latest notice, running or over. */
export async function findNoticeOfCase(tx: Tx, caseId: number): Promise<NoticeRecord | undefined> {
  const { rows } = await sql<{
    notice_id: number;
    opens_on: Day;
    closes_on: Day;
    working_days: number;
    provisional: boolean;
  }>`
    SELECT n.notice_id, n.opens_on, n.closes_on, n.working_days, n.provisional
    FROM cases.notices n JOIN cases.notice_entries e USING (tenant_id, notice_id)
    WHERE n.tenant_id = access.current_tenant() AND e.case_id = ${caseId}
    ORDER BY n.notice_id DESC LIMIT 1`.execute(tx);
  const row = rows[0];
  return (
    row && {
      noticeId: row.notice_id,
      opensOn: row.opens_on,
      closesOn: row.closes_on,
      workingDays: row.working_days,
      provisional: row.provisional,
    }
  );
}

export type PublicEntry = {
  readonly noticeId: number;
  readonly office: string;
  readonly opensOn: Day;
  readonly closesOn: Day;
  readonly maskedName: string;
  /** Empty where none was known. */
  readonly employer: string;
  readonly what: { readonly zh: string; readonly en: string };
  readonly amountFen: bigint;
};

export type PublicPage = {
  readonly tenantId: number;
  readonly today: Day;
  readonly skip: number;
  readonly take: number;
};

/** What anyone may read on a day, without a session; a page of at most 100, and how many there are (0 beyond the last page). */
export async function listPublicEntries(
  tx: Tx,
  page: PublicPage,
): Promise<{ readonly entries: readonly PublicEntry[]; readonly total: number }> {
  const { rows } = await sql<{
    notice_id: number;
    office: string;
    opens_on: Day;
    closes_on: Day;
    masked_name: string;
    employer: string;
    what_zh: string;
    what_en: string;
    amount_fen: bigint;
    total: number;
  }>`SELECT * FROM cases.public_notices(${page.tenantId}, ${dayParameter(page.today)}::date, ${page.skip}, ${page.take})`.execute(
    tx,
  );
  const entries = rows.map((row) => ({
    noticeId: row.notice_id,
    office: row.office,
    opensOn: row.opens_on,
    closesOn: row.closes_on,
    maskedName: row.masked_name,
    employer: row.employer,
    what: { zh: row.what_zh, en: row.what_en },
    amountFen: row.amount_fen,
  }));
  return { entries, total: rows[0]?.total ?? 0 };
}
