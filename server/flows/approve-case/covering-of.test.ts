import assert from "node:assert/strict";
import { test } from "node:test";
import { day, formatDay } from "@wutong/kernel";
import { coveredDays } from "../../areas/benefits/index.ts";
import { coveringOf } from "./covering-of.ts";

test("months that are paid out together in June are for January to June each, not all for June", () => {
  const plan = ["2025-01-01", "2025-02-01"].map((earned) => ({ dueOn: day("2025-06-01"), earnedOn: day(earned) }));
  const covering = coveringOf({ kind: "monthly", count: 2, first: "nextMonth", gap: "stop", payMonths: [6] }, plan);
  const covered = plan.map(({ earnedOn }) => coveredDays(covering, earnedOn));
  assert.deepEqual(
    covered.map(({ fromDay, toDay }) => `${formatDay(fromDay)} ${formatDay(toDay)}`),
    ["2025-01-01 2025-01-31", "2025-02-01 2025-02-28"],
  );
});

test("the period of a periodic plan is told by the days for which it counts, not by those of payment", () => {
  const plan = [
    { dueOn: day("2025-06-01"), earnedOn: day("2025-02-01") },
    { dueOn: day("2025-06-01"), earnedOn: day("2025-05-01") },
  ];
  const periodic = { kind: "periodic", months: 12, every: "3", first: "afterPeriod", gap: "stop" } as const;
  assert.deepEqual(coveringOf({ ...periodic, payMonths: [6] }, plan), { kind: "monthsBefore", months: 3 });
});
