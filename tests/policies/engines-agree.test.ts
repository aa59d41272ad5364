import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import {
  type CompiledPolicy,
  type Decision,
  decideSubjects,
  type GivenFacts,
  grantOf,
  OUTCOME_CODES,
  readFacts,
  stack,
} from "@wutong/policy";
import { type Finding, sweepOnDuckDB } from "./duck-sweep.ts";
import { randomOf, randomPerson, withUnknowns } from "./random-people.ts";
import { yuechengPolicies } from "./yuecheng.ts";

const asOf = day("2024-11-30");
const policies = yuechengPolicies();
const seed = Number(process.env["WUTONG_SEED"] ?? 20_241_130);
const count = Number(process.env["WUTONG_PEOPLE"] ?? 3_000);

test(`DuckDB and JS agree on ${count} people with a fifth of the facts unknown, stacking included (seed ${seed})`, async () => {
  const random = randomOf(seed);
  const people = Array.from({ length: count }, () => withUnknowns(randomPerson(random), random, 0.2));
  const findings = Map.groupBy(await sweepOnDuckDB(policies, people, asOf), (each) => each.personId);
  const outcomes = new Set<string>();
  for (const [person, facts] of people.entries()) {
    const expected = expectedFindings(person, facts);
    for (const each of expected) outcomes.add(`${each.policy} ${each.outcome}`);
    assert.deepEqual(findings.get(person) ?? [], expected, JSON.stringify(facts));
  }
  assert.equal(outcomes.size, policies.length * 3, "every outcome of every policy occurs");
});

test("more knowledge never turns one definite answer into another, amounts included", () => {
  const random = randomOf(seed + 1);
  let definite = 0;
  for (let person = 0; person < count; person += 1) {
    const full = randomPerson(random);
    const hidden = withUnknowns(full, random, 0.2);
    for (const policy of policies) definite += agreeingDecisions(policy, hidden, full);
  }
  assert.ok(definite > count, `only ${definite} definite decisions`);
});

/** Compares the subjects known in both; counts the definite decisions. */
function agreeingDecisions(policy: CompiledPolicy, hidden: GivenFacts, full: GivenFacts): number {
  const later = decideSubjects(policy, factsOf(full), asOf);
  const before = decideSubjects(policy, factsOf(hidden), asOf).filter((each) => each.outcome !== "possible");
  for (const each of before) {
    const then = later.find((other) => other.certificate === each.certificate);
    assert.equal(then?.outcome, each.outcome, `${policy.envelope.id}: ${JSON.stringify(hidden)}`);
    assert.equal(then?.amountFen, each.amountFen, policy.envelope.id);
  }
  return before.length;
}

function expectedFindings(personId: number, given: GivenFacts): readonly Finding[] {
  const facts = factsOf(given);
  const decided = policies.flatMap((policy, place) =>
    decideSubjects(policy, facts, asOf).map((decision) => ({ policy, place, decision })),
  );
  const grants = decided.flatMap(
    ({ policy, place, decision }) => grantOf(policy, decision, { facts, rank: place }) ?? [],
  );
  const stacked = stack(grants, [], asOf);
  return decided
    .map(({ policy, place, decision }): Finding => {
      const key = grantOf(policy, decision, { facts, rank: place })?.key ?? "";
      const lost = stacked.lost.find((each) => each.key === key);
      const winner = policies.findIndex((each) => each.envelope.id === lost?.toPolicy);
      return {
        ...findingOf(personId, place, decision),
        chosen: stacked.chosen.includes(key),
        lostTo: winner < 0 ? null : winner,
      };
    })
    .sort((a, b) => a.policy - b.policy || ((a.subject ?? "") < (b.subject ?? "") ? -1 : 1));
}

function findingOf(personId: number, policy: number, decision: Decision): Omit<Finding, "chosen" | "lostTo"> {
  const mask = (ids: readonly (string | false)[]) =>
    ids.reduce((bits, id, index) => (id === false ? bits : bits | (1 << index)), 0);
  const { conditions, steps } = decision;
  return {
    personId,
    office: 330602,
    policy,
    subject: decision.certificate,
    outcome: OUTCOME_CODES[decision.outcome],
    met: mask(conditions.map((each) => each.truth === true && each.id)),
    unknown: mask(conditions.map((each) => each.truth === null && each.id)),
    steps: mask(conditions.map((each) => steps.some((step) => step.id === each.id) && each.id)),
    amountFen: decision.amountFen,
    thisYearFen: decision.thisYearFen,
    wholePlanFen: decision.wholePlanFen,
  };
}

function factsOf(given: GivenFacts) {
  const read = readFacts(given);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
