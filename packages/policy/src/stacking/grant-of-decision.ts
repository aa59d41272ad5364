import type { Facts } from "@wutong/feel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { Decision } from "../decide/decision.ts";
import { assumedPlan } from "../decide/plan-of-policy.ts";
import type { Grant } from "./grant.ts";

/**
 * What an entitled decision brings into stacking; undefined for any other outcome. `rank` is the place of the policy
 * among all (the earlier clause first). A plan that can't be dated yet counts as if nothing was paid or served before.
 */
export function grantOf(
  policy: CompiledPolicy,
  decision: Decision,
  at: { readonly facts: Facts; readonly rank: number },
): Grant | undefined {
  if (decision.outcome !== "entitled" || decision.amountFen === null) return undefined;
  const { envelope } = policy;
  const facts = { ...at.facts, asOf: decision.asOf };
  const instalments = decision.plan ?? assumedPlan(policy, facts, decision.asOf, decision.amountFen);
  const already = policy.alreadyThisYear?.evaluate(facts);
  return {
    key: decision.certificate === null ? envelope.id : `${envelope.id}#${decision.certificate}`,
    policyId: envelope.id,
    benefit: envelope.benefit,
    rank: at.rank,
    stacking: envelope.stacking,
    instalments,
    ...certificateOf(decision, at.facts),
    ...(typeof already === "number" ? { alreadyThisYear: already } : {}),
  };
}

function certificateOf(decision: Decision, facts: Facts): Pick<Grant, "certificate"> {
  if (decision.certificate === null) return {};
  const rows = (facts["certificates"] as { readonly rows: readonly Row[] } | undefined)?.rows ?? [];
  const row = rows.find((each) => each.key === decision.certificate);
  return {
    certificate: { key: decision.certificate, occupation: row?.occupation ?? "", level: row?.level ?? "" },
  };
}

type Row = { readonly key?: string; readonly occupation?: string; readonly level?: string };
