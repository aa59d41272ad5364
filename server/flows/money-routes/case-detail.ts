import type { CaseState, getCase, LocalText, ReplyOf } from "@wutong/contracts";
import { formatDay, type Problem } from "@wutong/kernel";
import type { Envelope, GivenFacts } from "@wutong/policy";
import {
  type Application,
  BENEFIT_CASE,
  type CaseRow,
  type FrozenEvidence,
  findAccount,
  findApplicationOfCase,
  findOffer,
  findPlace,
  getEvidence,
  listDecisions,
  type Offer,
  type Place,
} from "../../areas/benefits/index.ts";
import {
  type Actor,
  decideStep,
  findNoticeOfCase,
  getActor,
  type Hold,
  listAccountNames,
  listObjections,
  listSteps,
  type NoticeRecord,
  type StepRecord,
} from "../../areas/cases/index.ts";
import { listPaymentsOfCase, type Payment } from "../../areas/funds/index.ts";
import { type FactSources, listPersonLabels } from "../../areas/people/index.ts";
import type { Tx } from "../../storage/index.ts";
import { type ApprovalStep, approvalsOf, findReview, nextApproval } from "../approve-case/next-approval.ts";
import { findSpouseStanding, type SpouseStanding, whyNotBoth } from "../couple/spouse.ts";
import { todayOf } from "../money/money-desk.ts";
import { whyWaiting } from "../take-place/why-waiting.ts";
import { explainOne } from "./explain.ts";
import { fenText, type Labels, showInstalment, subjectOf, textOf } from "./labels.ts";
import type { RouteDesk } from "./route-desk.ts";

type Detail = ReplyOf<typeof getCase>;

function showHold(hold: Hold | null) {
  return hold && { kind: hold.kind, since: formatDay(hold.since), text: textOf(hold.problem) };
}

export function showCase(row: CaseRow, labels: Labels) {
  return {
    caseId: row.caseId,
    personId: row.personId,
    name: labels.name(row.personId),
    policyId: row.policy,
    policyTitle: labels.title(row.policy, row.version),
    subject: subjectOf(row),
    state: row.state,
    hold: showHold(row.hold),
    waiting: row.waiting,
    amountFen: fenText(row.amountFen),
    planFen: fenText(row.planFen),
    paidFen: fenText(row.paidFen),
    confirmedOn: formatDay(row.confirmedOn),
    dueOn: row.dueOn === null ? null : formatDay(row.dueOn),
  };
}

/** Everything that the page of a case shows. */
export async function readCaseDetail(desk: RouteDesk, tx: Tx, row: CaseRow, labels: Labels): Promise<Detail> {
  const application = await findApplicationOfCase(tx, row.caseId);
  const offer = await findOffer(tx, row.offerId);
  if (!application || !offer) throw new Error(`case ${row.caseId} has no application in the session's scope`);
  const account = await findAccount(tx, application.payeeAccountId);
  const policy = await desk.findPolicy(tx, row.policy, row.version);
  const steps = await listSteps(tx, row.caseId);
  const standing = await findSpouseStanding(tx, application, todayOf(desk.now()));
  const approval = policy ? nextApproval(policy.envelope, application, steps) : "approve";
  const notice = (await findNoticeOfCase(tx, row.caseId)) ?? null;
  const evidence = await getEvidence(tx, desk.vault, application.applicationId);
  const decisions = await listDecisions(tx, application.applicationId);
  const place = await findPlace(tx, application.applicationId);
  return {
    ...showCase(row, labels),
    spouse: showSpouse(standing),
    accountMasked: account?.numberMasked ?? "",
    accountHolder: labels.name(row.personId),
    accountBank: account?.bank ?? "",
    undertakings: (policy?.envelope.undertakings ?? []).map((each) => each.text),
    notice: notice && showNotice(notice),
    objections: (await listObjections(tx, desk.vault, row.caseId)).map((each) => ({
      ...each,
      receivedOn: formatDay(each.receivedOn),
    })),
    plan: showPlan(offer, await listPaymentsOfCase(tx, row.caseId), formatDay(todayOf(desk.now()))),
    decisions: decisions.map((each) => ({
      at: each.madeAt,
      on: formatDay(each.decidedOn),
      outcome: each.outcome,
      amountFen: each.amountFen === null ? null : fenText(each.amountFen),
    })),
    why: await explainOne(desk, tx, { ...row, asOf: evidence.asOf, frozen: frozenOf(evidence) }),
    approvals: policy ? await showApprovals(tx, policy.envelope, application, steps) : [],
    timeline: await showTimeline(tx, row.personId, steps, place),
    actions: showActions(desk, { row, offer, steps, notice, standing, place, approval, actor: await getActor(tx) }),
  };
}

