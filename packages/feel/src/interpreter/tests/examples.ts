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

/** Checks expressions against what they are to give; throws an error that lists all that differ. */
export function assertExamples(
  examples: Readonly<Record<string, string>>,
  context?: FeelContext,
  options?: EvaluationOptions,
): void {
  const wrong = Object.entries(examples).flatMap(([source, wanted]) => {
    const given = textOf(source, context, options);
    return given === wanted ? [] : [`${source}\n    gives ${given}\n    not   ${wanted}`];
  });
  if (wrong.length > 0)
    throw new Error(`${wrong.length} of ${Object.keys(examples).length} differ:\n${wrong.join("\n")}`);
}
