import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkPolicies } from "../check/check-policies.ts";
import { policyFaultMessage } from "../reading/fault-messages.ts";

const folder = new URL("../../../../regions/yuecheng/policies/", import.meta.url);
const rent = readFileSync(new URL("rent-subsidy.yaml", folder), "utf8");
const shared = readFileSync(new URL("yuecheng.shared.yaml", folder), "utf8");

const monthly = "{ kind: monthly, count: 36, first: nextMonth, gap: extend }";
const served = "served: { months: 12, through: asOf }";
const stage = "says: { zh: 一半, en: half }, weight: 1";
const now = `{ ${stage}, when: { atOnce: yes } }`;
const later = `{ ${stage}, when: { servedMonths: 36 } }`;
const plan = (...stages: readonly string[]) => `{ kind: staged, gap: stop, ${served}, stages: [${stages.join(", ")}] }`;

test("parts of a sum are as many as its instalments, or a divisor of them", () => {
  const parts = (count: number) => `{ per: whole, parts: [{ yuan: 1200, times: ${count} }] }`;
  for (const count of [1, 2, 3, 12, 36]) assert.deepEqual(planFaults(parts(count), monthly), [], `${count}`);
  assert.deepEqual(planFaults(parts(5), monthly), [["policy.plan.parts", "parts"]]);
  assert.deepEqual(planFaults(parts(2), plan(now, later)), []);
  assert.deepEqual(planFaults(parts(1), plan(now, later)), [["policy.plan.parts", "parts"]]);
  assert.deepEqual(planFaults("{ per: whole, declining: { of: 1000, percents: [100, 80] } }", "{ kind: once }"), [
    ["policy.plan.parts", "declining"],
  ]);
});

test("where each row has as many instalments as parts, every row tells its parts, and no more than the plan has", () => {
  const years = "{ kind: yearly, count: 3, byParts: true, gap: stop, served: { months: 14, through: asOf } }";
  const parts = (count: number) => `{ per: whole, parts: [{ yuan: 1200, times: ${count} }] }`;
  for (const count of [1, 2, 3]) assert.deepEqual(planFaults(parts(count), years), [], `${count}`);
  assert.deepEqual(planFaults(parts(4), years), [["policy.plan.tooManyParts", "parts"]]);
  assert.deepEqual(
    planFaults("{ per: whole, yuan: 1200 }", years).map(([code]) => code),
    ["policy.plan.noParts"],
  );
});

test("the fault stands at the row whose parts don't fit", () => {
  const rows =
    "[{ if: asOf > date('2024-01-01'), yuan: 1 }, { if: asOf < date('2020-01-01'), parts: [{ yuan: 1, times: 7 }] }]";
  const amount = `{ per: whole, hitPolicy: FIRST, rows: ${rows.replaceAll("'", '"')} }`;
  assert.deepEqual(planFaults(amount, monthly), [["policy.plan.parts", "parts"]]);
});

test("parts and percents share out a whole sum, and no percent is below 0 or above 100", () => {
  assert.deepEqual(planFaults("{ per: instalment, parts: [{ yuan: 1200 }] }", monthly), [
    ["policy.plan.partsPer", "parts"],
  ]);
  const declining = (percents: string) => `{ per: whole, declining: { of: 1000, percents: [${percents}] } }`;
  assert.deepEqual(planFaults(declining("100, 0, 40"), monthly), []);
  assert.deepEqual(planFaults(declining("100, 101, 40"), monthly), [["policy.plan.percent", "101"]]);
  assert.deepEqual(planFaults(declining("100, 50, -1"), monthly), [["policy.plan.percent", "-1"]]);
});

test("how many instalments a periodic plan has is not known in advance, so it has no parts", () => {
  const periodic = "{ kind: periodic, months: 36, every: 12, first: atOnce, gap: stop }";
  assert.deepEqual(planFaults("{ per: year, yuan: 8000 }", periodic), []);
  assert.deepEqual(planFaults("{ per: whole, parts: [{ yuan: 1, times: 3 }] }", periodic), [
    ["policy.plan.partsPeriodic", "parts"],
  ]);
});

