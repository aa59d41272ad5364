import { type Day, ok, type Problem, type Result } from "@wutong/kernel";
import { type CaseType, maskDocument, maskName, noticePeriod } from "../model.ts";
import { insertNotice, insertNoticeEntry, type NoticeRecord } from "../store/notices.ts";
import type { Tx } from "../store/storage.ts";
import { takeStep } from "./take-step.ts";

/** What a notice says of one case; name and document number are masked here and stored masked only. */
export type NoticeSubject = {
  readonly caseId: number;
  readonly name: string;
  readonly documentNumber: string;
  /** Where they work, by the evidence; empty where it doesn't say. */
  readonly employer: string;
  readonly what: { readonly zh: string; readonly en: string };
  readonly amountFen: bigint;
};

export type PublishNotice = {
  readonly type: CaseType;
  readonly step: string;
  readonly officeId: number;
  readonly publishedBy: number;
  readonly subjects: readonly NoticeSubject[];
  readonly workingDays: number;
  readonly today: Day;
  readonly now: Date;
};

/**
 * Publishes one notice for many cases, all or none, from today for a number of working days.
 * Problems are those of `takeStep`, of the first case that can't be published.
 */
export async function publishNotice(tx: Tx, given: PublishNotice): Promise<Result<NoticeRecord, Problem>> {
  const { closesOn, provisional } = noticePeriod(given.today, given.workingDays);
  const notice = { opensOn: given.today, closesOn, provisional, workingDays: given.workingDays };
  const noticeId = await insertNotice(tx, {
    ...notice,
    officeId: given.officeId,
    publishedBy: given.publishedBy,
    now: given.now,
  });
  for (const subject of given.subjects) {
    const task = { kind: "closeNotice", role: "clerk" };
    const stepped = await takeStep(tx, {
      type: given.type,
      caseId: subject.caseId,
      step: given.step,
      now: given.now,
      next: { dueOn: closesOn, provisional, task },
    });
    if (!stepped.ok) return stepped;
    const { officeId, personId } = stepped.value.before;
    await insertNoticeEntry(tx, noticeId, {
      caseId: subject.caseId,
      officeId,
      personId,
      maskedName: maskName(subject.name),
      maskedDocument: maskDocument(subject.documentNumber),
      employer: subject.employer,
      whatZh: subject.what.zh,
      whatEn: subject.what.en,
      amountFen: subject.amountFen,
    });
  }
  return ok({ noticeId, ...notice });
}
