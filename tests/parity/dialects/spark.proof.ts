import { day } from "@wutong/kernel";
import { factScope } from "@wutong/policy";
import { compareAnswers, factsOfPeople } from "../../policies/compare-answers.ts";
import { yuechengPolicies } from "../../policies/yuecheng.ts";
import type { ProofOptions } from "../../proof.ts";
import { checkPolicies } from "../policies/check-policies.ts";
import { closuresEngine } from "../policies/closures-engine.ts";
import { sparkEngineOn } from "../policies/spark-engine.ts";
import { sparkPython } from "../spark/python-environment.ts";
import { openSpark, type SparkSession } from "../spark/spark-session.ts";
import { checkExamples, checkExpressions } from "./check-expressions.ts";
import { sparkExpressionsOn } from "./spark-expressions.ts";

export const name = "spark-parity";
export const rooms: readonly string[] = ["packages/feel", "packages/policy", "tests/parity"];

/** Spark takes most of its time to plan a statement: many people, few policies. */
const BATCH = { policies: 40, people: 500 } as const;
const POLICIES_MIN = 200;
/** Longer than its share a proof may take by so much, to come to the least number of policies. */
const PATIENCE_MS = 120_000;

/** Yuecheng's policies, then batches of random policies until the time is over; skipped by name where Spark can't be had. */
export async function run({ seed, minutes, log }: ProofOptions): Promise<void> {
  const until = performance.now() + minutes * 60_000;
  const python = sparkPython({ install: true }, log);
  if (!python.ok) {
    log(`SKIPPED spark-parity: ${python.error}`);
    return;
  }
  const spark = await openSpark(python.value);
  try {
    log(`${await checkYuecheng(spark, seed)} answers of Yuecheng's policies`);
    log(`${await checkExamples(sparkExpressionsOn(spark))} examples of the catalogue`);
    const size = { seed, expressions: 120, people: 300, together: 12 };
    log(`${await checkExpressions(size, sparkExpressionsOn(spark), log)} answers of expressions`);
    const engines = [closuresEngine(), sparkEngineOn(spark)] as const;
    let [pairs, policies] = [0, 0];
    const wanted = () =>
      performance.now() < until || (policies < POLICIES_MIN && performance.now() < until + PATIENCE_MS);
    for (let batch = 0; batch === 0 || wanted(); batch += 1) {
      pairs += await checkPolicies({ seed: seed + batch, ...BATCH }, engines, log);
      policies += BATCH.policies;
    }
    log(`${pairs} pairs of ${policies} random policies: closures and Spark agree`);
    if (policies < POLICIES_MIN) log(`the time was over before ${POLICIES_MIN} policies`);
  } finally {
    await spark.close();
  }
}

async function checkYuecheng(spark: SparkSession, seed: number): Promise<number> {
  const facts = factsOfPeople(seed, 500);
  await spark.load(factScope, facts);
  const asked = { policies: yuechengPolicies(), facts, asOf: day("2024-11-30") };
  const { compared, differences } = await compareAnswers("spark", asked, spark.query);
  if (differences.length > 0) throw new Error(differences.slice(0, 4).join("\n"));
  return compared;
}
