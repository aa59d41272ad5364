import assert from "node:assert/strict";
import { test } from "node:test";
import { type Day, day, type Fen, formatDay } from "@wutong/kernel";
import type { PayPlan } from "../envelope/envelope.ts";
import { dueThisYear, type PlanInput, planInstalments, totalOf } from "./plan-instalments.ts";

const asOf = day("2024-11-30");
const monthly: PayPlan = { kind: "monthly", count: 36, first: "nextMonth", gap: "extend" };
const yearly: PayPlan = { kind: "yearly", count: 3, gap: "extend", served: { months: "", through: "" } };

test("36 months from the first of the next month, the last three years later", () => {
  const plan = planInstalments(input({ plan: monthly, amountFen: 50_000n as Fen }));
  assert.equal(plan.length, 36);
  assert.deepEqual(days(plan).slice(0, 2), ["2024-12-01", "2025-01-01"]);
  assert.equal(days(plan).at(-1), "2027-11-01");
  assert.equal(totalOf(plan), 1_800_000n);
  assert.equal(dueThisYear(plan, asOf), 50_000n);
});

test("an office that pays in June and December lets what falls due between wait, and says for which day it counts", () => {
  const plan = planInstalments(input({ plan: { ...monthly, payMonths: [6, 12] }, asOf: day("2024-11-30") }));
  assert.deepEqual(days(plan).slice(0, 3), ["2024-12-01", "2025-06-01", "2025-06-01"]);
  assert.deepEqual(
    plan.slice(0, 3).map(({ earned }) => earned && formatDay(earned)),
    [undefined, "2025-01-01", "2025-02-01"],
  );
  const once: PayPlan = { kind: "once", payMonths: [3, 6] };
  const onceDays = (text: string) => days(planInstalments(input({ plan: once, asOf: day(text) })));
  assert.deepEqual(onceDays("2024-06-20"), ["2024-06-20"]);
  assert.deepEqual(onceDays("2024-07-01"), ["2025-03-01"]);
  assert.equal(dueThisYear(planInstalments(input({ plan: once, asOf: day("2024-07-01") })), day("2024-07-01")), 0n);
});

test("what was paid before is left out from the front, and too much leaves nothing", () => {
  assert.deepEqual(days(planInstalments(input({ plan: monthly, paidBefore: 35 }))), ["2024-12-01"]);
  assert.deepEqual(planInstalments(input({ plan: monthly, paidBefore: 40 })), []);
  assert.deepEqual(planInstalments(input({ plan: { kind: "once" }, paidBefore: 1 })), []);
});

test("a year is due on the first day after twelve months served", () => {
  const served = { months: 11, through: day("2024-11-30") };
  assert.deepEqual(days(planInstalments(input({ plan: yearly, served }))), ["2025-01-01", "2026-01-01", "2027-01-01"]);
});

test("a year served already is due at once, never in the past", () => {
  const served = { months: 25, through: day("2024-10-31") };
  assert.deepEqual(days(planInstalments(input({ plan: yearly, served }))), ["2024-11-30", "2024-11-30", "2025-10-01"]);
});

test("a whole amount is split evenly and the last instalment takes the remainder", () => {
  const plan = planInstalments(input({ plan: yearly, per: "whole", amountFen: 100_00n as Fen }));
  assert.deepEqual(
    plan.map((each) => each.amountFen),
    [3_333n, 3_333n, 3_334n],
  );
});

function input(changed: Partial<PlanInput>): PlanInput {
  const standard = {
    plan: monthly,
    per: "instalment" as const,
    amountFen: 30_000n as Fen,
    asOf,
    paidBefore: 0,
    needs: [],
  };
  return { ...standard, ...changed };
}

function days(plan: readonly { readonly due: Day }[]): readonly string[] {
  return plan.map((each) => formatDay(each.due));
}
