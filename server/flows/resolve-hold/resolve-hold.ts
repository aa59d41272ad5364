import { type Day, fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { GivenFacts, GivenList } from "@wutong/policy";
import {
  type Application,
  BENEFIT_CASE,
  findApplicationOfCase,
  findOffer,
  getEvidence,
  insertEvidence,
  listInstalments,
  saveCleared,
  saveEnded,
} from "../../areas/benefits/index.ts";
import { type CaseRecord, checkStep, releaseHold } from "../../areas/cases/index.ts";
import { listPaymentsOfCase, releasePayments, stopPayments } from "../../areas/funds/index.ts";
import { readFacts, readSources } from "../../areas/people/index.ts";
import type { Tx } from "../../storage/index.ts";
import { finishIfDone } from "../approve-case/end-other-benefits.ts";
import { findWhyNotPayable } from "../decide-again/payable.ts";
import { type StateAndHold, stateAndHold } from "../money/held.ts";
import { type Caller, getPolicy, type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { reject } from "../reject-case/reject-case.ts";

export type ResolveHold = {
  readonly caseId: number;
  readonly resolution: "proceed" | "reject";
  readonly reason: string;
};

/**
 * A person has looked. `proceed` goes on with what is decided now, on the evidence with corrections included: it must be
 * entitled again. `reject` ends the case. Reviewers, not those who handled it. Problems: `cases.notHeld`, `cases.stillNotEntitled`
 * {conditions}, those of the case's step.
 */
export function resolveHold(
  desk: MoneyDesk,
  caller: Caller,
  given: ResolveHold,
): Promise<Result<StateAndHold, Problem>> {
  return desk.run({ ...caller, command: "resolveHold", input: given }, async (tx) => {
    const now = desk.now();
    const application = await findApplicationOfCase(tx, given.caseId);
    const offer = application && (await findOffer(tx, application.offerId));
    if (!application || !offer) return fail(problem("cases.notFound", { caseId: given.caseId }));
    const allowed = await checkStep(tx, {
      type: BENEFIT_CASE,
      caseId: given.caseId,
      step: "resolveHold",
      alsoHandledBy: [offer.pushedBy],
    });
    if (!allowed.ok) return allowed;
    const { before, actor } = allowed.value;
    if (!before.hold) return fail(problem("cases.notHeld", { caseId: given.caseId }));
    const state = await resolve(desk, tx, { given, application, before, by: actor.accountId ?? 0, now });
    if (!state.ok) return state;
    return ok({
      reply: stateAndHold(state.value, null),
      subject: { kind: "case", id: given.caseId },
      officeId: before.officeId,
      personId: before.personId,
      before: stateAndHold(before.state, before.hold),
      after: { state: state.value, hold: null, resolution: given.resolution, reason: given.reason },
    });
  });
}

type Resolving = {
  readonly given: ResolveHold;
  readonly application: Application;
  readonly before: CaseRecord;
  readonly by: number;
  readonly now: Date;
};

async function resolve(desk: MoneyDesk, tx: Tx, resolving: Resolving): Promise<Result<string, Problem>> {
  const { given, application, before, by, now } = resolving;
  if (given.resolution === "reject" && before.state === "paying") return endPaying(tx, resolving);
  if (given.resolution === "reject") {
    const rejected = await reject(desk, tx, given);
    if (!rejected.ok) return rejected;
    const released = await releaseHold(tx, given.caseId, given.reason, now);
    return released.ok ? ok(rejected.value.state) : released;
  }
  const policy = await getPolicy(desk, tx, application.policy, application.version);
  const today = todayOf(now);
  if (before.hold?.kind === "decisionChanged") await freezeCorrection(desk, tx, application, now);
  const madeAt = before.state === "approved" || before.state === "paying" ? "payment" : "approval";
  const why = await findWhyNotPayable(tx, desk.vault, { application, policy, madeAt, today, now });
  if (why) return fail(problem("cases.stillNotEntitled", { conditions: String(why.params["conditions"] ?? "amount") }));
  if (before.hold?.kind === "accountReview" || before.hold?.kind === "paymentReturned") {
    await saveCleared(tx, application.payeeAccountId, { accountId: by, now });
  }
  await releasePayments(tx, given.caseId);
  const released = await releaseHold(tx, given.caseId, given.reason, now);
  return released.ok ? ok(before.state) : released;
}

/** Something was paid already: what is still unpaid is stopped, and the case is over with what was paid. */
async function endPaying(tx: Tx, { given, application, now }: Resolving): Promise<Result<string, Problem>> {
  const { caseId, reason } = given;
  const unpaid = (await listPaymentsOfCase(tx, caseId)).filter(
    (payment) => !["paid", "stopped"].includes(payment.state),
  );
  const [first] = unpaid;
  if (unpaid.some((payment) => payment.state === "inBatch"))
    return fail(problem("cases.wrongState", { caseId, state: "paying" }));
  if (first) await stopPayments(tx, { caseId, from: first.dueOn, reason, now });
  await saveEnded(tx, application.applicationId, { on: todayOf(now), by: application.applicationId });
  const released = await releaseHold(tx, caseId, reason, now);
  if (!released.ok) return released;
  return ok((await finishIfDone(tx, caseId, now)) ? "paid" : "paying");
}

/** The facts as now known of the day of confirmation, without what this application was itself paid. */
async function freezeCorrection(desk: MoneyDesk, tx: Tx, application: Application, now: Date): Promise<void> {
  const { asOf, facts: earlier } = await getEvidence(tx, desk.vault, application.applicationId);
  const read = await readFacts(tx, application.personId, asOf);
  if (!read) throw new Error(`person ${application.personId} is out of the session's scope`);
  const own = await ownPaidDays(tx, application);
  const corrected = withoutOwnPayments(read.facts, application.policy, own);
  const facts = JSON.stringify(corrected);
  if (facts === earlier) return;
  const sources = JSON.stringify(await readSources(tx, { personId: application.personId, facts: corrected, asOf }));
  await insertEvidence(tx, desk.vault, application, { kind: "correction", asOf, facts, sources, now });
}

type Days = { readonly fromDay: Day; readonly toDay: Day };

async function ownPaidDays(tx: Tx, application: Application): Promise<readonly Days[]> {
  const payments = await listPaymentsOfCase(tx, application.caseId);
  const paid = new Set(payments.filter((each) => each.state === "paid").map((each) => each.paymentId));
  return (await listInstalments(tx, application.applicationId)).filter((each) => paid.has(each.paymentId));
}

function withoutOwnPayments(facts: GivenFacts, policy: string, own: readonly Days[]): GivenFacts {
  const benefits = facts["benefits"] as GivenList | undefined;
  if (!benefits || own.length === 0) return facts;
  const isOwn = (row: GivenList["rows"][number]): boolean =>
    row["policy"] === policy &&
    own.some((days) => row["from"] === formatDay(days.fromDay) && row["to"] === formatDay(days.toDay));
  return { ...facts, benefits: { ...benefits, rows: benefits.rows.filter((row) => !isOwn(row)) } };
}
