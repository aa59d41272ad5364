import assert from "node:assert/strict";
import { test } from "node:test";
import { addMonthsToDay, type Day, day, fullYearsBetween, monthOfDay, partsOfDay } from "@wutong/kernel";
import fc from "fast-check";
import { DAY_MAX, DAY_MIN, dayOfMonthIndex, monthIndexOfDay, ymdOfDay } from "./civil.ts";

const days = fc.integer({ min: DAY_MIN, max: DAY_MAX }) as fc.Arbitrary<Day>;

test("civil dates are the kernel's, from year 1 to 9999", () => {
  assert.equal(day("0001-01-01"), DAY_MIN);
  assert.equal(day("9999-12-31"), DAY_MAX);
  fc.assert(
    fc.property(days, days, fc.integer({ min: -500, max: 500 }), (a, b, months) => {
      const { year, month, dayOfMonth } = partsOfDay(a);
      assert.equal(ymdOfDay(a), year * 10_000 + month * 100 + dayOfMonth);
      assert.equal(monthIndexOfDay(a), monthOfDay(a));
      assert.equal(Math.floor((ymdOfDay(b) - ymdOfDay(a)) / 10_000), fullYearsBetween(a, b));
      const reached = monthIndexOfDay(a) + months;
      if (reached >= 1200 && reached < 120_000)
        assert.equal(dayOfMonthIndex(reached, dayOfMonth), addMonthsToDay(a, months));
    }),
    { numRuns: 2000 },
  );
});
