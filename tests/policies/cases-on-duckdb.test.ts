import assert from "node:assert/strict";
import { test } from "node:test";
import type { Facts, ListFact } from "@wutong/feel";
import type { Day } from "@wutong/kernel";
import {
  type CompiledPolicy,
  createMaskDecider,
  decide,
  factsOfCase,
  type MaskDecision,
  OUTCOME_CODES,
  type PolicyCase,
} from "@wutong/policy";
import { sweepOnDuckDB } from "./duck-sweep.ts";
import { yuechengPolicies } from "./yuecheng.ts";

for (const policy of yuechengPolicies()) {
  const { envelope } = policy;
  test(`every case of ${envelope.id} comes out on DuckDB as in its file, masks and sums as in JS`, async () => {
    for (const [asOf, cases] of Map.groupBy(envelope.tests.cases, (each) => each.asOf))
      await compareCases(policy, cases, asOf);
  });
}

async function compareCases(policy: CompiledPolicy, cases: readonly PolicyCase[], asOf: Day): Promise<void> {
  const { examples } = policy.envelope.tests;
  const people = cases.map((each) => ({ ...(each.like ? examples[each.like] : {}), ...each.facts }));
  const findings = await sweepOnDuckDB([policy], people, asOf);
  const decideMasks = createMaskDecider([policy], asOf);
  for (const [person, each] of cases.entries()) {
    const found = findings.find((row) => row.personId === person && row.subject === (each.certificate ?? null));
    const facts = factsOfCase(policy.envelope, each) ?? {};
    const masks = masksOf(decideMasks, facts, each.certificate);
    const decision = decide(policy, facts, asOf);
    assert.ok(found && masks, each.name);
    assert.equal(found.outcome, OUTCOME_CODES[each.expect.outcome], each.name);
    if (each.expect.amountFen !== undefined) assert.equal(found.amountFen, each.expect.amountFen, each.name);
    assert.deepEqual(
      { met: found.met, unknown: found.unknown, steps: found.steps, amountFen: found.amountFen },
      { met: masks.met, unknown: masks.unknown, steps: masks.steps, amountFen: masks.amountFen },
      each.name,
    );
    assert.equal(found.wholePlanFen, decision.wholePlanFen, `${each.name}: whole plan`);
    assert.equal(found.thisYearFen, decision.thisYearFen, `${each.name}: this year`);
  }
}

function masksOf(
  decideMasks: ReturnType<typeof createMaskDecider>,
  facts: Facts,
  certificate: string | undefined,
): MaskDecision | undefined {
  const seen: MaskDecision[] = [];
  decideMasks(facts, (decision) => seen.push(decision));
  const rows = (facts["certificates"] as ListFact | undefined)?.rows ?? [];
  return seen[rows.findIndex((row) => (row as { readonly key?: string }).key === certificate)] ?? seen[0];
}
