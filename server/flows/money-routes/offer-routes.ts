import * as contract from "@wutong/contracts";
import { fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { implement, type Route } from "../../areas/access/index.ts";
import {
  countOffers,
  type FactReport,
  findOffer,
  listCaseRows,
  listOffers,
  type Offer,
  readReports,
  withdrawOffer,
} from "../../areas/benefits/index.ts";
import { getActor } from "../../areas/cases/index.ts";
import { findPersonIds } from "../../areas/people/index.ts";
import { listMessageStates } from "../../messages/index.ts";
import { inSession, type Tx } from "../../storage/index.ts";
import { settleFactReport } from "../dispute-fact/dispute-fact.ts";
import { type Caller, type MoneyDesk, todayOf } from "../money/money-desk.ts";
import {
  FINDINGS_AT_ONCE,
  type FindingToPush,
  offerOccasion,
  type Pushed,
  pushOffers,
} from "../push-offers/push-offers.ts";
import { explainOne } from "./explain.ts";
import { beforeOf, fenText, type Labels, labelsFor, pageOf, showInstalment, subjectOf } from "./labels.ts";
import { pickFindings } from "./pick-findings.ts";
import type { RouteDesk } from "./route-desk.ts";

export function offerRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.pushOffers, async ({ caller, key, body }) => {
      const findings = await pickFindings(desk, caller.token, body);
      if (!findings.ok) return findings;
      return pushAll(desk, { token: caller.token, key }, { sweepId: body.sweepId, findings: findings.value });
    }),
    implement(contract.listOffers, ({ caller, query }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const personIds = query.text ? await findPersonIds(tx, query.text) : undefined;
        const { state, policyId: policy, limit } = query;
        const offers = await listOffers(tx, {
          state,
          policy,
          personIds,
          beforeId: beforeOf(query.cursor),
          limit: limit + 1,
        });
        const show = await shower(desk, tx, offers);
        return ok(pageOf(offers, { limit, idOf: (offer) => offer.offerId, show }));
      }),
    ),
    implement(contract.countOffers, ({ caller }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const reports = await readReports(tx, desk.vault, { state: "open", beforeId: null, limit: 1_000 });
        return ok({ states: [...(await countOffers(tx))], openReports: reports.length });
      }),
    ),
    implement(contract.getOffer, ({ caller, params }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const offer = await findOffer(tx, params.offerId);
        if (!offer) return fail(problem("benefits.notFound", { id: params.offerId }));
        const show = await shower(desk, tx, [offer]);
        const why = await explainOne(desk, tx, { ...offer, asOf: offer.pushedOn });
        return ok({ ...show(offer), plan: offer.plan.map(showInstalment), why });
      }),
    ),
    implement(contract.withdrawOffer, ({ caller, key, params, body }) =>
      withdraw(desk, { token: caller.token, key }, { ...params, ...body }),
    ),
    ...reportRoutes(desk),
  ];
}

function reportRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.listFactReports, ({ caller, query: { state, limit, cursor } }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const reports = await readReports(tx, desk.vault, { state, beforeId: beforeOf(cursor), limit: limit + 1 });
        const show = await reportShower(desk, tx, reports);
        return ok(pageOf(reports, { limit, idOf: (report) => report.reportId, show }));
      }),
    ),
    implement(contract.settleFactReport, ({ caller, key, params, body }) =>
      settleFactReport(desk, { token: caller.token, key }, { ...params, ...body }),
    ),
  ];
}

/** A large push goes in several commands, each with a key of its own made from the caller's. */
async function pushAll(
  desk: RouteDesk,
  caller: Caller,
  { sweepId, findings }: { readonly sweepId: number; readonly findings: readonly FindingToPush[] },
): Promise<
  Result<
    {
      pushed: number;
      opened: number;
      skipped: { findingId: string; name: string; problem: Problem }[];
      messagesFrom: string | null;
    },
    Problem
  >
