import assert from "node:assert/strict";
import { test } from "node:test";
import type { LibraryPolicy } from "../library/library-policy.ts";
import { compareSides } from "./side-by-side.ts";

const both = (text: string) => ({ zh: text, en: text });
const handling = (mode: string) => both(mode);

function policyOf(conditions: readonly (readonly [register: string, text: string])[], sums: Record<string, string>) {
  return {
    place: both("here"),
    subject: both("person"),
    conditions: conditions.map(([register, text]) => ({
      kind: "condition",
      provedBy: both(register),
      text: both(text),
      clause: both("c"),
    })),
    amount: {
      text: both("by the table"),
      rows: Object.entries(sums).map(([says, amount]) => ({ says: both(says), amount: both(amount) })),
    },
    payPlan: both("once"),
    handling: "apply",
    deadlines: [],
    undertakings: [],
    limits: [],
    stacking: [],
    from: "2024-01-01",
    to: null,
    source: { documentNumber: "No. 1", clause: "" },
  } as unknown as LibraryPolicy;
}

const a = policyOf(
  [
    ["insurance", "insured"],
    ["education", "bachelor"],
  ],
  { PhD: "500", master: "200" },
);
const b = policyOf(
  [
    ["education", "college"],
    ["insurance", "insured"],
    ["housing", "no home"],
  ],
  { PhD: "500", college: "60" },
);

test("conditions meet by what proves them, sums by whom they are for; what differs, or stands on one side only, is marked", () => {
  const rows = compareSides(a, b, handling).filter(({ about }) => !("word" in about));
  const told = rows.map(({ about, a: x, b: y, differs }) => [
    (about as { zh: string }).zh,
    x.length,
    y.length,
    differs,
  ]);
  assert.deepEqual(told, [
    ["insurance", 1, 1, false],
    ["education", 1, 1, true],
    ["housing", 0, 1, true],
    ["PhD", 1, 1, false],
    ["master", 1, 0, true],
    ["college", 0, 1, true],
  ]);
});

test("a region without such a policy leaves its side empty", () => {
  const rows = compareSides(a, undefined, handling);
  assert.ok(rows.length > 5 && rows.every(({ b: side }) => side.length === 0));
});
