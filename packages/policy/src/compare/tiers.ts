import type { Fen } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { BothTexts } from "../fault.ts";
import type { ComparedPolicies } from "./compared-policies.ts";

/** A row of a table of amounts: what its `says` calls it (PhD, bachelor; senior, junior). */
export type Tier = { readonly policyId: string; readonly says: BothTexts };

/** The tiers of everything that changed, and the policies that find them. */
export type Tiers = {
  /** A tier's place is its number in the tables; the same words of the same policy stand once. */
  readonly all: readonly Tier[];
  /** Policies whose amount in fen is the number of the tier plus 1, instead of money; by the place of the policy that they stand for. */
  readonly finders: readonly { readonly of: number; readonly policy: CompiledPolicy }[];
};

export function tiersOf({ policies, changed }: ComparedPolicies): Tiers {
  const all: Tier[] = [];
  const number = (policyId: string, says: BothTexts): number => {
    const known = all.findIndex((each) => each.policyId === policyId && each.says.zh === says.zh);
    return known >= 0 ? known : all.push({ policyId, says }) - 1;
  };
  const finders = changed
    .flatMap(({ old, new: draft }) => [draft, old])
    .flatMap((place) => {
      const policy = place === null ? undefined : policies[place];
      if (place === null || policy === undefined || policy.amount.kind !== "table") return [];
      const numbers = policy.amount.rows.map(({ says }, row) =>
        number(policy.envelope.id, says ?? { zh: `第 ${row + 1} 档`, en: `row ${row + 1}` }),
      );
      return [{ of: place, policy: finderOf(policy, numbers) }];
    });
  return { all, finders };
}

/** The same conditions and rows, so that nothing is computed twice; instead of a row's sum its number. */
function finderOf(policy: CompiledPolicy, numbers: readonly number[]): CompiledPolicy {
  const { envelope, amount } = policy;
  if (amount.kind !== "table") return policy;
  const rows = amount.rows.map(({ matches }, row) => ({ matches, amountFen: BigInt((numbers[row] ?? 0) + 1) as Fen }));
  return {
    ...policy,
    envelope: { ...envelope, amount: { ...envelope.amount, per: "whole" }, payPlan: { kind: "once" } },
    amount: { kind: "table", hitPolicy: amount.hitPolicy, rows },
    plan: {},
  };
}
