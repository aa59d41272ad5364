import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  addMonthsToDay,
  and,
  atLeast,
  day,
  type Fen,
  firstDayOf,
  formatDay,
  formatMonth,
  formatWan,
  formatYuan,
  fullYearsBetween,
  lastDayOf,
  type Month,
  month,
  or,
  parseDay,
  parseYuan,
  splitFen,
  type Truth,
} from "./index.ts";

const truths = fc.constantFrom<Truth>(true, false, null);

test("knowing more never flips a definite answer of and, or, at least", () => {
  fc.assert(
    fc.property(
      fc.array(truths, { maxLength: 6 }),
      fc.nat(6),
      fc.array(fc.boolean(), { minLength: 6 }),
      (v, n, fill) => {
        const known = v.map((value, i) => value ?? fill[i] ?? true);
        for (const law of [and, or, (...x: Truth[]) => atLeast(n, x)]) {
          const before = law(...v);
          if (before !== null) assert.equal(law(...known), before);
        }
      },
    ),
  );
});

test("a day that the calendar does not have is refused", () => {
  assert.equal(parseDay("2023-02-29").ok, false);
  assert.equal(parseDay("2024-02-29").ok, true);
  assert.equal(parseDay("2024-13-01").ok, false);
  assert.equal(parseDay("2024-6-1").ok, false);
});

test("days and months survive a round trip as text", () => {
  fc.assert(fc.property(fc.integer({ min: -30_000, max: 60_000 }), (n) => assert.equal(day(formatDay(n as never)), n)));
  fc.assert(
    fc.property(fc.integer({ min: 22_800, max: 25_200 }), (n) => assert.equal(month(formatMonth(n as Month)), n)),
  );
});

test("month ends are kept when months are added to a day", () => {
  assert.equal(formatDay(addMonthsToDay(day("2024-01-31"), 1)), "2024-02-29");
  assert.equal(formatDay(addMonthsToDay(day("2024-01-31"), -2)), "2023-11-30");
  assert.equal(formatDay(firstDayOf(month("2024-02"))), "2024-02-01");
  assert.equal(formatDay(lastDayOf(month("2024-12"))), "2024-12-31");
});

test("an age counts full years only", () => {
  assert.equal(fullYearsBetween(day("1989-12-01"), day("2024-11-30")), 34);
  assert.equal(fullYearsBetween(day("1989-11-30"), day("2024-11-30")), 35);
  assert.equal(fullYearsBetween(day("2000-02-29"), day("2023-02-28")), 22);
});

test("yuan with three decimals are refused, not rounded", () => {
  assert.deepEqual(parseYuan("1,234.5"), { ok: true, value: 123_450n });
  assert.deepEqual(parseYuan("0.125"), { ok: false, error: { kind: "tooManyDecimals", text: "0.125" } });
  assert.equal(parseYuan("12万").ok, false);
});

test("money is written with separators, and in 万元 with two decimals", () => {
  assert.equal(formatYuan(123_456_789n as Fen), "1,234,567.89");
  assert.equal(formatYuan(-5n as Fen), "-0.05");
  assert.equal(formatWan(1_215_000_000n as Fen), "1,215.00");
});

test("the parts of a split add up to the whole", () => {
  assert.deepEqual(splitFen(100n as Fen, [1, 1, 1]), [33n, 33n, 34n]);
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 12n }),
      fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1 }),
      (a, w) =>
        assert.equal(
          splitFen(a as Fen, w).reduce((sum, part) => sum + part, 0n),
          a,
        ),
    ),
  );
});
