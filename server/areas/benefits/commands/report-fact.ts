import { type Day, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { Offer } from "../model.ts";
import { type FactReport, findReport, insertReport, saveSettled } from "../store/fact-reports.ts";
import { lockOffer, saveOfferState } from "../store/offers.ts";
import type { Tx, Vault } from "../store/storage.ts";
import { getOpenOffer } from "./end-offer.ts";

export type ReportFact = {
  readonly offerId: number;
  /** Which condition rests on the wrong fact. */
  readonly conditionId: string;
  readonly says: string;
  readonly today: Day;
  readonly now: Date;
};

/** "This fact is wrong": the offer waits until the office has looked. Problems: `benefits.notFound` and those of `checkOpen`. */
export async function reportFact(
  tx: Tx,
  vault: Vault,
  given: ReportFact,
): Promise<Result<{ readonly reportId: number; readonly offer: Offer }, Problem>> {
  const offer = await getOpenOffer(tx, given);
  if (!offer.ok) return offer;
  const reportId = await insertReport(tx, vault, offer.value, given);
  await saveOfferState(tx, given.offerId, { state: "disputed", now: given.now });
  return ok({ reportId, offer: offer.value });
}

export type SettleReport = {
  readonly reportId: number;
  readonly state: "mended" | "dismissed";
  readonly answer: string;
  readonly settledBy: number;
  readonly now: Date;
};

/** The office has looked; either way the offer opens again, and is decided on the facts of that day. Problems: `benefits.notFound`, `benefits.reportSettled`. */
export async function settleReport(tx: Tx, vault: Vault, given: SettleReport): Promise<Result<FactReport, Problem>> {
  const report = await findReport(tx, vault, given.reportId);
  if (!report) return fail(problem("benefits.notFound", { id: given.reportId }));
  const saved = await saveSettled(tx, given.reportId, { ...given, by: given.settledBy });
  if (!saved) return fail(problem("benefits.reportSettled"));
  const offer = await lockOffer(tx, report.offerId);
  if (offer?.state === "disputed") await saveOfferState(tx, report.offerId, { state: "open", now: given.now });
  return ok(report);
}
