import { compileFeel, listFunctions, toClosure } from "@wutong/feel";
import { plain } from "../feel-parity.ts";
import type { Engine } from "../policies/engine.ts";
import { type PolicyParitySize, runPolicyParity } from "../policies/run-policy-parity.ts";
import type { ExpressionEngine } from "./expression-engine.ts";
import { type ExpressionParitySize, runExpressionParity } from "./run-expression-parity.ts";

type Log = (line: string) => void;

/** How many pairs of random policies and people were compared; throws at the first difference. */
export async function checkPolicies(
  size: PolicyParitySize,
  engines: readonly [Engine, ...Engine[]],
  log: Log,
): Promise<number> {
  const { pairs, policies, refused, differences } = await runPolicyParity(size, engines);
  const [difference] = differences;
  if (difference) {
    const { engine, policy, reference, other, person } = difference;
    log(`batch seed ${size.seed}, ${engine}:\n${policy}\n${textOf({ reference, other, person })}`);
    throw new Error(`${engine} differs from closures`);
  }
  if (refused > policies * 0.05) throw new Error(`${refused} of ${refused + policies} policies were refused`);
  return pairs;
}

/** As `checkPolicies`, answers of random expressions of every sort. */
export async function checkExpressions(
  size: ExpressionParitySize,
  engine: ExpressionEngine,
  log: Log,
): Promise<number> {
  const { compared, refused, distinct, differences } = await runExpressionParity(size, engine);
  const [difference] = differences;
  if (difference) {
    log(`batch seed ${size.seed}, ${engine.name}: ${textOf(difference)}`);
    throw new Error(`${engine.name} differs from closures`);
  }
  if (refused > distinct * 0.05) throw new Error(`${refused} of ${distinct} expressions were refused`);
  return compared;
}

/** Every example of the catalogue, which reads no facts; throws where it gives something else than as closure. */
export async function checkExamples(engine: ExpressionEngine): Promise<number> {
  await engine.load([{}]);
  const sources = listFunctions().flatMap((doc) => doc.examples.map(({ expression }) => expression));
  for (const source of sources) {
    const compiled = compileFeel(source, {});
    if (!compiled.ok) throw new Error(`${source}: ${textOf(compiled.error)}`);
    const [answers] = await engine.evaluate([compiled.value]);
    const expected = plain(toClosure(compiled.value)({}), compiled.value.type);
    if (answers?.[0] !== expected) throw new Error(`${source}: ${answers?.[0]} on ${engine.name}, not ${expected}`);
  }
  return sources.length;
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, each) => (typeof each === "bigint" ? String(each) : each));
}
