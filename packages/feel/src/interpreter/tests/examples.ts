import assert from "node:assert/strict";
import { type EvaluationOptions, evaluate, namesOf, parseExpression, toText } from "../index.ts";
import { type FeelContext, makeContext } from "../values/value.ts";

const NOTHING = makeContext([]);

/** What an expression gives, as text; `fault CODE@FROM` where it can't be read, `refused CODE@FROM` where a limit stops it. */
export function textOf(source: string, context: FeelContext = NOTHING, options: EvaluationOptions = {}): string {
  const parsed = parseExpression(source, namesOf(context));
  if (!parsed.ok) return parsed.error.map(({ code, from }) => `fault ${code}@${from}`).join();
  const { value, refused } = evaluate(parsed.value, context.entries, options);
  return refused ? `refused ${refused.code}@${refused.from}` : (toText(value) ?? "null");
}

/** Checks expressions against what they give, all of them, and tells all that differ. */
export function assertExamples(examples: Readonly<Record<string, string>>, context?: FeelContext): void {
  const given = Object.fromEntries(Object.keys(examples).map((source) => [source, textOf(source, context)]));
  assert.deepEqual(given, examples);
}