> {
  if (findings.length === 0) return fail(problem("benefits.nothingToPush"));
  const parts: Pushed[] = [];
  for (let from = 0; from < findings.length; from += FINDINGS_AT_ONCE) {
    const key = `${caller.key}/${from}`;
    const part = await pushOffers(
      desk,
      { ...caller, key },
      { sweepId, findings: findings.slice(from, from + FINDINGS_AT_ONCE) },
    );
    if (!part.ok) return part;
    parts.push(part.value);
  }
  const skipped = parts.flatMap((part) => part.skipped);
  const labels = await inSession(desk.database, caller.token, (tx) =>
    labelsFor(
      desk,
      tx,
      skipped.map(({ personId }) => ({ personId, policy: "", version: 0 })),
    ),
  );
  return ok({
    pushed: parts.reduce((sum, part) => sum + part.pushed, 0),
    opened: parts.reduce((sum, part) => sum + part.opened.length, 0),
    skipped: skipped.map(({ findingId, personId, code, params }) => ({
      findingId,
      name: labels.name(personId),
      problem: problem(code, params),
    })),
    messagesFrom: parts.find((part) => part.messagesFrom !== null)?.messagesFrom ?? null,
  });
}

function withdraw(
  desk: MoneyDesk,
  caller: Caller,
  given: { readonly offerId: number; readonly reason: string },
): Promise<Result<{ readonly done: true }, Problem>> {
  return desk.run({ ...caller, command: "withdrawOffer", input: given }, async (tx) => {
    const actor = await getActor(tx);
    if (!actor.roles.includes("clerk")) return fail(problem("access.roleMissing", { roles: "clerk" }));
    const now = desk.now();
    const offer = await withdrawOffer(tx, { ...given, today: todayOf(now), now });
    if (!offer.ok) return offer;
    const { officeId, personId, state } = offer.value;
    const subject = { kind: "offer", id: given.offerId };
    return ok({
      reply: { done: true },
      subject,
      officeId,
      personId,
      before: { state },
      after: { state: "withdrawn", reason: given.reason },
    });
  });
}

async function shower(desk: MoneyDesk, tx: Tx, offers: readonly Offer[]) {
  const labels: Labels = await labelsFor(desk, tx, offers);
  const messages = await listMessageStates(
    tx,
    offers.map((offer) => offerOccasion(offer.sweepId, offer.personId)),
  );
  const cases = await listCaseRows(tx, {
    offerIds: offers.map((offer) => offer.offerId),
    beforeId: null,
    limit: offers.length + 1,
  });
  const caseOf = new Map(cases.map((row) => [row.offerId, row]));
  return (offer: Offer) => ({
    offerId: offer.offerId,
    personId: offer.personId,
    name: labels.name(offer.personId),
    phoneMasked: labels.phoneMasked(offer.personId),
    policyId: offer.policy,
    policyTitle: labels.title(offer.policy, offer.version),
    subject: subjectOf(caseOf.get(offer.offerId) ?? offer),
    state: offer.state,
    amountFen: fenText(offer.amountFen),
    planFen: fenText(offer.planFen),
    pushedOn: formatDay(offer.pushedOn),
    expiresOn: formatDay(offer.expiresOn),
    message: messages.get(offerOccasion(offer.sweepId, offer.personId)) ?? ("none" as const),
    caseId: caseOf.get(offer.offerId)?.caseId ?? null,
  });
}

async function reportShower(desk: MoneyDesk, tx: Tx, reports: readonly FactReport[]) {
  const labels = await labelsFor(desk, tx, reports);
  const texts = new Map<number, contract.LocalText>();
  for (const report of reports) {
    const policy = await desk.findPolicy(tx, report.policy, report.version);
    const condition = policy?.conditions.find((each) => each.id === report.conditionId);
    texts.set(report.reportId, condition?.text ?? { zh: report.conditionId, en: report.conditionId });
  }
  return (report: FactReport) => ({
    reportId: report.reportId,
    offerId: report.offerId,
    personId: report.personId,
    name: labels.name(report.personId),
    policyTitle: labels.title(report.policy, report.version),
    condition: texts.get(report.reportId) ?? { zh: "", en: "" },
    says: report.says,
    reportedAt: report.reportedAt.toISOString(),
    state: report.state,
    answer: report.answer,
  });
}
