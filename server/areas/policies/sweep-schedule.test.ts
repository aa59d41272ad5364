import assert from "node:assert/strict";
import { test } from "node:test";
import { lastDue, nextDue } from "./sweep-schedule.ts";

const set = new Date("2024-11-01T00:00:00Z");
const weekdays = { active: true, atMinute: 5 * 60 + 30, weekdays: [1, 2, 3, 4, 5], setAt: set };

test("on a working morning the sweep of that morning is due, and the next one comes tomorrow", () => {
  // Thursday 2024-11-28, 05:31 in China.
  const now = new Date("2024-11-27T21:31:00Z");
  assert.deepEqual(lastDue(weekdays, now), new Date("2024-11-27T21:30:00Z"));
  assert.deepEqual(nextDue(weekdays, now), new Date("2024-11-28T21:30:00Z"));
});

test("over a weekend the last one due is Friday's, once, however long the server was down", () => {
  const sunday = new Date("2024-12-01T03:00:00Z");
  assert.deepEqual(lastDue(weekdays, sunday), new Date("2024-11-28T21:30:00Z"));
  assert.deepEqual(nextDue(weekdays, sunday), new Date("2024-12-01T21:30:00Z"));
});

test("one day a week comes round after a week; what was due before the schedule was set is not made up", () => {
  const mondays = { ...weekdays, weekdays: [1] };
  const now = new Date("2024-11-25T12:00:00Z");
  assert.deepEqual(lastDue(mondays, now), new Date("2024-11-24T21:30:00Z"));
  assert.deepEqual(nextDue(mondays, now), new Date("2024-12-01T21:30:00Z"));
  assert.equal(lastDue({ ...mondays, setAt: now }, now), undefined);
});

test("nothing is due while it is switched off", () => {
  const off = { ...weekdays, active: false };
  assert.equal(lastDue(off, new Date("2024-11-28T00:00:00Z")), undefined);
  assert.equal(nextDue(off, new Date("2024-11-28T00:00:00Z")), undefined);
});
