import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { editsOfSheets, type PolicySheet, policySheets } from "../index.ts";

const folder = new URL("../../../../regions/yuecheng/policies/", import.meta.url);
const files = readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
const rent = files.find(({ path }) => path === "rent-subsidy.yaml") ?? assert.fail();

function sheetsOf(file: { path: string; text: string }): readonly PolicySheet[] {
  const sheets = policySheets(file);
  assert.ok(sheets.ok);
  return sheets.value;
}

/** The sheets with one cell changed, named as a spreadsheet names it. */
function withCell(
  sheets: readonly PolicySheet[],
  name: string,
  at: readonly [row: number, column: number],
  to: string,
) {
  return sheets.map((sheet) =>
    sheet.name === name
      ? { ...sheet, rows: sheet.rows.map((row, r) => row.map((cell, c) => (r === at[0] && c === at[1] ? to : cell))) }
      : sheet,
  );
}

test("sheets that nobody changed leave every file as it was, also with a spreadsheet's own line ends", () => {
  for (const file of files) {
    const asExcelKeepsThem = sheetsOf(file).map((sheet) => ({
      ...sheet,
      rows: sheet.rows.map((row) => row.map((cell) => cell.trimEnd().replaceAll("\n", "\r\n"))),
    }));
    const read = editsOfSheets(file, asExcelKeepsThem);
    assert.ok(read.ok, file.path);
    assert.equal(read.value.text, file.text);
  }
});

test("any number of any sheet that is changed comes back changed, with its cell, and nothing else is", () => {
  const sheets = sheetsOf(rent);
  let tried = 0;
  for (const { name, rows } of sheets.filter((sheet) => ["参数", "金额", "发放"].includes(sheet.name))) {
    for (const [r, row] of rows.entries()) {
      const c = row.findIndex((cell, index) => index > 0 && /^\d+$/.test(cell));
      if (c < 0) continue;
      const read = editsOfSheets(rent, withCell(sheets, name, [r, c], "77"));
      assert.ok(read.ok);
      const [change, ...more] = read.value.changed;
      assert.deepEqual(more, []);
      assert.equal(change?.cell, `${name}!${String.fromCharCode(65 + c)}${r + 2}`);
      const lines = (text: string) => text.split("\n");
      const differing = lines(read.value.text).filter((line, index) => line !== lines(rent.text)[index]);
      assert.equal(differing.length, 1);
      assert.match(differing[0] ?? "", /77/);
      tried += 1;
    }
  }
  assert.ok(tried > 0);
});

test("a fault names its cell: an emptied one, one without a place, a value that cannot stand there", () => {
  const sheets = sheetsOf(rent);
  const policy = sheets.find(({ name }) => name === "政策") ?? assert.fail();
  const row = policy.rows.findIndex(([place]) => place === "inForce/from");
  const cellsAtFault = (changed: readonly PolicySheet[]) => {
    const read = editsOfSheets(rent, changed);
    assert.ok(!read.ok);
    return read.error.map(({ cell }) => cell);
  };
  assert.deepEqual(cellsAtFault(withCell(sheets, "政策", [row, 2], "")), [`政策!C${row + 2}`]);
  assert.deepEqual(cellsAtFault(withCell(sheets, "政策", [row, 2], "去年")), [`政策!C${row + 2}`]);
  assert.deepEqual(cellsAtFault(withCell(sheets, "政策", [row, 0], "inForce/since")), [`政策!C${row + 2}`]);
  const headless = sheets.map((sheet) => (sheet.name === "政策" ? { ...sheet, header: ["项目", "值"] } : sheet));
  assert.deepEqual(cellsAtFault(headless), ["政策!A1"]);
});
