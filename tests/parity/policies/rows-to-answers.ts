import type { CompiledPolicy } from "@wutong/policy";
import type { Answer, AnswersByPerson } from "./engine.ts";

/** A row of `answersSql`, after the number of the person; sweeps are read alike. */
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
  ask: (slice: readonly CompiledPolicy[]) => Promise<readonly AnswersByPerson[]>,
): Promise<readonly AnswersByPerson[]> {
  const answers: AnswersByPerson[] = [];
  for (let from = 0; from < policies.length; from += size) {
    answers.push(...(await ask(policies.slice(from, from + size))));
  }
  return answers;
}

/** How many policies and people were asked about. */
export type Asked = { readonly policies: number; readonly people: number };

/** Rows in any order as answers by policy, then by person. */
export function byPolicy(rows: readonly AnswerRow[], { policies, people }: Asked): readonly AnswersByPerson[] {
  const answers = Array.from({ length: policies }, () => Array.from({ length: people }, (): Answer[] => []));
  for (const [person, , policy, outcome, met, unknown, amountFen] of rows) {
    const answer = { outcome, met, unknown, amountFen: amountFen === null ? null : BigInt(amountFen) };
    answers[policy]?.[person]?.push(answer);
  }
  return answers;
}
