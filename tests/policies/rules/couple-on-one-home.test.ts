import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import {
  type CompiledPolicy,
  compilePolicy,
  type Decision,
  decideSubjects,
  factsOfCase,
  type Grant,
  grantOf,
  readPolicies,
  stack,
} from "@wutong/policy";

const WORKED = "worked case: the";

test("R56, the worked case: a doctor and a master on a home of 900,000 yuan have 300,000, under 60 % of the price", () => {
  const couple = grantsOfCases("yantai-purchase-subsidy", [
    `${WORKED} PhD of a couple on a home of 900,000`,
    `${WORKED} master of a couple on a home of 900,000`,
  ]);
  assert.deepEqual(
    couple.map(({ jointCap }) => jointCap?.capFen),
    [54_000_000n, 54_000_000n],
  );
  assert.deepEqual(dueFen(couple), [20_000_000n, 10_000_000n]);
});

test("R54: two masters on one home may add theirs up to 25 square metres", () => {
  const couple = grantsOfCases("zhongxiang-purchase-by-area", ["master", "master"]);
  assert.deepEqual(dueFen(couple), [10_000_000n, 2_500_000n]);
});

test("R54: beside a doctor's 25 square metres nothing is left for a master", () => {
  const couple = grantsOfCases("zhongxiang-purchase-by-area", ["doctor", "master"]);
  assert.deepEqual(dueFen(couple), [12_500_000n]);
});

function dueFen(grants: readonly Grant[]): readonly bigint[] {
  return stack(grants, [], 20_000 as never).dues.map((due) => due.dueFen);
}

/** What each case of a policy brings into stacking, each of another person of the couple. */
function grantsOfCases(id: string, names: readonly string[]): readonly Grant[] {
  const policy = exampleRule(id);
  return names.map((name, person) => {
    const found = policy.envelope.tests.cases.find((one) => one.name === name);
    const facts = found && factsOfCase(policy.envelope, found);
    const decision =
      facts && decideSubjects(policy, facts, found.asOf).find((each: Decision) => each.outcome === "entitled");
    const grant = facts && decision && grantOf(policy, decision, { facts, rank: 1, person });
    if (!grant) throw new Error(`${id}: ${name} brings nothing`);
    return { ...grant, key: `${grant.key}#${person}` };
  });
}

/** One of the rules under examples/rules, its cases not tried. */
function exampleRule(id: string): CompiledPolicy {
  const files = [`${id}.yaml`, "newcomers.shared.yaml"].map((path) => ({
    path,
    text: readFileSync(new URL(`../../../examples/rules/${path}`, import.meta.url), "utf8"),
  }));
  const { policies, faults } = readPolicies(files);
  const [read] = policies;
  const compiled = read && compilePolicy(read);
  if (!compiled?.ok) throw new Error(JSON.stringify([faults, compiled?.error]));
  return compiled.value;
}
