import type { Calculated, CompiledPolicy, Decision, StackedBenefits } from "@wutong/policy";

type Decided = { readonly policy: CompiledPolicy; readonly decision: Decision };
export type Kept = Decided & { readonly due: StackedBenefits["dues"][number] };
export type Lost = Decided & {
  readonly why: StackedBenefits["lost"][number]["why"];
  readonly to: CompiledPolicy | undefined;
};

/** What was worked out, sorted as a reader asks: what I get, what is nearly mine, what isn't known, what isn't mine. */
export type Outcomes = {
  readonly kept: readonly Kept[];
  readonly lost: readonly Lost[];
  readonly near: readonly Decided[];
  readonly open: readonly Decided[];
  readonly refused: readonly Decided[];
  /** Policies about something that one has none of, or hasn't told of. */
  readonly withoutSubject: Calculated["withoutSubject"];
};

export function outcomesOf({ decisions, withoutSubject, stacked }: Calculated): Outcomes {
  const keyed = decisions.map((each) => ({ ...each, key: keyOf(each) }));
  const kept = keyed.flatMap(({ key, ...each }): Kept[] => {
    const due = stacked.dues.find((one) => one.key === key);
    return due ? [{ ...each, due }] : [];
  });
  const lost = keyed.flatMap(({ key, ...each }): Lost[] => {
    const found = stacked.lost.find((one) => one.key === key);
    const to = decisions.find(({ policy }) => policy.envelope.id === found?.toPolicy)?.policy;
    return found ? [{ ...each, why: found.why, to }] : [];
  });
  const placed = new Set([...kept, ...lost].map(({ decision }) => decision));
  const rest = decisions.filter(({ decision }) => !placed.has(decision));
  return {
    kept,
    lost,
    near: rest.filter(({ decision }) => decision.oneStepShort),
    // Entitled, and what stacking needs isn't known.
    open: rest.filter(({ decision }) => decision.outcome !== "notEntitled"),
    refused: rest.filter(({ decision }) => decision.outcome === "notEntitled" && !decision.oneStepShort),
    withoutSubject,
  };
}

function keyOf({ policy, decision }: Decided): string {
  const { id } = policy.envelope;
  return decision.certificate === null ? id : `${id}#${decision.certificate}`;
}
