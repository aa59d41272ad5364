import { type Day, type Fen, fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { drawBudget, drawLine, type Quota } from "@wutong/policy";
import type { CaseType } from "../cases/index.ts";

export type OfferState = "open" | "confirmed" | "declined" | "expired" | "withdrawn" | "disputed";
export type Outcome = "entitled" | "possible" | "notEntitled";

/** One instalment as it was offered: the earliest day on which it falls due. */
export type PlannedInstalment = {
  readonly number: number;
  readonly dueOn: Day;
  /** The day for which it counts, where the office pays in certain months only and so later. */
  readonly earnedOn?: Day;
  readonly amountFen: Fen;
};

export type Offer = {
  readonly offerId: number;
  readonly officeId: number;
  readonly personId: number;
  readonly policy: string;
  readonly version: number;
  readonly certificateKey: string;
  readonly sweepId: number;
  readonly amountFen: Fen;
  readonly planFen: Fen;
  readonly plan: readonly PlannedInstalment[];
  readonly state: OfferState;
  readonly pushedBy: number;
  readonly pushedOn: Day;
  readonly expiresOn: Day;
};

export type Application = {
  readonly applicationId: number;
  readonly offerId: number;
  readonly caseId: number;
  readonly officeId: number;
  readonly personId: number;
  readonly policy: string;
  readonly version: number;
  /** The kind of benefit, by the word of the register of earlier benefits. */
  readonly benefit: string;
  readonly certificateKey: string;
  readonly occupation: string;
  readonly level: string;
  readonly region: number;
  readonly amountFen: Fen;
  readonly planFen: Fen;
  readonly undertakings: readonly string[];
  /** The beneficiary is a couple: the spouse confirms too. */
  readonly couple: boolean;
  /** The home that it is for, by its keyed index; null where none was named. */
  readonly homeIndex: Buffer | null;
  readonly payeeAccountId: number;
  readonly confirmedOn: Day;
  readonly endedOn: Day | null;
};

export type BenefitState = "confirmed" | "onNotice" | "noticeClosed" | "approved" | "paying" | "paid" | "rejected";
export type BenefitStep =
  | "open"
  | "publishNotice"
  | "recordObjection"
  | "decideObjection"
  | "closeNotice"
  | "review"
  | "approve"
  | "approveAsLeader"
  | "reject"
  | "resolveHold"
  | "clearAccount"
  | "pay"
  | "finish";

const UNDER_WAY = ["confirmed", "onNotice", "noticeClosed"] as const;

/** From confirmation to paid money: the state machine that benefits register with cases. */
export const BENEFIT_CASE: CaseType<BenefitState, BenefitStep> = {
  id: "benefit",
  initial: "confirmed",
  final: ["paid", "rejected"],
  // The first of two approvals keeps its reviewer from the second.
  handling: ["publishNotice", "recordObjection", "closeNotice", "clearAccount", "review"],
  steps: [
    { step: "publishNotice", from: ["confirmed"], to: "onNotice", by: ["clerk"] },
    { step: "recordObjection", from: ["onNotice"], to: "same", by: ["clerk", "reviewer"], whileHeld: true },
    { step: "decideObjection", from: ["onNotice"], to: "same", by: ["reviewer"], fourEyes: true, whileHeld: true },
    { step: "closeNotice", from: ["onNotice"], to: "noticeClosed", by: ["clerk", "job"], whileHeld: true },
    { step: "review", from: ["noticeClosed"], to: "same", by: ["reviewer"], fourEyes: true },
    { step: "approve", from: ["noticeClosed"], to: "approved", by: ["reviewer"], fourEyes: true },
    { step: "approveAsLeader", from: ["noticeClosed"], to: "approved", by: ["leader"], fourEyes: true },
    {
      step: "reject",
      from: [...UNDER_WAY, "approved"],
      to: "rejected",
      by: ["reviewer"],
      fourEyes: true,
      whileHeld: true,
    },
    {
      step: "resolveHold",
      from: [...UNDER_WAY, "approved", "paying"],
      to: "same",
      by: ["reviewer"],
      fourEyes: true,
      whileHeld: true,
    },
    {
      step: "clearAccount",
      from: [...UNDER_WAY, "approved", "paying"],
      to: "same",
      by: ["clerk", "reviewer"],
      whileHeld: true,
    },
    { step: "pay", from: ["approved", "paying"], to: "paying", by: ["finance", "job"], whileHeld: true },
    { step: "finish", from: ["approved", "paying"], to: "paid", by: ["finance", "reviewer", "job"], whileHeld: true },
  ],
};

/** Whether a person may still act on an offer. Problems: `benefits.offerNotOpen` {state}, `benefits.offerExpired` {expiresOn}. */
export function checkOpen(offer: Offer, today: Day): Result<null, Problem> {
  if (offer.state !== "open") return fail(problem("benefits.offerNotOpen", { state: offer.state }));
  if (today > offer.expiresOn) return fail(problem("benefits.offerExpired", { expiresOn: formatDay(offer.expiresOn) }));
  return ok(null);
}

/** Every promise that the policy asks for must be made. Problem: `benefits.undertakingMissing` {undertaking}. */
export function checkUndertakings(asked: readonly string[], made: readonly string[]): Result<null, Problem> {
  const missing = asked.filter((each) => !made.includes(each));
  return missing.length === 0
    ? ok(null)
    : fail(problem("benefits.undertakingMissing", { undertaking: missing.join(", ") }));
}

/**
 * 12 to 19 digits; bank cards of the Chinese network (62…, 16 to 19 digits) carry a check digit (ISO/IEC 7812, Luhn).
 * Problem: `benefits.accountInvalid` {fault}; the fault never repeats the number.
 */
export function checkAccountNumber(number: string): Result<string, Problem> {
  const digits = number.replaceAll(/[\s-]/g, "");
  if (!/^\d{12,19}$/.test(digits)) return fail(problem("benefits.accountInvalid", { fault: "12–19" }));
  const isCard = digits.startsWith("62") && digits.length >= 16;
  if (isCard && !passesLuhn(digits)) return fail(problem("benefits.accountInvalid", { fault: "Luhn" }));
  return ok(digits);
}

export function maskAccount(number: string): string {
  return `**** ${number.slice(-4)}`;
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (const [place, digit] of [...digits].toReversed().entries()) {
    const doubled = Number(digit) * (place % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** What a policy grants only so often, as its envelope says it. */
export type OnceLimits = {
  readonly benefit: string;
  readonly oncePer?: "person" | "occupationAndLevel";
  readonly perYearMax?: number;
  readonly oncePerHome?: boolean;
};

/** Each inner list is one limit: one of its scopes must be free, and is then locked. */
export function lockScopes(
  limits: OnceLimits,
  of: { readonly occupation: string; readonly level: string; readonly year: number },
): readonly (readonly string[])[] {
  const scopes: (readonly string[])[] = [];
  if (limits.oncePer === "person") scopes.push([limits.benefit]);
  if (limits.oncePer === "occupationAndLevel") scopes.push([`${limits.benefit}:${of.occupation}:${of.level}`]);
  const places = Array.from(
    { length: limits.perYearMax ?? 0 },
    (_, index) => `${limits.benefit}:${of.year}:${index + 1}`,
  );
  if (places.length > 0) scopes.push(places);
  return scopes;
}

/** What someone who confirmed still waits for. */
export type WaitsFor = "draw" | "place" | "money";
export type DrawOrder = "rank" | "points" | "lottery";

/** What everybody may read of one who was drawn: the number of the case, what ordered it, and the place that it got. */
export type DrawnEntry = {
  readonly key: string;
  readonly value: number | null;
  /** Null for who waits. */
  readonly place: number | null;
  readonly lot?: string;
};

/** A policy's places in one span (a year, a round, for ever); confirmations take turns at it. */
export type PlaceLine = {
  readonly policy: string;
  readonly period: string;
  /** The office whose rule it is. */
  readonly officeId: number;
  readonly version: number;
  /** The last day on which anybody new comes; null where no end is known. */
  readonly lastDay: Day | null;
};

export type StandingInLine = {
  readonly applicationId: number;
  /** The order of confirmation. */
  readonly number: number;
  /** The reserves met, by index. */
  readonly meets: readonly number[];
  readonly state: "waiting" | "taken";
  /** What falls due to them through this year. */
  readonly needFen: Fen;
  /** Their money is among the budget line's committed or paid. */
  readonly committed: boolean;
};

export type LineDraw = {
  readonly taken: readonly number[];
  readonly forPlace: readonly number[];
  readonly forMoney: readonly number[];
};

/**
 * Draws a line by confirmation: who of those waiting gets a place and money now. Nobody who has a place loses it, even where there
 * are fewer by now. `leftFen` (undefined: money doesn't count) is what the year's line has left, less what is promised to those
 * with a place.
 */
export function drawPlaces(
  standing: readonly StandingInLine[],
  {
    quota,
    over,
    leftFen,
  }: { readonly quota: Quota | undefined; readonly over: boolean; readonly leftFen: Fen | undefined },
): LineDraw {
  const keys = new Map(standing.map((each) => [String(each.applicationId), each]));
  const candidates = standing.map(({ applicationId, number, meets }) => ({
    key: String(applicationId),
    confirmed: number,
    reserved: quota?.reserved.map((_, index) => meets.includes(index)) ?? [],
  }));
  const drawn =
    quota && drawLine({ ...quota, order: { kind: "firstCome" } }, candidates, undefined, { keepReserves: !over });
  const placed = new Set(drawn?.placed.map(({ key }) => key) ?? keys.keys());
  const waiting = standing.filter(({ state }) => state === "waiting");
  const room = quota ? quota.places - standing.length + waiting.length : waiting.length;
  const inside = waiting.filter(({ applicationId }) => placed.has(String(applicationId))).slice(0, Math.max(0, room));
  const numbers = (these: readonly StandingInLine[]) => these.map(({ applicationId }) => applicationId);
  const forPlace = numbers(waiting.filter((each) => !inside.includes(each)));
  if (leftFen === undefined) return { taken: numbers(inside), forPlace, forMoney: [] };
  const money = drawBudget(
    leftFen,
    inside.map((each) => ({ key: String(each.applicationId), dueThisYearFen: each.needFen })),
  );
  return { taken: money.placed.map(Number), forPlace, forMoney: money.waiting.map(({ key }) => Number(key)) };
}
