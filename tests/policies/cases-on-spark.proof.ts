import { checkPolicies } from "@wutong/policy";
import { createRandom } from "../parity/random.ts";
import { sparkPython } from "../parity/spark/python-environment.ts";
import { openSpark } from "../parity/spark/spark-session.ts";
import type { ProofOptions } from "../proof.ts";
import { sparkEngineOn } from "./case-engines.ts";
import { compareCases } from "./compare-cases.ts";
import { policyFolders } from "./rules/rule-files.ts";

export const name = "cases-on-spark";
export const rooms: readonly string[] = ["regions", "examples/rules", "packages/feel", "packages/policy"];

/** A statement about a handful of rows is compiled longer than it runs. The random policies of the other proof are compiled. */
const SETTINGS = { "spark.sql.codegen.factoryMode": "NO_CODEGEN" };

/**
 * Every case of every policy on Spark, in an order that the seed draws, as far as there is time (they take some three minutes);
 * skipped by name where Spark can't be had.
 */
export async function run({ log, minutes, seed }: ProofOptions): Promise<void> {
  const until = performance.now() + minutes * 60_000;
  const python = sparkPython({ install: true }, log);
  if (!python.ok) {
    log(`SKIPPED cases-on-spark: ${python.error}`);
    return;
  }
  const engine = sparkEngineOn(await openSpark(python.value, SETTINGS));
  const tried = { policies: 0, cases: 0 };
  const all = policyFolders().flatMap(({ files }) => checkPolicies(files).policies);
  try {
    const random = createRandom(seed);
    const drawn = all.map((policy) => ({ policy, lot: random.below(2 ** 30) })).toSorted((a, b) => a.lot - b.lot);
    for (const { policy } of drawn) {
      if (tried.policies > 0 && performance.now() > until) break;
      const differences = await compareCases(policy, [engine]);
      if (differences.length > 0) throw new Error(`${policy.envelope.id}:\n${differences.slice(0, 4).join("\n")}`);
      tried.policies += 1;
      tried.cases += policy.envelope.tests.cases.length;
    }
  } finally {
    await engine.close();
  }
  log(`${tried.cases} cases of ${tried.policies} policies (of ${all.length}) come out on Spark as closures say`);
}
