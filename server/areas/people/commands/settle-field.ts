import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { CommandRunner, Token, Tx } from "../../../storage/index.ts";
import { maskNumbers } from "../../registers/index.ts";
import type { Disputable, RuleStep } from "../model/field-rules.ts";
import { keptNumber } from "../store/aliases.ts";
import { resolveFields } from "../store/resolve-fields.ts";
import {
  findFieldState,
  insertFieldRule,
  insertSettlement,
  listFieldRules,
  listTold,
  takeSettlementsBack,
  toldKey,
} from "../store/told-fields.ts";

type Asked = { readonly token: Token; readonly key: string; readonly by: string; readonly now: Date };
type Done = Promise<Result<{ readonly done: true }, Problem>>;

const REASON_MIN = 4;

/**
 * Says by hand which source is right, by its key; null: somebody looked, and it stays unknown. It holds until a source says
 * something that none said now. Problems: `people.fieldReasonMissing`, `people.notDisputed`, `people.nobodySaysSo`, `http.notFound`.
 */
export function settleField(
  run: CommandRunner,
  { by, now, ...asked }: Asked,
  given: {
    readonly personId: number;
    readonly field: Disputable;
    readonly key: string | null;
    readonly reason: string;
  },
): Done {
  const reason = maskNumbers(given.reason.trim());
  if (reason.length < REASON_MIN) return Promise.resolve(fail(problem("people.fieldReasonMissing")));
  const { field, key } = given;
  const input = { personId: given.personId, field, source: key, reason };
  return run({ ...asked, command: "settleField", input }, async (tx) => {
    const found = await lockDisputed(tx, given);
    if (!found.ok) return found;
    const { personId, officeId, before } = found.value;
    const sources = (await listTold(tx, personId)).filter((one) => one.field === field);
    const chosen = sources.find((one) => toldKey(one) === key);
    if (key !== null && !chosen) return fail(problem("people.nobodySaysSo"));
    const told = [...new Set(sources.map((one) => one.value))].toSorted();
    const settlementId = await insertSettlement(tx, {
      ...{ personId, officeId, field, value: chosen?.value ?? null, told, reason },
      ...{ settledBy: by, settledAt: now },
    });
    await resolveFields(tx, { people: [personId] });
    return ok(
      entryOf({ personId, officeId, before, after: { field, settlementId, source: key ?? "unknown", reason } }),
    );
  });
}

/** Takes a word by hand back: the office's rule counts again, or nobody's. Problems: `people.notSettledByHand`, `http.notFound`. */
export function takeFieldBack(
  run: CommandRunner,
  { by, now, ...asked }: Asked,
  given: { readonly personId: number; readonly field: Disputable },
): Done {
  const input = { personId: given.personId, field: given.field };
  return run({ ...asked, command: "takeFieldBack", input }, async (tx) => {
    const personId = await keptNumber(tx, given.personId);
    const state = await findFieldState(tx, personId, true);
    if (!state) return fail(problem("http.notFound"));
    const taken = await takeSettlementsBack(tx, { personId, field: given.field, by, now });
    if (taken === 0) return fail(problem("people.notSettledByHand"));
    await resolveFields(tx, { people: [personId] });
    const before = { field: given.field, settled: taken };
    return ok(entryOf({ personId, officeId: state.officeId, before, after: { field: given.field, settled: 0 } }));
  });
}

type Entry = {
  readonly personId: number;
  readonly officeId: number;
  readonly before: Readonly<Record<string, string | number | boolean>>;
  readonly after: Readonly<Record<string, string | number | boolean>>;
};

function entryOf({ personId, officeId, before, after }: Entry) {
  const subject = { kind: "person", id: personId };
  return { reply: { done: true as const }, subject, personId, officeId, before, after };
}

type Found = { readonly personId: number; readonly officeId: number; readonly before: { readonly open: boolean } };

async function lockDisputed(
  tx: Tx,
  given: { readonly personId: number; readonly field: Disputable },
): Promise<Result<Found, Problem>> {
  const personId = await keptNumber(tx, given.personId);
  const state = await findFieldState(tx, personId, true);
  if (!state) return fail(problem("http.notFound"));
  if (!state.disputed.includes(given.field)) return fail(problem("people.notDisputed"));
  return ok({ personId, officeId: state.officeId, before: { open: state.conflicts.includes(given.field) } });
}

/**
 * Sets whose word counts in a field for the people of an office and of those below it that have no rule of their own; null: as the
 * office above says. Whom it concerns is settled in the same transaction; returns how many people changed.
 */
export function setFieldRule(
  run: CommandRunner,
  { by, now, ...asked }: Asked,
  given: { readonly officeId: number; readonly field: Disputable; readonly steps: readonly RuleStep[] | null },
): Promise<Result<{ readonly people: number }, Problem>> {
  const { officeId, field } = given;
  const steps = given.steps && [...new Set(given.steps)];
  return run({ ...asked, command: "setFieldRule", input: { officeId, field, steps } }, async (tx) => {
    const before = (await listFieldRules(tx, officeId)).find((one) => one.field === field);
    await insertFieldRule(tx, { officeId, field, steps, by, now });
    const people = await resolveFields(tx, { belowOffice: officeId });
    return ok({
      reply: { people },
      subject: { kind: "fieldRule", id: officeId },
      officeId,
      before: { field, steps: [...(before?.steps ?? [])], from: before?.from?.officeId ?? null },
      after: { field, steps, people },
    });
  });
}