export function showSpouse(standing: SpouseStanding | null): Detail["spouse"] {
  if (standing === null) return null;
  const confirmedAt = standing.state === "confirmed" ? standing.confirmation.confirmedAt.toISOString() : null;
  return { state: standing.state, confirmedAt };
}

function frozenOf({ facts, sources }: FrozenEvidence) {
  return { facts: JSON.parse(facts) as GivenFacts, sources: sources as FactSources | null };
}

function showNotice(notice: NoticeRecord) {
  const { noticeId, workingDays, provisional } = notice;
  return {
    noticeId,
    workingDays,
    provisional,
    opensOn: formatDay(notice.opensOn),
    closesOn: formatDay(notice.closesOn),
  };
}

/** Payments as they stand, or the offered plan before there are any; what was stopped is no longer planned. */
function showPlan(offer: Offer, payments: readonly Payment[], today: string) {
  if (payments.length === 0) return offer.plan.map((each) => ({ ...showInstalment(each), state: "planned" as const }));
  return payments.flatMap((payment) => {
    const shown = showInstalment(payment);
    if (payment.state === "stopped") return [];
    if (payment.state === "held") return [{ ...shown, state: "due" as const }];
    return [
      { ...shown, state: payment.state === "planned" && shown.dueOn <= today ? ("due" as const) : payment.state },
    ];
  });
}

const STEP_TEXTS: Readonly<Record<string, LocalText>> = {
  open: { zh: "本人确认，证据封存", en: "Confirmed by the person; evidence frozen" },
  publishNotice: { zh: "发布公示", en: "Notice published" },
  recordObjection: { zh: "登记异议", en: "Objection recorded" },
  decideObjection: { zh: "答复异议", en: "Objection decided" },
  closeNotice: { zh: "公示结束", en: "Notice closed" },
  review: { zh: "复核通过，待领导审批", en: "Approved by the reviewer; the leader is next" },
  approve: { zh: "审批通过，资金已承诺", en: "Approved; money committed" },
  approveAsLeader: { zh: "领导审批通过，资金已承诺", en: "Approved by the leader; money committed" },
  reject: { zh: "不予通过", en: "Rejected" },
  release: { zh: "挂起已解除", en: "Hold resolved" },
  pay: { zh: "开始支付", en: "Payment begun" },
  finish: { zh: "支付完成", en: "Paid" },
};
const OPENED_TEXT: LocalText = {
  zh: "免申即享：登记证明全部条件，证据封存",
  en: "Opened without application; evidence frozen",
};
const QUEUED_TEXT: LocalText = {
  zh: "名额待定或已满、资金已用完，列入候补",
  en: "No place or money yet: in the queue",
};
const MOVED_UP_TEXT: LocalText = { zh: "递补成功", en: "Moved up: has a place now" };
const HELD_TEXT: LocalText = { zh: "挂起，等待人工处理", en: "Held for a person to look" };

