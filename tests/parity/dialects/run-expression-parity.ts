import { type CompiledFeel, toClosure } from "@wutong/feel";
import { compileRandom, plain } from "../feel-parity.ts";
import { parityScope } from "../feel-scope.ts";
import { createRandom } from "../random.ts";
import { type Person, randomPerson } from "../random-people.ts";
import type { ExpressionEngine } from "./expression-engine.ts";

export type ExpressionParityReport = {
  readonly compared: number;
  readonly distinct: number;
  /** Expressions that compile for closures and that the dialect refuses. */
  readonly refused: number;
  readonly answers: Readonly<Record<"true" | "false" | "unknown" | "value", number>>;
  readonly differences: readonly ExpressionDifference[];
};

export type ExpressionDifference = {
  readonly source: string;
  readonly closure: unknown;
  readonly sql: unknown;
  readonly person: Person;
};

export type ExpressionParitySize = {
  readonly seed: number;
  readonly expressions: number;
  readonly people: number;
  /** Expressions of one statement. */
  readonly together: number;
};

/** Random expressions of every sort over random people, by closures and by one dialect: every answer is compared. */
export async function runExpressionParity(
  size: ExpressionParitySize,
  engine: ExpressionEngine,
): Promise<ExpressionParityReport> {
  const random = createRandom(size.seed);
  const people = Array.from({ length: size.people }, () => randomPerson(parityScope, random));
  const { compiled } = compileRandom(size.expressions, random);
  await engine.load(people);
  const report = { compared: 0, refused: 0, answers: { true: 0, false: 0, unknown: 0, value: 0 } };
  const differences: ExpressionDifference[] = [];
  for (let from = 0; from < compiled.length; from += size.together) {
    const chunk = compiled.slice(from, from + size.together);
    const answers = await engine.evaluate(chunk);
    for (const [index, each] of chunk.entries()) {
      const found = answers[index];
      if (!found) report.refused += 1;
      else differences.push(...compare(each, people, found, report));
    }
  }
  return { ...report, distinct: compiled.length, differences };
}

function compare(
  compiled: CompiledFeel,
  people: readonly Person[],
  found: readonly unknown[],
  report: { compared: number; answers: Record<"true" | "false" | "unknown" | "value", number> },
): readonly ExpressionDifference[] {
  const closure = toClosure(compiled);
  return people.flatMap((person, row): readonly ExpressionDifference[] => {
    const answer = plain(closure(person), compiled.type);
    const sql = found[row];
    report.compared += 1;
    report.answers[answer === null ? "unknown" : answer === true ? "true" : answer === false ? "false" : "value"] += 1;
    return sql === answer ? [] : [{ source: compiled.source, closure: answer, sql, person }];
  });
}
