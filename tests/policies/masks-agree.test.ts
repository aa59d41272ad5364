import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import {
  type CompiledPolicy,
  createMaskDecider,
  type Decision,
  decideSubjects,
  type MaskDecision,
  OUTCOME_CODES,
  readFacts,
} from "@wutong/policy";
import { randomOf, randomPerson, withUnknowns } from "./random-people.ts";
import { yuechengPolicies } from "./yuecheng.ts";

const asOf = day("2024-11-30");
const policies = yuechengPolicies();
const seed = Number(process.env["WUTONG_SEED"] ?? 20_241_130);
const count = Number(process.env["WUTONG_PEOPLE"] ?? 6_000);

test(`masks over all policies at once say what each policy's own decision says, for ${count} people (seed ${seed})`, () => {
  const random = randomOf(seed);
  const decideMasks = createMaskDecider(policies, asOf);
  const outcomes = new Set<string>();
  for (let person = 0; person < count; person += 1) {
    const full = randomPerson(random);
    const facts = readFacts(person % 3 === 0 ? full : withUnknowns(full, random, 0.2));
    assert.ok(facts.ok);
    const found: (MaskDecision & { readonly at: string })[] = [];
    decideMasks(facts.value, (decision, policy, subject) => found.push({ ...decision, at: `${policy} ${subject}` }));
    const expected = policies.flatMap((policy, index) =>
      decideSubjects(policy, facts.value, asOf).map((each, subject) => masksOf(policy, each, `${index} ${subject}`)),
    );
    assert.deepEqual(found, expected);
    for (const { at, outcome, steps } of found) outcomes.add(`${at[0]} ${outcome}`).add(`steps ${steps !== 0}`);
  }
  assert.equal(outcomes.size, policies.length * 3 + 2, "every outcome of every policy occurs, and one step short");
});

function masksOf(policy: CompiledPolicy, decision: Decision, at: string): MaskDecision & { readonly at: string } {
  const bits = (wanted: (id: string) => boolean) =>
    policy.conditions.reduce((mask, { id, index }) => (wanted(id) ? mask | (1 << index) : mask), 0);
  const truthOf = (id: string) => decision.conditions.find((each) => each.id === id)?.truth;
  return {
    outcome: OUTCOME_CODES[decision.outcome],
    met: bits((id) => truthOf(id) === true),
    unknown: bits((id) => truthOf(id) === null),
    steps: bits((id) => decision.steps.some((step) => step.id === id)),
    amountFen: decision.amountFen,
    at,
  };
}
