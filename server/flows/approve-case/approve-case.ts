import { addWorkingDays } from "@wutong/codes";
import { type Day, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";
import {
  type Application,
  BENEFIT_CASE,
  coveredDays,
  findApplicationOfCase,
  findOffer,
  insertInstalment,
  lockOnce,
  type Offer,
} from "../../areas/benefits/index.ts";
import { checkStep, type Hold, holdCase, listSteps, takeStep } from "../../areas/cases/index.ts";
import { type Commitment, commitPayments, insertPayment, listPaymentsOfCase } from "../../areas/funds/index.ts";
import { findPersonCard } from "../../areas/people/index.ts";
import type { Tx } from "../../storage/index.ts";
import { REVIEW_WORKING_DAYS } from "../close-notice/close-notice.ts";
import { findSpouseStanding, type SpouseStanding, whyNotBoth } from "../couple/spouse.ts";
import { findWhyNotPayable } from "../decide-again/payable.ts";
import { type StateAndHold, stateAndHold } from "../money/held.ts";
import { type Caller, getPolicy, type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { coveringOf } from "./covering-of.ts";
import { endOtherBenefits } from "./end-other-benefits.ts";
import { findConflict } from "./find-conflict.ts";
import { nextApproval } from "./next-approval.ts";

/**
 * A second person approves, and a leader after them where the policy asks for it (the reviewer's approval then leaves the case where it
 * stands, and the leader's is what the rest is about). Decided again on frozen evidence and on today's facts (anything but entitled holds the case), locked
 * against being granted twice, committed on the budget lines, and benefits that this one ends are stopped, all in one step.
 * Problems: those of the case's step (four eyes: who pushed or handled it may not), `benefits.alreadyTaken`, those of `whyNotBoth` and
 * `findConflict`,
 * `funds.lineMissing`, `funds.lineExhausted`.
 */
export function approveCase(
  desk: MoneyDesk,
  caller: Caller,
  given: { readonly caseId: number; readonly note: string },
): Promise<Result<StateAndHold, Problem>> {
  return desk.run({ ...caller, command: "approveCase", input: given }, async (tx) => {
    const now = desk.now();
    const found = await findWork(desk, tx, given.caseId);
    if (!found.ok) return found;
    const { application, offer, policy } = found.value;
    const next = nextApproval(policy.envelope, application, await listSteps(tx, given.caseId));
    const step = { type: BENEFIT_CASE, caseId: given.caseId, step: next, alsoHandledBy: [offer.pushedBy] };
    const allowed = await checkStep(tx, step);
    if (!allowed.ok) return allowed;
    const spouse = await findSpouseStanding(tx, application, todayOf(now));
    const alone = whyNotBoth(given.caseId, spouse);
    if (alone) return fail(alone);
    const conflict = await findConflict(desk, tx, { application, policy });
    if (conflict) return fail(conflict);
    const { before } = allowed.value;
    const written = {
      subject: { kind: "case", id: given.caseId },
      officeId: application.officeId,
      personId: application.personId,
    };
    const today = todayOf(now);
    const why = await findWhyNotPayable(tx, desk.vault, { application, policy, madeAt: "approval", today, now });
    if (why) {
      const hold: Hold = { kind: "decisionChanged", since: today, problem: why };
      const held = await holdCase(tx, given.caseId, hold, now);
      if (!held.ok) return held;
      const reply = stateAndHold(before.state, hold);
      return ok({ ...written, reply, before: { state: before.state, hold: null }, after: reply });
    }
    if (next === "review") {
      const due = addWorkingDays(today, REVIEW_WORKING_DAYS);
      const task = { kind: "approve", role: "leader" };
      const reviewed = await takeStep(tx, {
        ...step,
        now,
        note: given.note,
        next: { dueOn: due.day, provisional: due.provisional, task },
      });
      if (!reviewed.ok) return reviewed;
      const after = { state: reviewed.value.state, approvedBy: "reviewer", waitsFor: "leader" };
      return ok({
        ...written,
        reply: stateAndHold(reviewed.value.state, null),
        before: { state: before.state },
        after,
      });
    }
    const committed = await commit(desk, tx, { ...found.value, spouse }, now);
    if (!committed.ok) return committed;
    const ended = await endOtherBenefits(tx, { application, ends: policy.envelope.stacking.ends, today, now });
    const stepped = await takeStep(tx, { ...step, now, note: given.note });
    if (!stepped.ok) return stepped;
    const after = {
      state: stepped.value.state,
      ended,
      committed: committed.value.map(({ line, payments }) => ({
        line: line.lineId,
        payments: payments.map((each) => each.paymentId),
      })),
    };
    return ok({ ...written, reply: stateAndHold(stepped.value.state, null), before: { state: before.state }, after });
  });
}

type Work = { readonly application: Application; readonly offer: Offer; readonly policy: CompiledPolicy };

async function findWork(desk: MoneyDesk, tx: Tx, caseId: number): Promise<Result<Work, Problem>> {
  const application = await findApplicationOfCase(tx, caseId);
  const offer = application && (await findOffer(tx, application.offerId));
  if (!application || !offer) return fail(problem("cases.notFound", { caseId }));
  return ok({ application, offer, policy: await getPolicy(desk, tx, application.policy, application.version) });
}

/** Locks what is granted only once, plans the payments that were offered and commits what this year's and later lines carry. */
async function commit(
  desk: MoneyDesk,
  tx: Tx,
  { application, offer, policy, spouse }: Work & { readonly spouse: SpouseStanding | null },
  now: Date,
): Promise<Result<readonly Commitment[], Problem>> {
  const { envelope } = policy;
  const person = await findPersonCard(tx, desk.vault, application.personId);
  if (!person) return fail(problem("cases.notFound", { caseId: application.caseId }));
  const { oncePer } = envelope.stacking;
  const limits = {
    benefit: envelope.benefit,
    ...(oncePer && oncePer !== "household" ? { oncePer } : {}),
    ...(envelope.stacking.oncePerHome ? { oncePerHome: true } : {}),
    ...(envelope.stacking.perYear ? { perYearMax: envelope.stacking.perYear.max } : {}),
  };
  const today: Day = todayOf(now);
  const year = new Date(now).getUTCFullYear();
  const locked = await lockOnce(tx, desk.vault, {
    application,
    limits,
    documentNumbers: person.documentNumbers,
    spouseDocuments: spouse?.state === "confirmed" ? spouse.confirmation.documents : [],
    year,
    now,
  });
  if (!locked.ok) return locked;
  const covering = coveringOf(envelope.payPlan, offer.plan);
  for (const { number, dueOn, earnedOn = dueOn, amountFen } of offer.plan) {
    const budget = { officeId: envelope.office, code: envelope.id };
    const paymentId = await insertPayment(tx, { ...application, number, dueOn, amountFen, budget });
    await insertInstalment(tx, application, { number, paymentId, ...coveredDays(covering, earnedOn) });
  }
  return commitPayments(tx, { payments: await listPaymentsOfCase(tx, application.caseId), today, now });
}
