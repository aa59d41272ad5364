import assert from "node:assert/strict";
import { test } from "node:test";
import { day, expectOk } from "@wutong/kernel";
import { compilePolicy } from "../compile/compile-policy.ts";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { Stacking } from "../envelope/envelope.ts";
import { sampleFiles } from "../mutate/sample-policy.ts";
import { readPolicies } from "../reading/read-policies.ts";
import { competing } from "./competing.ts";
import { type ContestedRow, stackContested } from "./stack-contested.ts";

const [read] = readPolicies(sampleFiles).policies;
assert.ok(read);
const sample = expectOk(compilePolicy(read), "the sample policy");
const none: Stacking = { ends: [], deducts: [], notWith: [], higherBarsLower: false };

function policyOf(benefit: string, stacking: Partial<Stacking> = {}): CompiledPolicy {
  const { envelope } = sample;
  const own = {
    ...envelope,
    id: benefit,
    benefit,
    stacking: { ...none, ...stacking },
    payPlan: { kind: "once" } as const,
  };
  return { ...sample, envelope: own };
}

const [first, hub, last] = [policyOf("first"), policyOf("hub", { notWith: ["first", "last"] }), policyOf("last")];

test("a grant's rivals are those that it touches itself, not all of its group", () => {
  assert.deepEqual(competing([first, hub, last]), [{ places: [0, 1, 2], rivals: [[1], [0, 2], [1]] }]);
});

test("what is counted together with others is settled with whatever else there is", () => {
  const together = policyOf("hub", { notWith: ["first", "last"], combined: { group: "g", months: 12 } });
  assert.deepEqual(
    competing([first, together, last]).map(({ rivals }) => rivals),
    [[[1], undefined, [1]]],
  );
});

test("of one benefit a higher certificate may bar a lower one, whichever policy says so", () => {
  const [skill, other] = [policyOf("skill", { higherBarsLower: true }), policyOf("skill")];
  assert.deepEqual(
    competing([skill, first, other]).map(({ places }) => places),
    [[0, 2]],
  );
});

test("grants that touch only over a third are settled apart where nobody has the third", () => {
  const row = (personId: number, policy: number, yuan: bigint): ContestedRow => ({
    ...{ personId, policy, subject: null, occupation: null, level: null, amountFen: yuan * 100n },
    ...{ paid: null, months: null, through: null, already: null },
  });
  const rows = [
    row(1, 0, 5n),
    row(1, 2, 5n),
    row(2, 0, 5n),
    row(2, 1, 7n),
    row(2, 2, 5n),
    row(3, 1, 7n),
    row(3, 2, 5n),
  ];
  const settled = stackContested({ policies: [first, hub, last], asOf: day("2024-11-30") }, rows);
  assert.deepEqual(
    settled.map(({ personId, policy, chosen, lostTo }) => [personId, policy, chosen, lostTo]),
    [
      [1, 0, true, null],
      [1, 2, true, null],
      [2, 0, true, null],
      [2, 1, false, 0],
      [2, 2, true, null],
      [3, 1, true, null],
      [3, 2, false, 1],
    ],
  );
});
