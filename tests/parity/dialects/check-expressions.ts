import { compileFeel, listFunctions, toClosure } from "@wutong/feel";
import { exactJson } from "../exact-json.ts";
import { plain } from "../feel-parity.ts";
import type { ExpressionEngine } from "./expression-engine.ts";
import { type ExpressionParitySize, runExpressionParity } from "./run-expression-parity.ts";

type Log = (line: string) => void;

/** How many answers of random expressions of every sort were compared; throws at the first difference. */
export async function checkExpressions(
  size: ExpressionParitySize,
  engine: ExpressionEngine,
  log: Log,
): Promise<number> {
  const { compared, refused, distinct, differences } = await runExpressionParity(size, engine);
  const [difference] = differences;
  if (difference) {
    log(`batch seed ${size.seed}, ${engine.name}: ${exactJson(difference)}`);
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
    if (!compiled.ok) throw new Error(`${source}: ${exactJson(compiled.error)}`);
    const [answers] = await engine.evaluate([compiled.value]);
    const expected = plain(toClosure(compiled.value)({}), compiled.value.type);
    if (answers?.[0] !== expected) throw new Error(`${source}: ${answers?.[0]} on ${engine.name}, not ${expected}`);
  }
  return sources.length;
}
