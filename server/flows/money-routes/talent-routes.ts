import * as contract from "@wutong/contracts";
import { fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { describeSession, findSession, implement, type Route, SESSION_LIMITS } from "../../areas/access/index.ts";
import {
  findAccount,
  findApplicationOfCase,
  findLatestAccount,
  findOffer,
  listAskedAsSpouse,
  listCaseRows,
  listOffers,
  type Offer,
} from "../../areas/benefits/index.ts";
import { findNoticeOfCase, type Hold, listSteps, maskName } from "../../areas/cases/index.ts";
import { listPaymentsOfCase } from "../../areas/funds/index.ts";
import { findMarriage, listPersonLabels } from "../../areas/people/index.ts";
import { listOutbox } from "../../messages/index.ts";
import { inSession, type Tx } from "../../storage/index.ts";
import { confirmOffer, declineOffer } from "../confirm-offer/confirm-offer.ts";
import { confirmAsSpouse } from "../couple/confirm-as-spouse.ts";
import { findSpouseStanding } from "../couple/spouse.ts";
import { reportFact } from "../dispute-fact/dispute-fact.ts";
import { getPolicy, todayOf } from "../money/money-desk.ts";
import { correctAccount } from "../payee-account/correct-account.ts";
import { openDemoJob, requestCode, signInTalent } from "../talent-sign-in/talent-sign-in.ts";
import { showProgress, showSpouse } from "./case-detail.ts";
import { explainOne } from "./explain.ts";
import { fenText, labelsFor, maskPhone, showInstalment, subjectOf, textOf } from "./labels.ts";
import type { RouteDesk } from "./route-desk.ts";

const OFFERS_SHOWN_MAX = 100;

export function talentRoutes(desk: RouteDesk): readonly Route[] {
  return [
    ...signInRoutes(desk),
    ...myOfferRoutes(desk),
    ...myCaseRoutes(desk),
    ...spouseRoutes(desk),
    ...(desk.demo ? [simulator(desk)] : []),
  ];
}

function signInRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.sendCode, ({ body }) => requestCode(desk, { phone: body.phone, key: crypto.randomUUID() })),
    implement(contract.talentLogin, async ({ body, setSession }) => {
      const signedIn = await signInTalent(desk, { ...body, key: crypto.randomUUID() });
      if (!signedIn.ok) return signedIn;
      const { token, personId } = signedIn.value;
      setSession(token, SESSION_LIMITS.talent.absoluteHours);
      const session = await findSession(desk.database, token);
      if (!session) return fail(problem("access.signedOut"));
      const name = await inSession(
        desk.database,
        token,
        async (tx) => (await listPersonLabels(tx, [personId])).get(personId)?.name,
      );
      return ok({ ...describeSession(session), name: name ?? "" });
    }),
  ];
}

function myOfferRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.listMyOffers, ({ caller }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const personId = caller.session.personId as number;
        const filter = { state: undefined, policy: undefined, personIds: [personId], beforeId: null };
        const offers = await listOffers(tx, { ...filter, limit: OFFERS_SHOWN_MAX });
        const label = (await listPersonLabels(tx, [personId])).get(personId);
        const rows = await showMine(desk, tx, offers);
        return ok({ name: label?.name ?? "", phoneMasked: maskPhone(label?.phone ?? null) ?? "", rows });
      }),
    ),
    implement(contract.getMyOffer, ({ caller, params }) =>
      inSession(desk.database, caller.token, (tx) => readMyOffer(desk, tx, params.offerId)),
    ),
    implement(contract.confirmOffer, ({ caller, key, params, body }) =>
      confirmOffer(desk, { token: caller.token, key }, { ...params, ...body }),
    ),
    implement(contract.declineOffer, ({ caller, key, params, body }) =>
      declineOffer(desk, { token: caller.token, key }, { ...params, ...body }),
    ),
    implement(contract.reportFact, ({ caller, key, params, body }) => {
      const given = { ...params, conditionId: body.nodeId, says: body.says };
      return reportFact(desk, { token: caller.token, key }, given);
    }),
  ];
}

async function readMyOffer(
  desk: RouteDesk,
  tx: Tx,
  offerId: number,
): Promise<Result<contract.ReplyOf<typeof contract.getMyOffer>, Problem>> {
  const offer = await findOffer(tx, offerId);
  if (!offer) return fail(problem("benefits.notFound", { id: offerId }));
  const [shown] = await showMine(desk, tx, [offer]);
  const { envelope } = await getPolicy(desk, tx, offer.policy, offer.version);
  const account = await findLatestAccount(tx, offer.personId);
  const label = (await listPersonLabels(tx, [offer.personId])).get(offer.personId);
  if (!shown) throw new Error("an offer was not shown");
  return ok({
    ...shown,
    prose: envelope.prose.zh,
    plan: offer.plan.map(showInstalment),
    undertakings: envelope.undertakings.map((each) => ({
      undertakingId: each.id,
      text: each.text,
      clause: envelope.source.rule,
    })),
    accountHolder: label?.name ?? "",
    marriage:
      envelope.beneficiary.who === "couple" ? (await findMarriage(tx, offer.personId, todayOf(desk.now()))).kind : null,
    asksHome: envelope.stacking.oncePerHome === true,
    knownAccount: account ? { bank: account.bank, numberMasked: account.numberMasked } : null,
    why: await explainOne(desk, tx, { ...offer, asOf: offer.pushedOn }),
  });
}

