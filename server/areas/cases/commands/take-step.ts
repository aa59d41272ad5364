import { type Day, fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { type Actor, type CaseType, decideStep } from "../model.ts";
import { getActor } from "../store/actor.ts";
import { appendStep, type CaseRecord, listSteps, lockCase, saveState } from "../store/cases.ts";
import type { Tx } from "../store/storage.ts";
import { finishTasks, insertTask } from "../store/tasks.ts";

export type TakeStep = {
  readonly type: CaseType;
  readonly caseId: number;
  readonly step: string;
  readonly now: Date;
  readonly note?: string;
  /** When the next step is due, and whose task it then is. */
  readonly next?: {
    readonly dueOn: Day;
    readonly provisional: boolean;
    readonly task?: { readonly kind: string; readonly role: string };
  };
  /** Accounts that had a hand in it before the case was opened, e.g. who pushed the offer. */
  readonly alsoHandledBy?: readonly number[];
};

export type Stepped = { readonly before: CaseRecord; readonly state: string; readonly actor: Actor };

/**
 * Moves a case along its type's state machine, under a row lock. Problems: `cases.notFound` and those of `decideStep`.
 */
export async function takeStep(tx: Tx, given: TakeStep): Promise<Result<Stepped, Problem>> {
  const allowed = await checkStep(tx, given);
  if (!allowed.ok) return allowed;
  const { before, state, actor } = allowed.value;
  await appendStep(tx, before, { step: given.step, to: state, actor, now: given.now, note: given.note ?? "" });
  if (state !== before.state || given.next) {
    const { dueOn = null, provisional = false } = given.next ?? {};
    const closed = given.type.final.includes(state);
    await saveState(tx, given.caseId, { state, closed, now: given.now, dueOn, dueProvisional: provisional });
    await finishTasks(tx, given.caseId, { accountId: actor.accountId, now: given.now });
  }
  if (given.next?.task) await insertTask(tx, before, { ...given.next.task, ...given.next, now: given.now });
  return ok(allowed.value);
}

/** The same decision without the step, with the case locked: for work that must come before the step is taken. */
export async function checkStep(
  tx: Tx,
  { type, caseId, step, alsoHandledBy = [] }: Pick<TakeStep, "type" | "caseId" | "step" | "alsoHandledBy">,
): Promise<Result<Stepped, Problem>> {
  const before = await lockCase(tx, caseId);
  if (!before || before.type !== type.id) return fail(problem("cases.notFound", { caseId }));
  const actor = await getActor(tx);
  const steps = await listSteps(tx, caseId);
  const handlings = steps.filter((each) => type.handling.includes(each.step));
  const handledBy = [...handlings.flatMap((each) => each.accountId ?? []), ...alsoHandledBy];
  const state = decideStep({ type, caseId, step, state: before.state, held: before.hold !== null, actor, handledBy });
  return state.ok ? ok({ before, state: state.value, actor }) : state;
}
