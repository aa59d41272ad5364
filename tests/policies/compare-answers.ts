import type { Facts } from "@wutong/feel";
import type { Day } from "@wutong/kernel";
import {
  answersSql,
  type CompiledPolicy,
  decideSubjects,
  type EngineName,
  OUTCOME_CODES,
  readFacts,
} from "@wutong/policy";
import { randomOf, randomPerson, withUnknowns } from "./random-people.ts";

/** People near the edges of Yuecheng's rules, a fifth of their facts unknown. */
export function factsOfPeople(seed: number, count: number): readonly Facts[] {
  const random = randomOf(seed);
  return Array.from({ length: count }, () => {
    const read = readFacts(withUnknowns(randomPerson(random), random, 0.2));
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return read.value;
  });
}

/** A row of `answersSql` after the person's number. */
type Row = readonly (string | number | bigint | boolean | null)[];

/**
 * Every answer of a database about every person, policy and certificate beside what `decideSubjects` says: the lines
 * that only one of them has, sorted, so that an empty list means that they agree. `facts` are in the order of the
 * column `row` of the view `people`.
 */
export async function compareAnswers(
  engine: EngineName,
  asked: { readonly policies: readonly CompiledPolicy[]; readonly facts: readonly Facts[]; readonly asOf: Day },
  query: (sql: string) => Promise<readonly Row[]>,
): Promise<{ readonly compared: number; readonly differences: readonly string[] }> {
  const { policies, facts, asOf } = asked;
  const written = answersSql(policies, engine, { asOf, source: "people", keep: ["row"] });
  if (!written.ok) throw new Error(JSON.stringify(written.error));
  const found: string[] = [];
  for (const { sql } of written.value) found.push(...(await query(sql)).map((row) => row.map(String).join(" ")));
  const expected = facts.flatMap((each, person) =>
    policies.flatMap((policy, place) => expectedLines(policy, each, asOf, `${person}`, place)),
  );
  const [left, right] = [new Set(found), new Set(expected)];
  const only = [
    ...expected.filter((line) => !left.has(line)).map((line) => `JS ${line}`),
    ...found.filter((line) => !right.has(line)).map((line) => `${engine} ${line}`),
  ];
  return { compared: expected.length, differences: only.sort() };
}

function expectedLines(
  policy: CompiledPolicy,
  facts: Facts,
  asOf: Day,
  person: string,
  place: number,
): readonly string[] {
  return decideSubjects(policy, facts, asOf).map(({ certificate, conditions, outcome, amountFen }) => {
    const mask = (truth: true | null) =>
      conditions.reduce((bits, each, index) => (each.truth === truth ? bits + 2 ** index : bits), 0);
    return [person, certificate, place, OUTCOME_CODES[outcome], mask(true), mask(null), amountFen]
      .map(String)
      .join(" ");
  });
}
