import assert from "node:assert/strict";
import { day, type Fen, type Problem, type Result } from "@wutong/kernel";
import type { Token } from "../../storage/index.ts";
import { approveCase } from "../approve-case/approve-case.ts";
import { closeNotice } from "../close-notice/close-notice.ts";
import { confirmOffer } from "../confirm-offer/confirm-offer.ts";
import { openBudgetLine } from "../open-budget/open-budget.ts";
import { publishNotice } from "../publish-notice/publish-notice.ts";
import { pushOffers } from "../push-offers/push-offers.ts";
import { type Post, type Town, YUECHENG } from "./money-town.ts";

export const SWEPT = day("2024-11-30");
export const PUSHED = day("2024-12-02");
export const NOTICE_OVER = day("2024-12-10");
export const VOUCHER = "yuecheng-housing-voucher";
export const RENT = "yuecheng-rent-subsidy";

let keys = 0;
/** A key nobody used before in this process. */
export function freshKey(): string {
  keys += 1;
  return `test-${process.pid}-${keys}`;
}

export function by(token: Token, key = freshKey()): { readonly token: Token; readonly key: string } {
  return { token, key };
}

export function must<Value>(result: Result<Value, Problem>): Value {
  assert.ok(result.ok, result.ok ? "" : JSON.stringify(result.error));
  return result.value;
}

export function refused(result: Result<unknown, Problem>): string {
  assert.equal(result.ok, false, result.ok ? JSON.stringify(result.value) : "");
  return result.ok ? "" : result.error.code;
}

export type Staff = Readonly<Record<Post, Token>>;

/** A valid card number of the Chinese network, different for each seed. */
export function cardNumber(seed: number): string {
  const body = `622202${String(seed).padStart(12, "0")}`;
  const sum = [...body].toReversed().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

export async function openLine(town: Town, staff: Staff, code: string, yuan: bigint, year = 2024): Promise<number> {
  const line = {
    officeId: YUECHENG,
    year,
    code,
    title: { zh: code, en: code },
    budgetFen: (yuan * 100n) as Fen,
    reason: "year",
  };
  return must(await openBudgetLine(town.desk, by(staff.finance), line)).lineId;
}

/** Pushed by a clerk on 2 December; the number of the offer. */
export async function offer(
  town: Town,
  staff: Staff,
  personId: number,
  policyId = VOUCHER,
  sweepId = 1,
): Promise<number> {
  town.setDay(PUSHED);
  const finding = await town.finding(personId, policyId, SWEPT);
  const [offerId] = must(await pushOffers(town.desk, by(staff.clerk), { sweepId, findings: [finding] })).offerIds;
  assert.ok(offerId);
  return offerId;
}

export async function confirm(
  town: Town,
  personId: number,
  offerId: number,
  card = cardNumber(personId),
): Promise<number> {
  const account = { kind: "new", bank: "某银行绍兴支行", number: card } as const;
  const undertakings = ["serviceInShaoxing"];
  const confirmed = await confirmOffer(town.desk, by(await town.talent(personId)), { offerId, undertakings, account });
  return must(confirmed).caseId;
}

/** Published on 2 December, closed on the 10th: five working days later the notice is over. */
export async function passNotice(town: Town, staff: Staff, caseId: number): Promise<void> {
  must(await publishNotice(town.desk, by(staff.clerk), [caseId]));
  town.setDay(NOTICE_OVER);
  must(await closeNotice(town.desk, by(staff.clerk), caseId));
}

/** From nothing to an approved case with its money committed. */
export async function approved(town: Town, staff: Staff, personId: number, policyId = VOUCHER): Promise<number> {
  const caseId = await confirm(town, personId, await offer(town, staff, personId, policyId));
  await passNotice(town, staff, caseId);
  const result = must(await approveCase(town.desk, by(staff.reviewer), { caseId, note: "" }));
  assert.deepEqual(result, { state: "approved", hold: null });
  return caseId;
}
