import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { quotaPeriod } from "./quota-period.ts";

const spring = { kind: "once", from: day("2026-03-01"), to: day("2026-04-15") } as const;

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

test("a window that comes again every year is a round of its own each time, over New Year too", () => {
  const winter = { kind: "everyYear", from: 1101, to: 131 } as const;
  const round = (on: string) => quotaPeriod("round", day(on), [winter]);
  assert.deepEqual(round("2026-11-01"), { key: "2026-11-01", lastDay: day("2027-01-31") });
  assert.deepEqual(round("2027-01-31"), { key: "2026-11-01", lastDay: day("2027-01-31") });
  assert.deepEqual(round("2027-02-01"), { key: "round", lastDay: null });
  const february = { kind: "everyYear", from: 201, to: 229 } as const;
  assert.equal(quotaPeriod("round", day("2027-02-28"), [february]).lastDay, day("2027-02-28"));
  assert.equal(quotaPeriod("round", day("2028-02-29"), [february]).lastDay, day("2028-02-29"));
});