async function showTimeline(tx: Tx, personId: number, steps: readonly StepRecord[], place: Place | undefined) {
  const accounts = await listAccountNames(
    tx,
    steps.flatMap((each) => each.accountId ?? []),
  );
  const person = (await listPersonLabels(tx, [personId])).get(personId)?.name ?? "";
  const shown = steps.map((each) => ({
    at: each.at.toISOString(),
    actor:
      each.actorKind === "talent" ? person : each.actorKind === "job" ? "—" : (accounts.get(each.accountId ?? 0) ?? ""),
    step: each.step,
    text: each.step === "open" && each.actorKind !== "talent" ? OPENED_TEXT : (STEP_TEXTS[each.step] ?? HELD_TEXT),
  }));
  return [...shown, ...queueSteps(place)].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Nobody took these steps: places are drawn when others confirm or give theirs back. */
function queueSteps(place: Place | undefined): Detail["timeline"] {
  if (!place) return [];
  const { askedAt, takenAt, waited } = place;
  return [
    ...(waited ? [{ at: askedAt.toISOString(), actor: "—", step: "wait", text: QUEUED_TEXT }] : []),
    ...(waited && takenAt ? [{ at: takenAt.toISOString(), actor: "—", step: "moveUp", text: MOVED_UP_TEXT }] : []),
  ];
}

async function showApprovals(
  tx: Tx,
  envelope: Envelope,
  application: Application,
  steps: readonly StepRecord[],
): Promise<Detail["approvals"]> {
  const last = steps.find(({ step }) => step === "approve" || step === "approveAsLeader");
  const review = last?.step === "approve" ? last : findReview(steps);
  const given = { reviewer: review, leader: last?.step === "approveAsLeader" ? last : undefined };
  const names = await listAccountNames(
    tx,
    Object.values(given).flatMap((each) => each?.accountId ?? []),
  );
  return approvalsOf(envelope, application).map(({ role, title }) => ({
    role,
    title,
    by: names.get(given[role]?.accountId ?? 0) ?? null,
    at: given[role]?.at.toISOString() ?? null,
  }));
}

type Acting = {
  readonly row: CaseRow;
  readonly offer: Offer;
  readonly steps: readonly StepRecord[];
  readonly notice: NoticeRecord | null;
  readonly standing: SpouseStanding | null;
  readonly place: Place | undefined;
  /** Which of the approvals is next. */
  readonly approval: ApprovalStep;
  readonly actor: Actor;
};

const ACTIONS = ["publishNotice", "recordObjection", "closeNotice", "approve", "reject", "resolveHold"] as const;

/** What fits the state, and why the signed-in person may not do it, if so. */
function showActions(
  desk: RouteDesk,
  { row, offer, steps, notice, standing, place, approval, actor }: Acting,
): Detail["actions"] {
  const handlings = steps.filter((each) => BENEFIT_CASE.handling.some((step) => step === each.step));
  const handledBy = [...handlings.flatMap((each) => each.accountId ?? []), offer.pushedBy];
  return ACTIONS.filter((action) => action !== "resolveHold" || row.hold !== null).flatMap((action) => {
    const step = action === "approve" ? approval : action;
    const asked = {
      type: BENEFIT_CASE,
      caseId: row.caseId,
      step,
      state: row.state,
      held: row.hold !== null,
      actor,
      handledBy,
    };
    const decided = decideStep(asked);
    const refusal: Problem | null = decided.ok ? null : decided.error;
    const rule = BENEFIT_CASE.steps.find((each) => each.step === step);
    if (!rule?.from.includes(row.state)) return [];
    const runs = action === "closeNotice" && notice !== null && todayOf(desk.now()) <= notice.closesOn;
    const noticeRuns = runs ? { code: "cases.noticeRuns", params: { closesOn: formatDay(notice.closesOn) } } : null;
    const alone = action === "publishNotice" || action === "approve" ? whyNotBoth(row.caseId, standing) : undefined;
    const queued = action === "publishNotice" ? whyWaiting(row.caseId, place) : undefined;
    const why = refusal ?? noticeRuns ?? alone ?? queued ?? null;
    return [{ action, problem: why && { code: why.code, params: { ...why.params } } }];
  });
}

/** Steps that a person follows on the phone: those done with their time, and those to come. */
export function showProgress(state: CaseState, steps: readonly StepRecord[]) {
  const order: readonly CaseState[] =
    state === "rejected"
      ? ["confirmed", "rejected"]
      : ["confirmed", "onNotice", "noticeClosed", "approved", "paying", "paid"];
  return order.map((each) => {
    const reached = steps.find((step) => step.to === each && (step.step === "open" || step.from !== each));
    return { state: each, at: reached ? reached.at.toISOString() : null };
  });
}
