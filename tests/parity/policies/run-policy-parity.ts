import { createRandom, type Random } from "../random.ts";
import type { Person } from "../random-people.ts";
import { addCoverage, type Coverage } from "./coverage.ts";
import { type Answer, type AnswersByPerson, type Engine, sameAnswers } from "./engine.ts";
import { randomPeople } from "./people.ts";
import { type RandomPolicy, randomPolicy } from "./random-policy.ts";

export type PolicyParitySize = { readonly seed: number; readonly policies: number; readonly people: number };

export type PolicyDifference = {
  readonly engine: string;
  readonly policy: string;
  readonly reference: readonly Answer[];
  readonly other: readonly Answer[];
  readonly person: Person;
};

export type PolicyParityReport = {
  /** Pairs of a policy and a person (of policies about claims: a claim), each compared on every engine. */
  readonly pairs: number;
  readonly policies: number;
  readonly refused: number;
  readonly outcomes: readonly [notEntitled: number, possible: number, entitled: number];
  readonly coverage: Coverage;
  /** Up to a handful; none when the engines agree. */
  readonly differences: readonly PolicyDifference[];
};

const POLICIES_PER_BATCH = 40;
const DIFFERENCES_MAX = 10;

/**
 * Random policies over random people on several engines; each answer (outcome, masks, amount) is compared with the
 * first engine's. The same seed gives the same run. Stops after some differences.
 */
export async function runPolicyParity(
  size: PolicyParitySize,
  engines: readonly [Engine, ...Engine[]],
): Promise<PolicyParityReport> {
  const random = createRandom(size.seed);
  const people = randomPeople(size.people, random);
  for (const engine of engines) await engine.load(people);
  const seen = new Set<string>();
  const report = { pairs: 0, policies: 0, refused: 0 };
  const outcomes: [number, number, number] = [0, 0, 0];
  const coverage: Coverage = new Map();
  const differences: PolicyDifference[] = [];
  while (report.policies < size.policies && differences.length < DIFFERENCES_MAX) {
    const batch = nextPolicies(Math.min(POLICIES_PER_BATCH, size.policies - report.policies), seen, random, report);
    const [reference, ...others] = await answersOfAll(engines, batch);
    for (const [index, { policy, text, parts }] of batch.entries()) {
      const expected = reference?.[index] ?? [];
      const answers = expected.flat();
      addCoverage(coverage, policy, parts, answers);
      for (const answer of answers) outcomes[answer.outcome as 0 | 1 | 2] += 1;
      for (const [which, found] of others.entries()) {
        const engine = engines[which + 1]?.name ?? "";
        differences.push(...compare({ engine, policy: text, people, expected, found: found[index] ?? [] }));
      }
      report.pairs += answers.length;
    }
    report.policies += batch.length;
  }
  return { ...report, outcomes, coverage, differences: differences.slice(0, DIFFERENCES_MAX) };
}

/** One engine after the other, so that each has the machine to itself. */
async function answersOfAll(engines: readonly Engine[], batch: readonly RandomPolicy[]) {
  const policies = batch.map(({ policy }) => policy);
  const all: (readonly AnswersByPerson[])[] = [];
  for (const engine of engines) all.push(await engine.answers(policies));
  return all;
}

function nextPolicies(
  count: number,
  seen: Set<string>,
  random: Random,
  report: { refused: number },
): readonly RandomPolicy[] {
  const policies: RandomPolicy[] = [];
  while (policies.length < count) {
    const policy = randomPolicy(random);
    if (!policy) report.refused += 1;
    else if (!seen.has(policy.text)) {
      seen.add(policy.text);
      policies.push(policy);
    }
  }
  return policies;
}

type Comparison = {
  readonly engine: string;
  readonly policy: string;
  readonly people: readonly Person[];
  readonly expected: AnswersByPerson;
  readonly found: AnswersByPerson;
};

function compare({ engine, policy, people, expected, found }: Comparison): readonly PolicyDifference[] {
  return people.flatMap((person, index): readonly PolicyDifference[] => {
    const [reference = [], other = []] = [expected[index], found[index]];
    if (sameAnswers(reference, other)) return [];
    return [{ engine, policy, reference, other, person }];
  });
}
