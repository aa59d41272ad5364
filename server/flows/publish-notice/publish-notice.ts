import { fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { GivenFacts, GivenList } from "@wutong/policy";
import {
  type Application,
  BENEFIT_CASE,
  findPlace,
  getEvidence,
  listApplicationsOfCases,
} from "../../areas/benefits/index.ts";
import { getActor, type NoticeSubject, publishNotice as publish } from "../../areas/cases/index.ts";
import { findEmployers } from "../../areas/employers/index.ts";
import { listPersonCards } from "../../areas/people/index.ts";
import type { Tx } from "../../storage/index.ts";
import { findSpouseStanding, whyNotBoth } from "../couple/spouse.ts";
import { type Caller, getPolicy, type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { whyWaiting } from "../take-place/why-waiting.ts";

export type Published = {
  readonly noticeId: number;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly workingDays: number;
  readonly provisional: boolean;
  readonly cases: number;
};

/**
 * Publishes one notice for many confirmed cases, for as many working days as the strictest of their policies asks. Clerks only;
 * all or none. Problems: `cases.notFound`, those of `whyNotBoth` (a couple) and `whyWaiting` (places) and those of a case's step.
 */
export function publishNotice(
  desk: MoneyDesk,
  caller: Caller,
  caseIds: readonly number[],
): Promise<Result<Published, Problem>> {
  return desk.run({ ...caller, command: "publishNotice", input: { caseIds } }, async (tx) => {
    const published = await publishCases(desk, tx, caseIds);
    if (!published.ok) return published;
    const { noticeId, opensOn, closesOn } = published.value;
    return ok({
      reply: published.value,
      subject: { kind: "notice", id: noticeId },
      before: { cases: "confirmed" },
      after: { cases: "onNotice", caseIds, opensOn, closesOn },
    });
  });
}

/** The same within a transaction, for cases that were opened in it. */
export async function publishCases(
  desk: MoneyDesk,
  tx: Tx,
  caseIds: readonly number[],
): Promise<Result<Published, Problem>> {
  const now = desk.now();
  const actor = await getActor(tx);
  const found = await listApplicationsOfCases(tx, caseIds);
  const missing = caseIds.find((caseId) => !found.some((each) => each.caseId === caseId));
  const [first] = found;
  if (missing !== undefined || !first) return fail(problem("cases.notFound", { caseId: missing ?? 0 }));
  for (const application of found) {
    const standing = await findSpouseStanding(tx, application, todayOf(now));
    const alone = whyNotBoth(application.caseId, standing);
    if (alone) return fail(alone);
    const waiting = whyWaiting(application.caseId, await findPlace(tx, application.applicationId));
    if (waiting) return fail(waiting);
  }
  const { subjects, workingDays } = await subjectsOf(desk, tx, found);
  const notice = await publish(tx, {
    type: BENEFIT_CASE,
    step: "publishNotice",
    officeId: actor.officeId ?? first.officeId,
    publishedBy: actor.accountId ?? 0,
    subjects,
    workingDays,
    today: todayOf(now),
    now,
  });
  if (!notice.ok) return notice;
  const { noticeId, provisional } = notice.value;
  const [opensOn, closesOn] = [formatDay(notice.value.opensOn), formatDay(notice.value.closesOn)];
  return ok({ noticeId, opensOn, closesOn, workingDays, provisional, cases: subjects.length });
}

async function subjectsOf(desk: MoneyDesk, tx: Tx, applications: readonly Application[]) {
  const cards = await listPersonCards(
    tx,
    desk.vault,
    applications.map((each) => each.personId),
  );
  const byPerson = new Map(cards.map((card) => [card.personId, card]));
  const subjects: NoticeSubject[] = [];
  let workingDays = 0;
  for (const application of applications.toSorted((a, b) => a.caseId - b.caseId)) {
    const { envelope } = await getPolicy(desk, tx, application.policy, application.version);
    const card = byPerson.get(application.personId);
    if (!card) throw new Error(`person ${application.personId} is out of the session's scope`);
    workingDays = Math.max(workingDays, envelope.handling.publicNoticeWorkingDays);
    subjects.push({
      caseId: application.caseId,
      name: card.name,
      documentNumber: card.documentNumbers[0] ?? "",
      employer: await findEmployerName(desk, tx, application),
      what: envelope.title,
      amountFen: application.planFen,
    });
  }
  return { subjects, workingDays };
}

/** The employer of the insurance that runs, or ran last, by the evidence that the person confirmed on. */
async function findEmployerName(desk: MoneyDesk, tx: Tx, application: Application): Promise<string> {
  const { facts } = await getEvidence(tx, desk.vault, application.applicationId);
  const insurance = (JSON.parse(facts) as GivenFacts)["insurance"] as GivenList | undefined;
  const [latest] = (insurance?.rows ?? []).toSorted(
    (a, b) =>
      Number(b["open"] === true) - Number(a["open"] === true) || (String(a["from"]) < String(b["from"]) ? 1 : -1),
  );
  const code = (latest?.["employer"] as { readonly code?: unknown } | undefined)?.code;
  if (typeof code !== "string") return "";
  return (await findEmployers(tx, [code])).get(code)?.name ?? "";
}
