import type { CompiledPolicy } from "@wutong/policy";
import type { Answer } from "./engine.ts";

/** A row of `answersSql`, after the number of the person; sweeps over persons are read alike. */
export type AnswerRow = readonly [
  person: number,
  subject: string | null,
  policy: number,
  outcome: number,
  met: number,
  unknown: number,
  amountFen: string | number | bigint | null,
];

/** Asks for `size` policies at a time: statements of databases grow faster than linearly in what planning them takes. */
export async function inSlices(
  policies: readonly CompiledPolicy[],
  size: number,
  ask: (slice: readonly CompiledPolicy[]) => Promise<readonly (readonly Answer[])[]>,
): Promise<readonly (readonly Answer[])[]> {
  const answers: (readonly Answer[])[] = [];
  for (let from = 0; from < policies.length; from += size) {
    answers.push(...(await ask(policies.slice(from, from + size))));
  }
  return answers;
}

/** Rows in any order as answers by policy, then by person. */
export function byPolicy(rows: readonly AnswerRow[], policies: number): readonly (readonly Answer[])[] {
  const answers: Answer[][] = Array.from({ length: policies }, () => []);
  for (const [person, , policy, outcome, met, unknown, amountFen] of rows) {
    const answer = { outcome, met, unknown, amountFen: amountFen === null ? null : BigInt(amountFen) };
    const those = answers[policy];
    if (those) those[person] = answer;
  }
  return answers;
}
