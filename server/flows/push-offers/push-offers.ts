import { addDays, type Day, type Fen, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { notYetPayable } from "@wutong/policy";
import { type PlannedInstalment, pushOffer } from "../../areas/benefits/index.ts";
import { type Actor, getActor } from "../../areas/cases/index.ts";
import { keptNumber, listPersonCards, type PersonCard } from "../../areas/people/index.ts";
import { nextOfficeHour, queueMessage } from "../../messages/index.ts";
import type { Tx } from "../../storage/index.ts";
import { type Caller, getPolicy, type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { publishCases } from "../publish-notice/publish-notice.ts";
import { openWithoutApplication } from "./straight-to-notice.ts";

/** A finding of a sweep that is entitled and was kept by stacking. */
export type FindingToPush = {
  readonly findingId: string;
  readonly personId: number;
  readonly policyId: string;
  readonly version: number;
  readonly certificateKey: string;
  readonly amountFen: Fen;
  readonly plan: readonly PlannedInstalment[];
  /** Something was committed since the sweep beside which this one loses. */
  readonly barred?: boolean;
};

export type PushOffers = { readonly sweepId: number; readonly findings: readonly FindingToPush[] };

export type Pushed = {
  readonly pushed: number;
  /** Cases opened without application, whose notice runs. */
  readonly opened: readonly number[];
  readonly offerIds: readonly number[];
  readonly skipped: readonly Skipped[];
  /** When messages leave, ISO 8601; null when they may leave at once, or none does. */
  readonly messagesFrom: string | null;
};

type Skipped = {
  readonly findingId: string;
  readonly personId: number;
  readonly code: string;
  readonly params: Problem["params"];
};

/** Findings in one command; larger pushes come in several, each with a key of its own. */
export const FINDINGS_AT_ONCE = 500;

type Push = {
  readonly desk: MoneyDesk;
  readonly tx: Tx;
  readonly actor: Actor;
  readonly sweepId: number;
  readonly cards: ReadonlyMap<number, PersonCard>;
  readonly now: Date;
};

/**
 * Offers people what a sweep found, and tells each of them once per sweep, in office hours. Clerks only. Where the policy
 * needs no application and nothing is left to ask, the case is opened and its notice published at once. Who can't be offered it is skipped with the reason. Problems: `access.roleMissing`, `benefits.nothingToPush`.
 */
export function pushOffers(desk: MoneyDesk, caller: Caller, given: PushOffers): Promise<Result<Pushed, Problem>> {
  if (given.findings.length > FINDINGS_AT_ONCE)
    throw new Error(`at most ${FINDINGS_AT_ONCE} findings are pushed in one command`);
  const input = { sweepId: given.sweepId, findings: given.findings.map((finding) => finding.findingId) };
  return desk.run({ ...caller, command: "pushOffers", input }, async (tx) => {
    const actor = await getActor(tx);
    if (!actor.roles.includes("clerk")) return fail(problem("access.roleMissing", { roles: "clerk" }));
    const now = desk.now();
    const ids = [...new Set(given.findings.map((finding) => finding.personId))];
    const cards = new Map((await listPersonCards(tx, desk.vault, ids)).map((card) => [card.personId, card]));
    const reply = await pushEach({ desk, tx, actor, sweepId: given.sweepId, cards, now }, given.findings);
    if (reply.pushed === 0 && reply.skipped.length === 0) return fail(problem("benefits.nothingToPush"));
    const notice = reply.opened.length === 0 ? undefined : await publishCases(desk, tx, reply.opened);
    if (notice && !notice.ok) return notice;
    return ok({
      reply,
      subject: { kind: "sweep", id: given.sweepId },
      after: {
        offers: reply.offerIds,
        skipped: reply.skipped.length,
        opened: reply.opened,
        notice: notice?.value.noticeId ?? null,
      },
    });
  });
}

async function pushEach(push: Push, findings: readonly FindingToPush[]): Promise<Pushed> {
  const offerIds: number[] = [];
  const opened: number[] = [];
  const skipped: Skipped[] = [];
  let told = 0;
  for (const finding of findings) {
    const result = await pushOne(push, finding);
    if (!result.ok) {
      skipped.push({ findingId: finding.findingId, personId: finding.personId, ...result.error });
      continue;
    }
    offerIds.push(result.value.offerId);
    if (result.value.told) told += 1;
    if (result.value.caseId !== undefined) opened.push(result.value.caseId);
  }
  const leaves = nextOfficeHour(push.now);
  const messagesFrom = told > 0 && leaves > push.now ? leaves.toISOString() : null;
  return { pushed: offerIds.length, opened, offerIds, skipped, messagesFrom };
}

async function pushOne(
  { desk, tx, actor, sweepId, cards, now }: Push,
  finding: FindingToPush,
): Promise<Result<{ readonly offerId: number; readonly told: boolean; readonly caseId: number | undefined }, Problem>> {
  const card = cards.get(finding.personId);
  // A sweep from before a merge: what it found of one record is not what is known of the person.
  if (!card && (await keptNumber(tx, finding.personId)) !== finding.personId)
    return fail(problem("people.mergedSince"));
  const planFen = finding.plan.reduce<bigint>((sum, each) => sum + each.amountFen, 0n) as Fen;
  if (!card || planFen <= 0n) return fail(problem("benefits.notEntitled"));
  if (finding.barred) return fail(problem("benefits.notChosen"));
  const policy = await getPolicy(desk, tx, finding.policyId, finding.version);
  const [unpayable] = notYetPayable(policy.envelope);
  if (unpayable) return fail(problem(`notPayable.${unpayable}`));
  const today = todayOf(now);
  const pushed = await pushOffer(tx, {
    ...finding,
    policy: finding.policyId,
    officeId: card.officeId,
    sweepId,
    planFen,
    pushedBy: actor.accountId ?? 0,
    pushedOn: today,
    expiresOn: addDays(today, policy.envelope.handling.offerDays) as Day,
    now,
  });
  if (!pushed.ok) return pushed;
  const { offerId } = pushed.value;
  const opened = await openWithoutApplication(desk, tx, { offerId, policy, today });
  const says = opened ? (opened.waits ? IN_THE_QUEUE : WITHOUT_APPLICATION) : TO_CONFIRM;
  const text = says.replace("{title}", policy.envelope.title.zh);
  const told = card.phone !== null && (await tell({ desk, tx, sweepId, now }, { ...card, phone: card.phone }, text));
  return ok({ offerId, told, caseId: opened?.waits === false ? opened.caseId : undefined });
}

const TO_CONFIRM = "【人才服务】您可能符合“{title}”等政策，请登录人才服务页面查看并确认。";
const IN_THE_QUEUE =
  "【人才服务】您符合“{title}”，无需申请；目前名额或本年度资金已满，您已列入候补名单，轮到时会通知您。";
const WITHOUT_APPLICATION =
  "【人才服务】您符合“{title}”，无需申请，公示无异议并经审批后发放至您此前的收款账户；如信息有误或不愿享受，请联系人才窗口。";

/** One message per person per sweep. It names no sum and no person: phones are handed on. */
async function tell(
  { desk, tx, sweepId, now }: Pick<Push, "desk" | "tx" | "sweepId" | "now">,
  card: PersonCard & { readonly phone: string },
  text: string,
): Promise<boolean> {
  return queueMessage(tx, desk.vault, {
    officeId: card.officeId,
    personId: card.personId,
    kind: "offer",
    occasion: offerOccasion(sweepId, card.personId),
    phone: card.phone,
    text,
    notBefore: nextOfficeHour(now),
    now,
  });
}

export function offerOccasion(sweepId: number, personId: number): string {
  return `sweep ${sweepId} person ${personId}`;
}
