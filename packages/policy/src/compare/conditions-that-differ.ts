import type { CompiledPolicy } from "../compile/compiled-policy.ts";

/**
 * The indexes of the conditions that two versions of a policy ask differently, where nothing else differs: then both versions
 * say the same of everybody whom these conditions find alike. Undefined where anything else differs.
 */
export function conditionsThatDiffer(old: CompiledPolicy, draft: CompiledPolicy): readonly number[] | undefined {
  if (old.conditions.length !== draft.conditions.length || restOf(old) !== restOf(draft)) return undefined;
  return old.conditions.flatMap(({ index, test }) => {
    const other = draft.conditions[index]?.test;
    return textOf(test.feel.ir) === textOf(other?.feel.ir) ? [] : [index];
  });
}

/** All that is decided by, but the conditions; functions leave no trace, their expressions do. */
function restOf({ envelope, conditions, ...compiled }: CompiledPolicy): string {
  const { benefit, office, subject, amount, payPlan, stacking, limits, beneficiary } = envelope;
  return textOf({ ...compiled, benefit, office, subject, amount, payPlan, stacking, limits, beneficiary });
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (key, each: unknown) => {
    if (typeof each === "bigint") return `${each}n`;
    return key === "source" ? undefined : each;
  });
}
