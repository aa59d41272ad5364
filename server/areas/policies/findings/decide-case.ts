import type * as contract from "@wutong/contracts";
import { formatDay } from "@wutong/kernel";
import { type CompiledPolicy, decide, factsOfCase, type PolicyCase, runCase } from "@wutong/policy";

type CaseRow = contract.ReplyOf<typeof contract.listPolicyCases>["rows"][number];

/** A case of the policy's file, decided now: what it expects beside what comes out. */
export function decideCase(policy: CompiledPolicy, each: PolicyCase): CaseRow {
  const facts = factsOfCase(policy.envelope, each, policy.extension);
  const differences = runCase(policy, each);
  const decision = facts && decide(policy, facts, each.asOf);
  const fen = (amount: bigint | null | undefined) =>
    amount === null || amount === undefined ? null : amount.toString();
  return {
    name: each.name,
    at: formatDay(each.asOf),
    facts: JSON.stringify({ like: each.like, ...each.facts }),
    expected: {
      outcome: each.expect.outcome,
      amountFen: fen(each.expect.amountFen),
      failed: [...(each.expect.failed ?? [])],
    },
    got: {
      outcome: decision?.outcome ?? "",
      amountFen: fen(decision?.amountFen),
      failed: decision?.reasons.map((reason) => reason.id) ?? [],
    },
    passed: differences !== "noClaim" && differences.length === 0,
  };
}
