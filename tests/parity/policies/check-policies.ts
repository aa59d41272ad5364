import { exactJson } from "../exact-json.ts";
import type { Engine } from "./engine.ts";
import { type PolicyParitySize, runPolicyParity } from "./run-policy-parity.ts";

/** How many pairs of random policies and people were compared; throws at the first difference. */
export async function checkPolicies(
  size: PolicyParitySize,
  engines: readonly [Engine, ...Engine[]],
  log: (line: string) => void,
): Promise<number> {
  const { pairs, policies, refused, differences } = await runPolicyParity(size, engines);
  const [difference] = differences;
  if (difference) {
    const { engine, policy, reference, other, person } = difference;
    log(`batch seed ${size.seed}, ${engine}:\n${policy}\n${exactJson({ reference, other, person })}`);
    throw new Error(`${engine} differs from closures`);
  }
  if (refused > policies * 0.05) throw new Error(`${refused} of ${refused + policies} policies were refused`);
  return pairs;
}
