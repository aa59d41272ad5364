import type { ProofOptions } from "../../proof.ts";
import { checkPolicies } from "../policies/check-policies.ts";
import { withEngines } from "../policies/engines.ts";
import { checkExpressions } from "./check-expressions.ts";
import { postgresExpressions } from "./postgres-expressions.ts";

export const name = "postgres-parity";
export const rooms: readonly string[] = ["packages/feel", "packages/policy", "tests/parity"];

/** 100,000 pairs of 200 policies and as many answers of single expressions a batch, until the time is over. */
export async function run({ seed, minutes, log }: ProofOptions): Promise<void> {
  const until = performance.now() + minutes * 60_000;
  const expressions = await postgresExpressions();
  let [pairs, answers] = [0, 0];
  try {
    await withEngines(["PostgreSQL"], async (engines) => {
      for (let batch = 0; batch === 0 || performance.now() < until; batch += 1) {
        pairs += await checkPolicies({ seed: seed + batch, policies: 200, people: 500 }, engines, log);
        const size = { seed: seed + batch, expressions: 500, people: 200, together: 12 };
        answers += await checkExpressions(size, expressions, log);
      }
    });
  } finally {
    await expressions.close();
  }
  log(`${pairs} pairs of policies, ${answers} answers of expressions: closures and PostgreSQL agree`);
}
