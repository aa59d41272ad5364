import type { CompiledPolicy } from "@wutong/policy";
import type { Answer } from "./engine.ts";

/** A row of `answersSql`, after the number of the person. */
export type AnswerRow = readonly [
  person: number,
  subject: string | null,
  policy: number,
  outcome: number,
  met: number,
  unknown: number,
  amountFen: string | number | bigint | null,
];

const POLICIES_PER_QUERY = 10;

/** Asks for some policies at a time: statements of databases grow faster than linearly in what planning them takes. */
export async function inSlices(
  policies: readonly CompiledPolicy[],
  ask: (slice: readonly CompiledPolicy[]) => Promise<readonly (readonly Answer[])[]>,
): Promise<readonly (readonly Answer[])[]> {
  const answers: (readonly Answer[])[] = [];
  for (let from = 0; from < policies.length; from += POLICIES_PER_QUERY) {
    answers.push(...(await ask(policies.slice(from, from + POLICIES_PER_QUERY))));
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
