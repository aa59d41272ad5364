import { randomBytes } from "node:crypto";
import { type Day, fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { drawLine, orderCandidates, type Quota } from "@wutong/policy";
import {
  type DrawLine,
  type DrawnEntry,
  findDrawLine,
  insertDraw,
  listAsked,
  lockLine,
  saveDraw,
} from "../../areas/benefits/index.ts";
import { getActor } from "../../areas/cases/index.ts";
import type { Tx } from "../../storage/index.ts";
import { type Caller, getPolicy, type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { moveUp } from "../take-place/move-up.ts";

export type LineName = { readonly policyId: string; readonly period: string };

/** Bytes of a seed: nobody guesses or tries them through. */
const SEED_BYTES = 16;

/**
 * Tells everybody on which day the places of a line are drawn and with which seed, which is made here and nobody chooses. Clerks only;
 * the draw is a later day, so that the seed stands before. Problems: `access.roleMissing`, `benefits.notFound`, `benefits.drawTooSoon`,
 * `benefits.drawAnnounced`.
 */
export function announceDraw(
  desk: MoneyDesk,
  caller: Caller,
  given: LineName & { readonly drawOn: Day },
): Promise<Result<{ readonly seed: string }, Problem>> {
  return desk.run({ ...caller, command: "announceDraw", input: given }, async (tx) => {
    const actor = await getActor(tx);
    if (!actor.roles.includes("clerk")) return fail(problem("access.roleMissing", { roles: "clerk" }));
    const found = await findToDraw(desk, tx, given);
    if (!found.ok) return found;
    const { line, quota, title } = found.value;
    const today = todayOf(desk.now());
    if (given.drawOn <= today) return fail(problem("benefits.drawTooSoon", { today: formatDay(today) }));
    const { kind } = quota.order;
    if (kind === "firstCome") return fail(problem("benefits.notFound", { id: 0 }));
    await lockLine(tx, line);
    const seed = kind === "lottery" ? randomBytes(SEED_BYTES).toString("hex") : "";
    const announced = await insertDraw(tx, {
      line,
      title,
      order: kind,
      places: quota.places,
      seed,
      on: today,
      by: actor.accountId ?? 0,
      drawOn: given.drawOn,
    });
    if (!announced) return fail(problem("benefits.drawAnnounced"));
    return ok({
      reply: { seed },
      subject: { kind: "draw", id: `${given.policyId} ${given.period}` },
      officeId: line.officeId,
      after: { drawOn: formatDay(given.drawOn), seed, order: kind, places: quota.places },
    });
  });
}

/**
 * Draws the places of a line, on the announced day or later: a reviewer who did not announce it. Who confirmed until now is drawn, of a
 * lottery who did before its seed was told; who comes later stands at the end of the queue. Problems: `access.roleMissing`, `benefits.notFound`, `benefits.drawNotDue` {drawOn},
 * `benefits.drawDone`, `benefits.drawByAnother` (who announced it).
 */
export function drawPlacesOf(
  desk: MoneyDesk,
  caller: Caller,
  given: LineName,
): Promise<Result<{ readonly placed: number; readonly waiting: number }, Problem>> {
  return desk.run({ ...caller, command: "drawPlaces", input: given }, async (tx) => {
    const actor = await getActor(tx);
    if (!actor.roles.includes("reviewer")) return fail(problem("access.roleMissing", { roles: "reviewer" }));
    const found = await findToDraw(desk, tx, given);
    if (!found.ok) return found;
    const { quota, limits } = found.value;
    const locked = await lockLine(tx, found.value.line);
    const now = desk.now();
    const today = todayOf(now);
    const { draw } = found.value.line;
    const refused = whyNotNow(draw, { today, drawn: locked.drawn, accountId: actor.accountId });
    if (refused || !draw) return fail(refused ?? problem("benefits.drawNotAnnounced"));
    const { inOrder, result } = await drawn(tx, { line: found.value.line, quota, draw });
    await saveDraw(tx, found.value.line, { inOrder, result, on: today, by: actor.accountId ?? 0, now });
    const placed = await moveUp(desk, tx, [{ line: { ...locked, drawn: true }, limits }]);
    return ok({
      reply: { placed: placed.length, waiting: inOrder.length - placed.length },
      subject: { kind: "draw", id: `${given.policyId} ${given.period}` },
      officeId: found.value.line.officeId,
      after: { seed: draw.seed, inOrder, placed },
    });
  });
}

function whyNotNow(
  draw: DrawLine["draw"],
  at: { readonly today: Day; readonly drawn: boolean; readonly accountId: number | null },
): Problem | undefined {
  if (!draw) return problem("benefits.drawNotAnnounced");
  if (at.drawn) return problem("benefits.drawDone");
  if (at.today < draw.drawOn) return problem("benefits.drawNotDue", { drawOn: formatDay(draw.drawOn) });
  return draw.announcedBy === at.accountId ? problem("benefits.drawByAnother") : undefined;
}

async function drawn(
  tx: Tx,
  {
    line,
    quota,
    draw,
  }: { readonly line: DrawLine; readonly quota: Quota; readonly draw: NonNullable<DrawLine["draw"]> },
): Promise<{ readonly inOrder: readonly number[]; readonly result: readonly DrawnEntry[] }> {
  const asked = await listAsked(tx, line);
  const candidates = asked.map(({ caseId, number, value, meets }) => ({
    key: String(caseId),
    confirmed: number,
    value,
    reserved: quota.reserved.map((_, index) => meets.includes(index)),
  }));
  // Who knows the seed could wait for a case's number that draws a good lot.
  const { lastNumber } = draw;
  const inTime = candidates.filter(({ confirmed }) => lastNumber === null || confirmed <= lastNumber);
  const late = candidates.filter(({ confirmed }) => lastNumber !== null && confirmed > lastNumber);
  const ordered = [...orderCandidates(quota.order, inTime, draw.seed), ...orderCandidates({ kind: "firstCome" }, late)];
  // In their order once and for all: who has no known rank stands behind, by confirmation, as the queue goes on from here.
  const inTurn = ordered.map(({ candidate }, index) => ({ ...candidate, confirmed: index }));
  const { placed } = drawLine({ ...quota, order: { kind: "firstCome" } }, inTurn);
  const places = new Map(placed.map(({ key, place }) => [key, place]));
  const byKey = new Map(asked.map((each) => [String(each.caseId), each]));
  // In the order of rank, points or lot throughout: a reserve gives a place, not a better one in the queue.
  const result = ordered.map(({ candidate: { key }, lot }): DrawnEntry => {
    const value = byKey.get(key)?.value ?? null;
    return { key, value, place: places.get(key) ?? null, ...(lot === undefined ? {} : { lot }) };
  });
  return { inOrder: result.flatMap(({ key }) => byKey.get(key)?.applicationId ?? []), result };
}

/** A line, with the policy as it was announced, or as people ask for it now. */
async function findToDraw(desk: MoneyDesk, tx: Tx, { policyId, period }: LineName) {
  const line = await findDrawLine(tx, { policy: policyId, period });
  if (!line) return fail(problem("benefits.notFound", { id: 0 }));
  const { envelope } = await getPolicy(desk, tx, line.policy, line.draw?.version ?? line.version);
  const { quota } = envelope.limits;
  if (!quota) return fail(problem("benefits.notFound", { id: 0 }));
  return ok({ line, quota, limits: envelope.limits, title: envelope.title });
}
