import assert from "node:assert/strict";
import { test } from "node:test";
import { type Day, day, formatDay, month } from "@wutong/kernel";
import { replanAfterGap } from "./replan-after-gap.ts";

const plan = parts("2024-12-01", "2025-01-01", "2025-02-01", "2025-03-01");
const gap = [month("2025-01"), month("2025-02")];

test("after a gap of two months the rest moves on by two, ends, or loses those months", () => {
  assert.deepEqual(days(replanAfterGap(plan, "extend", gap)), ["2024-12-01", "2025-03-01", "2025-04-01", "2025-05-01"]);
  assert.deepEqual(days(replanAfterGap(plan, "stop", gap)), ["2024-12-01"]);
  assert.deepEqual(days(replanAfterGap(plan, "notMadeUp", gap)), ["2024-12-01", "2025-03-01"]);
});

test("a gap that is short enough is lost and the plan goes on; a longer one ends it for good", () => {
  assert.deepEqual(days(replanAfterGap(plan, { continueWithin: 2 }, gap)), ["2024-12-01", "2025-03-01"]);
  assert.deepEqual(days(replanAfterGap(plan, { continueWithin: 1 }, gap)), ["2024-12-01"]);
});

test("gaps are measured one by one, in whatever order their months are told", () => {
  const long = parts("2025-01-01", "2025-02-01", "2025-03-01", "2025-04-01", "2025-05-01", "2025-06-01", "2025-07-01");
  const apart = [month("2025-04"), month("2025-02"), month("2025-04")];
  assert.deepEqual(days(replanAfterGap(long, { continueWithin: 1 }, apart)), [
    "2025-01-01",
    "2025-03-01",
    "2025-05-01",
    "2025-06-01",
    "2025-07-01",
  ]);
  const second = [...apart, month("2025-06"), month("2025-07")];
  assert.deepEqual(days(replanAfterGap(long, { continueWithin: 1 }, second)), [
    "2025-01-01",
    "2025-03-01",
    "2025-05-01",
  ]);
});

test("continuing within a year: eleven months away go on, thirteen do not (leave and come back, Zibo)", () => {
  const sixty = Array.from({ length: 60 }, (_, index) => ({ due: firstOf(2024 + Math.floor(index / 12), index % 12) }));
  const away = (count: number) => Array.from({ length: count }, (_, index) => (month("2025-01") + index) as never);
  assert.equal(replanAfterGap(sixty, { continueWithin: 12 }, away(11)).length, 49);
  assert.equal(replanAfterGap(sixty, { continueWithin: 12 }, away(12)).length, 48);
  assert.equal(replanAfterGap(sixty, { continueWithin: 12 }, away(13)).length, 12);
});

test("an office that pays in June pays what a gap moved past June a year later, and loses the months of the gap, not those of June", () => {
  const june = [5, 6].map((at) => ({ due: firstOf(2025, 5), earned: firstOf(2025, at - 1) }));
  assert.deepEqual(days(replanAfterGap(june, "extend", [month("2025-02"), month("2025-03")], [6])), [
    "2026-06-01",
    "2026-06-01",
  ]);
  assert.equal(replanAfterGap(june, "notMadeUp", [month("2025-05")], [6]).length, 1);
});

test("without a gap nothing moves", () => {
  assert.equal(replanAfterGap(plan, "stop", []), plan);
});

function parts(...due: readonly string[]) {
  return due.map((each) => ({ due: day(each) }));
}

function firstOf(year: number, monthIndex: number): Day {
  return day(`${year}-${String(monthIndex + 1).padStart(2, "0")}-01`);
}

function days(plan: readonly { readonly due: Day }[]): readonly string[] {
  return plan.map((each) => formatDay(each.due));
}
