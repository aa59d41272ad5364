import {
  type CompiledPolicy,
  type Decision,
  decide,
  factsOfCase,
  OUTCOME_CODES,
  type PolicyCase,
  runCase,
} from "@wutong/policy";
import type { CaseAnswer, CaseEngine } from "./case-engines.ts";

/**
 * Where a case of a policy comes out otherwise than its file says, or on an engine otherwise than `decide` says: in words,
 * so that an empty list means that all is well.
 */
export async function compareCases(policy: CompiledPolicy, engines: readonly CaseEngine[]): Promise<readonly string[]> {
  const { cases } = policy.envelope.tests;
  const differences: string[] = [];
  const decisions = cases.map((each) => {
    const facts = factsOfCase(policy.envelope, each, policy.extension);
    const stated = runCase(policy, each, facts);
    if (stated === "noClaim") differences.push(`${each.name}: no claim ${each.claim}`);
    else
      differences.push(...stated.map(({ what, expected, found }) => `${each.name}: ${what} ${found}, not ${expected}`));
    return decide(policy, facts ?? {}, each.asOf);
  });
  for (const engine of engines) {
    const answers = await engine.answers(policy, cases);
    differences.push(
      ...cases.flatMap((each, index) => differing(engine.name, policy, each, decisions[index], answers[index])),
    );
  }
  return differences;
}

function differing(
  engine: string,
  policy: CompiledPolicy,
  each: PolicyCase,
  decision: Decision | undefined,
  answer: CaseAnswer | undefined,
): readonly string[] {
  if (!decision || !answer) return [`${each.name}: no answer on ${engine}`];
  const expected = expectedOf(policy, decision);
  return Object.entries(answer).flatMap(([name, found]) => {
    if (!(name in expected)) return [];
    const wanted = expected[name as keyof CaseAnswer];
    return wanted === found ? [] : [`${each.name}: ${name} ${found} on ${engine}, not ${wanted}`];
  });
}

function expectedOf(policy: CompiledPolicy, decision: Decision): Required<CaseAnswer> {
  const { conditions, steps, amountFen, wholePlanFen, thisYearFen } = decision;
  const mask = (holds: (index: number) => boolean) =>
    conditions.reduce((bits, _, index) => (holds(index) ? bits + 2 ** index : bits), 0);
  return {
    outcome: OUTCOME_CODES[decision.outcome],
    met: mask((index) => conditions[index]?.truth === true),
    unknown: mask((index) => conditions[index]?.truth === null),
    steps: mask((index) => steps.some(({ id }) => id === policy.conditions[index]?.id)),
    amountFen,
    wholePlanFen,
    thisYearFen,
  };
}
