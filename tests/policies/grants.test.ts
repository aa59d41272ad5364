import assert from "node:assert/strict";
import { test } from "node:test";
import { type CompiledPolicy, type Decision, decideSubjects, factsOfCase, grantOf } from "@wutong/policy";
import { yuechengPolicies } from "./yuecheng.ts";

test("a certificate's grant bears its occupation and level, its office, and the months of its instalments", () => {
  const { grant } = grantOfBenefit("skillSubsidy");
  assert.equal(grant?.office, 330602);
  assert.equal(grant?.key, `${grant?.policyId}#${grant?.certificate?.key}`);
  assert.match(grant?.certificate?.level ?? "", /^[1-5]$/);
  assert.deepEqual(
    grantOfBenefit("rentSubsidy").grant?.instalments.map(({ months }) => months),
    Array(36).fill(1),
  );
});

test("a cap that it shares is worked out from the facts; while it is unknown nothing is offered", () => {
  const rule = (evaluate: () => bigint | null) => (policy: CompiledPolicy) => {
    const stacking = { ...policy.envelope.stacking, jointCap: { group: "home", yuan: "100" } };
    const { plan, keyDate } = policy;
    const jointCap = { feel: (plan.paidBefore ?? keyDate).feel, evaluate };
    return { ...policy, jointCap, envelope: { ...policy.envelope, stacking } };
  };
  assert.deepEqual(
    grantOfBenefit(
      "rentSubsidy",
      rule(() => 10_000n),
    ).grant?.jointCap,
    { group: "home", capFen: 10_000n },
  );
  assert.equal(
    grantOfBenefit(
      "rentSubsidy",
      rule(() => null),
    ).grant,
    undefined,
  );
});

test("what is given in kind is said to be, and whose it is", () => {
  const inKind = { unit: { zh: "夜", en: "nights" }, quantity: "7", worthFen: 100n as never };
  const { grant } = grantOfBenefit("rentSubsidy", (policy) => ({
    ...policy,
    envelope: { ...policy.envelope, amount: { ...policy.envelope.amount, inKind } },
  }));
  assert.equal(grant?.inKind, true);
  assert.equal(grant?.person, 7);
});

/** The grant of the first case of Yuecheng's policy that is entitled. */
function grantOfBenefit(benefit: string, changed: (policy: CompiledPolicy) => CompiledPolicy = (policy) => policy) {
  const found = yuechengPolicies().find(({ envelope }) => envelope.benefit === benefit);
  if (!found) throw new Error(`no policy for ${benefit}`);
  for (const one of found.envelope.tests.cases) {
    const facts = factsOfCase(found.envelope, one);
    const decision =
      facts && decideSubjects(found, facts, one.asOf).find((each: Decision) => each.outcome === "entitled");
    if (facts && decision) return { grant: grantOf(changed(found), decision, { facts, rank: 1, person: 7 }) };
  }
  throw new Error(`no case of ${benefit} is entitled`);
}
