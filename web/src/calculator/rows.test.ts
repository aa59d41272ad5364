import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { factCatalogue } from "@wutong/policy";
import { boxesOf, draftOf, readRows } from "./rows.ts";

const asOf = day("2024-11-30");

function listOf(name: string) {
  const list = factCatalogue.lists.find((each) => each.name === name);
  assert.ok(list);
  return { list, fields: list.fields };
}
const insurance = listOf("insurance");
const read = (...drafts: Record<string, string>[]) => readRows(insurance, drafts, asOf);

test("months become the days that a spell begins and ends on; one that still runs is known through last month", () => {
  const { rows, faults } = read(
    { region: "330602", from: "2023-02", to: "2024-02", "employer.kind": "enterprise", open: "no" },
    { from: "2024-03", open: "yes" },
    { from: "2024-11", open: "yes", to: "1999-01" },
  );
  assert.deepEqual(faults, []);
  assert.deepEqual(rows, [
    { region: "330602", from: "2023-02-01", to: "2024-02-29", open: false, employer: { kind: "enterprise" } },
    { from: "2024-03-01", to: "2024-10-31", open: true },
    { from: "2024-11-01", to: "2024-11-30", open: true },
  ]);
});

test("what can't be read is told with its row and box, and nothing is guessed", () => {
  const { faults } = read({ from: "in spring" }, { from: "2024-03", to: "2024-01" });
  assert.deepEqual(faults, [
    { row: 0, path: "from", fault: "month" },
    { row: 1, path: "to", fault: "order" },
  ]);
  const homes = readRows(
    listOf("homes"),
    [{ priceYuan: "1,500,000.5", areaM2: "ninety", acquired: "2024-02-30" }],
    asOf,
  );
  assert.deepEqual(
    homes.faults.map(({ path, fault }) => [path, fault]),
    [
      ["acquired", "day"],
      ["areaM2", "number"],
    ],
  );
});

test("an empty box stays unknown; nobody is asked for a key, and what a policy may be about gets one", () => {
  const certificates = listOf("certificates");
  assert.ok(boxesOf(certificates.fields).every(({ path }) => path !== "key"));
  assert.deepEqual(readRows(certificates, [{ level: "4", occupation: "" }, {}], asOf).rows, [
    { level: "4", key: "1" },
    { key: "2" },
  ]);
  assert.deepEqual(read({}).rows, [{}]);
});

test("an answer that is changed comes back as it was typed", () => {
  const typed = {
    region: "330602",
    kind: "pension",
    from: "2023-02",
    to: "2024-02",
    open: "no",
    "employer.publicClass": "∅",
  };
  const [row = {}] = read(typed).rows;
  assert.deepEqual(draftOf(insurance.fields, row), typed);
});