test("a stage that waits for months served needs to know how they are counted", () => {
  const unserved = plan(now, later).replace(`${served}, `, "");
  assert.deepEqual(planFaults("{ per: whole, yuan: 100 }", unserved), [["policy.plan.served", "when"]]);
  assert.deepEqual(planFaults("{ per: whole, yuan: 100 }", plan(now)), []);
});

test("unequal stages share out a whole sum; stages and single payments know no year", () => {
  const unequal = plan(now.replace("weight: 1", "weight: 2"), later);
  assert.deepEqual(planFaults("{ per: whole, yuan: 100 }", unequal), []);
  assert.deepEqual(planFaults("{ per: instalment, yuan: 100 }", unequal), [["policy.plan.weights", "per"]]);
  assert.deepEqual(planFaults("{ per: instalment, yuan: 100 }", plan(now, later)), []);
  assert.deepEqual(planFaults("{ per: year, yuan: 100 }", plan(now, later)), [["policy.plan.perYear", "per"]]);
  assert.deepEqual(planFaults("{ per: year, yuan: 100 }", "{ kind: once }"), [["policy.plan.perYear", "per"]]);
});

test("a window has a month for each instalment", () => {
  const window = (months: number) =>
    `{ kind: monthly, count: 36, first: atOnce, gap: notMadeUp, window: { from: asOf, months: ${months}, ${served} } }`;
  assert.deepEqual(planFaults("{ per: instalment, yuan: 1000 }", window(36)), []);
  assert.deepEqual(planFaults("{ per: instalment, yuan: 1000 }", window(35)), [["policy.plan.window", "35"]]);
});

test("a proof has an id of its own", () => {
  const proof = (id: string) =>
    `requires: { id: ${id}, feel: asOf > date("2024-01-01"), text: { zh: 过, en: p }, clause: { zh: 过, en: p }, evidence: { document: { zh: 过, en: p } } }`;
  const staged = (id: string) => plan(now, `{ ${stage}, when: { atOnce: yes }, ${proof(id)} }`);
  assert.deepEqual(planFaults("{ per: whole, yuan: 100 }", staged("midTermPassed")), []);
  const { faults } = check("{ per: whole, yuan: 100 }", staged("collegeDegree"));
  assert.deepEqual(
    faults.map(({ code }) => code),
    ["policy.id.duplicate"],
  );
});

/** The faults of a plan with the word at which each stands; all are told in both languages. */
function planFaults(amount: string, payPlan: string) {
  const { text, faults } = check(amount, payPlan);
  const lines = text.split("\n");
  return faults
    .filter(({ code }) => !code.startsWith("policy.case."))
    .map((fault) => {
      for (const language of ["zh", "en"] as const) {
        assert.doesNotMatch(policyFaultMessage(fault, language), /\{\w+\}|^policy/);
      }
      return [fault.code, wordAt(lines[fault.line - 1] ?? "", fault.column)];
    });
}

/** A number itself, or the key before anything else. */
function wordAt(line: string, column: number): string {
  const number = /^-?\d+/.exec(line.slice(column - 1))?.[0];
  return number ?? /(\w+): *$/.exec(line.slice(0, column - 1))?.[1] ?? "";
}

function check(amount: string, payPlan: string) {
  const text = rent
    .replace(/^amount:\n(?: .*\n)+/m, `amount: ${amount}\n`)
    .replace(/^payPlan:.*\n(?: .*\n)*/m, `payPlan: ${payPlan}\n`);
  const { faults } = checkPolicies([
    { path: "yuecheng.shared.yaml", text: shared },
    { path: "policy.yaml", text },
  ]);
  return { text, faults };
}