async function showMine(desk: RouteDesk, tx: Tx, offers: readonly Offer[]) {
  const labels = await labelsFor(desk, tx, offers);
  const cases = await listCaseRows(tx, {
    offerIds: offers.map((offer) => offer.offerId),
    beforeId: null,
    limit: OFFERS_SHOWN_MAX,
  });
  const caseOf = new Map(cases.map((row) => [row.offerId, row]));
  return offers.map((offer) => {
    const title = labels.title(offer.policy, offer.version);
    const row = caseOf.get(offer.offerId);
    return {
      offerId: offer.offerId,
      policyTitle: title,
      subject: subjectOf(row ?? offer),
      state: offer.state,
      amountFen: fenText(offer.amountFen),
      planFen: fenText(offer.planFen),
      sentence: { zh: `您符合《${title.zh}》的条件。`, en: `You are entitled to “${title.en}”.` },
      pushedOn: formatDay(offer.pushedOn),
      expiresOn: formatDay(offer.expiresOn),
      caseId: row?.caseId ?? null,
      caseState: row?.state ?? null,
      waiting: row?.waiting ?? null,
    };
  });
}

function myCaseRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.getMyCase, ({ caller, params }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const [row] = await listCaseRows(tx, { caseId: params.caseId, beforeId: null, limit: 1 });
        const application = row && (await findApplicationOfCase(tx, row.caseId));
        const offer = row && (await findOffer(tx, row.offerId));
        if (!row || !application || !offer) return fail(problem("cases.notFound", params));
        const labels = await labelsFor(desk, tx, [row]);
        const steps = await listSteps(tx, row.caseId);
        const notice = row.state === "onNotice" ? await findNoticeOfCase(tx, row.caseId) : undefined;
        const account = await findAccount(tx, application.payeeAccountId);
        const payments = (await listPaymentsOfCase(tx, row.caseId)).filter((payment) => payment.state !== "stopped");
        const plan = payments.length > 0 ? payments : offer.plan.map((each) => ({ ...each, paidOn: null }));
        return ok({
          caseId: row.caseId,
          policyTitle: labels.title(row.policy, row.version),
          state: row.state,
          waiting: row.waiting,
          heldFor: row.hold && textOf(inTheirWords(row.hold)),
          rejectedFor: row.state === "rejected" ? (steps.findLast((step) => step.step === "reject")?.note ?? "") : null,
          noticeClosesOn: notice
            ? formatDay(notice.closesOn)
            : row.state === "onNotice" && row.dueOn !== null
              ? formatDay(row.dueOn)
              : null,
          accountMasked: account?.numberMasked ?? "",
          spouse: showSpouse(await findSpouseStanding(tx, application, todayOf(desk.now()))),
          mayCorrectAccount: row.state !== "paid" && row.state !== "rejected",
          paidFen: fenText(row.paidFen),
          plan: plan.map((each) => ({
            ...showInstalment(each),
            paidOn: each.paidOn === null ? null : formatDay(each.paidOn),
          })),
          steps: showProgress(row.state, steps),
        });
      }),
    ),
    implement(contract.correctMyAccount, ({ caller, key, params, body }) =>
      correctAccount(desk, { token: caller.token, key }, { ...params, ...body }),
    ),
  ];
}

/** Why a case is held, as the person is told: what staff should do about it is not for them, save a new account after a return. */
function inTheirWords({ kind, problem: why }: Hold): Problem {
  if (kind === "paymentReturned") return why;
  return problem(kind === "accountReview" ? "benefits.accountBeingChecked" : "benefits.beingChecked");
}

const BOTH_NOTE = {
  zh: "这项待遇以家庭为单位：经双方确认后，双方都不能再次享受。",
  en: "This benefit is for a couple: once both have confirmed it, neither can have it again.",
} as const;

function spouseRoutes(desk: RouteDesk): readonly Route[] {
  return [
    implement(contract.listSpouseRequests, ({ caller }) =>
      inSession(desk.database, caller.token, async (tx) => {
        const asked = await listAskedAsSpouse(tx);
        const labels = await labelsFor(
          desk,
          tx,
          asked.map((each) => ({ ...each, personId: 0 })),
        );
        const rows = asked.map(({ policy, version, ...each }) => ({
          caseId: each.caseId,
          policyTitle: labels.title(policy, version),
          applicant: maskName(each.applicant),
          amountFen: fenText(each.amountFen),
          planFen: fenText(each.planFen),
          askedOn: formatDay(each.askedOn),
          confirmedAt: each.confirmedAt?.toISOString() ?? null,
          note: BOTH_NOTE,
        }));
        return ok({ rows });
      }),
    ),
    implement(contract.confirmAsSpouse, ({ caller, key, params }) =>
      confirmAsSpouse(desk, { token: caller.token, key }, params.caseId),
    ),
  ];
}

/** The built-in simulator's table: what would have left, and codes, for the demo on loopback alone. */
function simulator(desk: RouteDesk): Route {
  return implement(contract.listSimulatedMessages, async ({ query }) => {
    const token = await openDemoJob(desk);
    const messages = await inSession(desk.database, token, (tx) => listOutbox(tx, desk.vault, 500));
    const rows = messages
      .filter(
        (message) => (query.phone === undefined || message.phone === query.phone) && message.notBefore <= desk.now(),
      )
      .slice(0, query.limit)
      .map(({ messageId, notBefore, phone, text }) => ({ messageId, at: notBefore.toISOString(), phone, text }));
    return ok({ rows, next: null, total: null });
  });
}
