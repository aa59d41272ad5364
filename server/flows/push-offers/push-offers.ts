import { addDays, type Day, type Fen, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";
import { type PlannedInstalment, pushOffer } from "../../areas/benefits/index.ts";
import { type Actor, getActor } from "../../areas/cases/index.ts";
import { listPersonCards, type PersonCard } from "../../areas/people/index.ts";
import { nextOfficeHour, queueMessage } from "../../messages/index.ts";
import type { Tx } from "../../storage/index.ts";
import { type Caller, getPolicy, type MoneyDesk, todayOf } from "../money/money-desk.ts";

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
  readonly offerIds: readonly number[];
  readonly skipped: readonly { readonly findingId: string; readonly personId: number; readonly code: string }[];
  /** When messages leave, ISO 8601; null when they may leave at once, or none does. */
  readonly messagesFrom: string | null;
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
 * Offers people what a sweep found, and tells each of them once per sweep, in office hours. Clerks only. Who can't be offered
 * it is skipped with the reason. Problems: `access.roleMissing`, `benefits.nothingToPush`.
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
    return ok({
      reply,
      subject: { kind: "sweep", id: given.sweepId },
      after: { offers: reply.offerIds, skipped: reply.skipped.length },
    });
  });
}

async function pushEach(push: Push, findings: readonly FindingToPush[]): Promise<Pushed> {
  const offerIds: number[] = [];
  const skipped: { findingId: string; personId: number; code: string }[] = [];
  let told = 0;
  for (const finding of findings) {
    const result = await pushOne(push, finding);
    if (!result.ok) {
      skipped.push({ findingId: finding.findingId, personId: finding.personId, code: result.error.code });
      continue;
    }
    offerIds.push(result.value.offerId);
    if (result.value.told) told += 1;
  }
  const leaves = nextOfficeHour(push.now);
  const messagesFrom = told > 0 && leaves > push.now ? leaves.toISOString() : null;
  return { pushed: offerIds.length, offerIds, skipped, messagesFrom };
}

async function pushOne(
  { desk, tx, actor, sweepId, cards, now }: Push,
  finding: FindingToPush,
): Promise<Result<{ readonly offerId: number; readonly told: boolean }, Problem>> {
  const card = cards.get(finding.personId);
  const planFen = finding.plan.reduce<bigint>((sum, each) => sum + each.amountFen, 0n) as Fen;
  if (!card || planFen <= 0n) return fail(problem("benefits.notEntitled"));
  if (finding.barred) return fail(problem("benefits.notChosen"));
  const policy = await getPolicy(desk, tx, finding.policyId, finding.version);
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
  const told = card.phone !== null && (await tell({ desk, tx, sweepId, now }, { ...card, phone: card.phone }, policy));
  return ok({ offerId: pushed.value.offerId, told });
}

/** One message per person per sweep. It names no sum and no person: phones are handed on. */
async function tell(
  { desk, tx, sweepId, now }: Pick<Push, "desk" | "tx" | "sweepId" | "now">,
  card: PersonCard & { readonly phone: string },
  policy: CompiledPolicy,
): Promise<boolean> {
  return queueMessage(tx, desk.vault, {
    officeId: card.officeId,
    personId: card.personId,
    kind: "offer",
    occasion: offerOccasion(sweepId, card.personId),
    phone: card.phone,
    text: `【人才服务】您可能符合“${policy.envelope.title.zh}”等政策，请登录人才服务页面查看并确认。`,
    notBefore: nextOfficeHour(now),
    now,
  });
}

export function offerOccasion(sweepId: number, personId: number): string {
  return `sweep ${sweepId} person ${personId}`;
}
