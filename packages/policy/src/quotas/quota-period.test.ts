import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { quotaPeriod } from "./quota-period.ts";

const spring = { from: day("2026-03-01"), to: day("2026-04-15") };

test("places of a year are those of the calendar year, to its last day", () => {
  assert.deepEqual(quotaPeriod("year", day("2026-01-01")), { key: "2026", lastDay: day("2026-12-31") });
  assert.equal(quotaPeriod("year", day("2026-12-31")).key, "2026");
  assert.equal(quotaPeriod("year", day("2027-01-01")).key, "2027");
});

test("places of a round are those of the intake window that the day lies in", () => {
  assert.deepEqual(quotaPeriod("round", day("2026-04-15"), [spring]), {
    key: "2026-03-01",
    lastDay: day("2026-04-15"),
  });
  assert.deepEqual(quotaPeriod("round", day("2026-04-16"), [spring]), { key: "round", lastDay: null });
  assert.deepEqual(quotaPeriod("policy", day("2026-04-16"), [spring]), { key: "policy", lastDay: null });
});
