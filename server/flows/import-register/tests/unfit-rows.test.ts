import assert from "node:assert/strict";
import { after, test } from "node:test";
import { failuresOf, importRows, openImportTown, residentNumber, SPELL, spell } from "./import-town.ts";

const town = await openImportTown();
after(() => town.close());

test("rows that contradict their file, another name or another office fail alone, with their reason", async () => {
  const shangyu = residentNumber(31);
  await importRows(town, "talents", [{ name: "赵上虞", documentNumber: shangyu }], { covering: { officeId: 330604 } });
  const imported = await importRows(
    town,
    "insurance",
    [
      spell(32),
      spell(32, { toMonth: "2022-01", status: "停保" }),
      spell(32, { name: "张冠李戴", insuranceKind: "失业" }),
      { ...spell(33), documentNumber: "3.30602E+17" },
      { ...SPELL, name: "赵上虞", documentNumber: shangyu, fromMonth: "2020-01", status: "正常参保" },
      spell(34),
    ],
    { chunkRows: 4 },
  );
  assert.ok(imported.ok && imported.value.kind === "ended");
  assert.deepEqual(imported.value.counts, { added: 2, changed: 0, same: 0, failed: 4 });
  const failed = await failuresOf(town, imported.value.batchId);
  assert.deepEqual(failed, [
    [3, "rows.twiceInFile"],
    [4, "rows.nameDiffers"],
    [5, "rows.numberLostDigits"],
    [6, "rows.personOfAnotherOffice"],
  ]);
});

test("a file whose rows contradict each other from afar changes nothing the second time either", async () => {
  const rows = [spell(51), spell(52), spell(51, { toMonth: "2022-01", status: "停保" })];
  await importRows(town, "insurance", rows, { chunkRows: 1 });
  const again = await importRows(town, "insurance", rows, { chunkRows: 1 });
  assert.ok(again.ok && again.value.kind === "ended");
  assert.deepEqual(again.value.counts, { added: 0, changed: 0, same: 2, failed: 1 });
  assert.deepEqual(await failuresOf(town, again.value.batchId), [[4, "rows.twiceInFile"]]);
});

test("a row that contradicts an earlier chunk of the same file fails too", async () => {
  const rows = [spell(41), spell(42), spell(41, { toMonth: "2022-01", status: "停保" })];
  const imported = await importRows(town, "insurance", rows, { chunkRows: 1 });
  assert.ok(imported.ok && imported.value.kind === "ended");
  assert.deepEqual(imported.value.counts, { added: 2, changed: 0, same: 0, failed: 1 });
  assert.deepEqual(await failuresOf(town, imported.value.batchId), [[4, "rows.twiceInFile"]]);
});
