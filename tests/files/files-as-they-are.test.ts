import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { REGISTERS, type RegisterKind } from "@wutong/codes";
import { describeProblem } from "@wutong/contracts";
import { type Day, expectOk, formatDay, formatMonth, type Month } from "@wutong/kernel";
import { listFailedRows } from "../../server/areas/registers/index.ts";
import { openTable } from "../../server/documents/index.ts";
import { importFile } from "../../server/flows/import-register/import-file.ts";
import { readRegisterRows } from "../../server/flows/import-register/read-register-rows.ts";
import {
  coverage,
  type ImportTown,
  openImportTown,
  TODAY,
} from "../../server/flows/import-register/tests/import-town.ts";
import { inSession } from "../../server/storage/index.ts";
import type { Expected, ExpectedRow } from "./expected.ts";

const FOLDER = fileURLToPath(new URL("books/", import.meta.url));
const OFFICE = 330602;

let town: ImportTown;
before(async () => {
  town = await openImportTown();
});
after(() => town.close());

for (const name of readdirSync(FOLDER).filter((one) => !one.endsWith(".json"))) {
  const expected = JSON.parse(readFileSync(join(FOLDER, `${name}.json`), "utf8")) as Expected;
  test(`${name}: ${expected.ugly}`, async () => {
    const kind = expected.register as RegisterKind;
    if (expected.problem === null) await readsAsWritten(join(FOLDER, name), kind, expected);
    await loadsAsWritten(join(FOLDER, name), kind, expected);
  });
}

/** Every row that is sound by itself comes out with the values that were written down, and what is passed over is told. */
async function readsAsWritten(path: string, kind: RegisterKind, expected: Expected): Promise<void> {
  const { fromMonth, throughMonth } = coverage();
  const notes = { monthsTaken: 0, withoutNumber: 0 };
  const passedOver: [string, number, string][] = [];
  const rules = { asOf: TODAY, fromMonth, throughMonth, notes };
  const table = expectOk(await openTable(path), path);
  const reading = readRegisterRows(table, { register: kind, rules, mapping: {} }, (...told) => passedOver.push(told));
  const read: ExpectedRow[] = [];
  for await (const block of reading.read()) {
    assert.ok(block.kind === "rows", JSON.stringify(block));
    for (const { row, read: readRow } of block.rows) {
      const result = readRow(row.cells, row.lostZero);
      if (result.ok) read.push({ sheet: block.sheet, row: row.row, values: shown(kind, result.value) });
    }
  }
  const asked = read.map((row, at) => ({
    ...row,
    values: pick(row.values, Object.keys(expected.loads[at]?.values ?? {})),
  }));
  assert.deepEqual(asked, expected.loads);
  assert.deepEqual(passedOver, expected.passedOver);
  assert.equal(notes.monthsTaken, expected.monthsTaken);
  assert.equal(notes.withoutNumber, expected.withoutNumber ?? 0);
}

/** The same through the database: each row is in the library or came back with its reason, none is lost. */
async function loadsAsWritten(path: string, register: RegisterKind, expected: Expected): Promise<void> {
  const token = await town.tokenOf(OFFICE);
  const file = { token, path, register, coverage: coverage(), startedBy: "test", today: TODAY };
  const done = await importFile(town.tools, file);
  const [batch] = await town.query("SELECT * FROM registers.batches ORDER BY batch_id DESC LIMIT 1");
  if (expected.problem) {
    const problem = done.ok ? (batch?.["problem"] as Parameters<typeof describeProblem>[0]) : done.error;
    assert.equal(problem?.code, expected.problem.code);
    assert.ok(problem && describeProblem(problem, "zh").what.includes(expected.problem.says), JSON.stringify(problem));
    return;
  }
  assert.ok(done.ok && done.value.kind === "ended" && done.value.state === "done", JSON.stringify(done));
  const { batchId, counts } = done.value;
  const failed = await inSession(town.database, token, (tx) =>
    listFailedRows(tx, batchId, { after: undefined, limit: 100 }),
  );
  const refused = new Set(expected.refused.map(([sheet, row]) => `${sheet}!${row}`));
  const faults = failed.flatMap(({ sheet, row, failures }) =>
    failures.map((one) =>
      refused.has(`${sheet}!${row}`) ? [sheet, row, one.problem.code] : [sheet, row, one.column, one.problem.code],
    ),
  );
  assert.deepEqual(faults.toSorted(), [...expected.fails, ...expected.refused].toSorted());
  assert.equal(counts.added + counts.changed + counts.same, expected.loads.length - expected.refused.length);
  const told = batch?.["passed_over"] as readonly { readonly count: number }[];
  assert.equal(
    told.reduce((sum, one) => sum + one.count, 0),
    expected.passedOver.length,
  );
  assert.equal(batch?.["months_taken"], expected.monthsTaken);
  assert.equal(batch?.["without_number"], expected.withoutNumber ?? 0);
}

/** Values as text: days and months in ISO form, money in fen, documents by their number. */
function shown(kind: RegisterKind, row: object): ExpectedRow["values"] {
  const values: Record<string, string | null> = {};
  for (const [key, value] of Object.entries(row) as [string, unknown][]) {
    const type = REGISTERS[kind].columns.find((one) => one.key === key)?.type;
    if (value === null) values[key] = null;
    else if (key === "document") values["documentNumber"] = (value as { readonly number: string }).number;
    else if (key === "other") values["otherDocumentNumber"] = (value as { readonly number: string }).number;
    else if (type === "day") values[key] = formatDay(value as Day);
    else if (type === "month") values[key] = formatMonth(value as Month);
    else values[key] = String(value);
  }
  return values;
}

function pick(values: ExpectedRow["values"], keys: readonly string[]): ExpectedRow["values"] {
  return Object.fromEntries(keys.map((key) => [key, values[key] ?? null]));
}
