import { addWorkingDays } from "@wutong/codes";
import { type Day, fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";

/** Who acts, as the database resolves the session's token. */
export type Actor = {
  readonly kind: "staff" | "talent" | "job";
  readonly accountId: number | null;
  readonly personId: number | null;
  readonly officeId: number | null;
  readonly roles: readonly string[];
};

/** One step of a case type: from which states, to which, and by whom. */
export type StepRule<State extends string = string, Step extends string = string> = {
  readonly step: Step;
  readonly from: readonly State[];
  readonly to: State | "same";
  /** Any of these roles; `job` is the system itself, `talent` the person whose case it is. */
  readonly by: readonly string[];
  /** Nobody who handled this case, or who pushed it, may take this one. */
  readonly fourEyes?: true;
  /** May be taken although the case is held. */
  readonly whileHeld?: true;
};

/** A typed state machine, registered as data by the area whose work it is. */
export type CaseType<State extends string = string, Step extends string = string> = {
  readonly id: string;
  readonly initial: State;
  readonly final: readonly State[];
  /** Steps that make their actor a handler of the case, whom `fourEyes` then keeps from deciding it. */
  readonly handling: readonly Step[];
  readonly steps: readonly StepRule<State, Step>[];
};

export type HoldKind = "decisionChanged" | "accountReview" | "objection" | "paymentReturned";
export type Hold = { readonly kind: HoldKind; readonly since: Day; readonly problem: Problem };

/** What a decision about a step looks at. */
export type StepQuestion = {
  readonly type: CaseType;
  readonly caseId: number;
  readonly step: string;
  readonly state: string;
  readonly held: boolean;
  readonly actor: Actor;
  /** Accounts that pushed or handled this case. */
  readonly handledBy: readonly number[];
};

/**
 * The state that a step leads to. Problems: `access.roleMissing` {roles}, `cases.wrongState` {state, step},
 * `cases.held`, `cases.ownCase` (four eyes).
 */
export function decideStep(question: StepQuestion): Result<string, Problem> {
  const { type, caseId, step, state, held, actor, handledBy } = question;
  const rule = type.steps.find((each) => each.step === step);
  if (!rule) throw new Error(`the case type ${type.id} has no step ${step}`);
  if (!mayTake(rule, actor)) return fail(problem("access.roleMissing", { roles: rule.by.join(", ") }));
  if (!rule.from.includes(state)) return fail(problem("cases.wrongState", { caseId, state, step }));
  if (held && !rule.whileHeld) return fail(problem("cases.held", { caseId }));
  if (rule.fourEyes && actor.accountId !== null && handledBy.includes(actor.accountId)) {
    return fail(problem("cases.ownCase", { caseId }));
  }
  return ok(rule.to === "same" ? state : rule.to);
}

function mayTake(rule: StepRule, actor: Actor): boolean {
  if (actor.kind === "job") return rule.by.includes("job");
  return actor.roles.some((role) => rule.by.includes(role));
}

/** A notice opens on its day and closes at the end of the n-th working day after it. */
export function noticePeriod(
  opensOn: Day,
  workingDays: number,
): { readonly closesOn: Day; readonly provisional: boolean } {
  const { day, provisional } = addWorkingDays(opensOn, workingDays);
  return { closesOn: day, provisional };
}

/** A notice may close once its last day is over. */
export function mayCloseNotice(closesOn: Day, today: Day, openObjections: number): Result<null, Problem> {
  if (today <= closesOn) return fail(problem("cases.noticeRuns", { closesOn: formatDay(closesOn) }));
  if (openObjections > 0) return fail(problem("cases.objectionOpen", { count: openObjections }));
  return ok(null);
}

/** 张三丰 → 张*丰, 李四 → 李*; a name in Latin letters keeps its first letter. */
export function maskName(name: string): string {
  const letters = [...name.trim()];
  const [first = ""] = letters;
  const last = letters.length > 2 && /\p{Script=Han}/u.test(first) ? (letters.at(-1) ?? "") : "";
  return `${first}${"*".repeat(Math.max(1, letters.length - 1 - last.length))}${last}`;
}

/** Enough to tell namesakes apart and no more: the last two characters of a document number. */
export function maskDocument(number: string): string {
  return `${"*".repeat(Math.max(4, number.length - 2))}${number.slice(-2)}`;
}
