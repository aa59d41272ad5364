import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import ExcelJS from "exceljs";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const RENT = fileURLToPath(new URL("../../../regions/yuecheng/policies/rent-subsidy.yaml", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "wutong-workbook-"));
const file = join(root, "rent-subsidy.yaml");
const workbook = join(root, "rent.xlsx");

after(() => rmSync(root, { recursive: true }));

test("a policy goes out as a workbook, and what was changed there comes back into its file, and only that", async () => {
  copyFileSync(RENT, file);
  const text = readFileSync(file, "utf8");
  const out = policy("export", file, "--to", "xlsx", "--out", workbook);
  assert.deepEqual([out.status, out.stderr], [0, ""]);
  const same = policy("import", workbook, "--into", file);
  assert.deepEqual([same.status, same.stdout, same.stderr], [0, "no changes\n", ""]);
  assert.equal(readFileSync(file, "utf8"), text);

  await changeCell("version", "3");
  const back = policy("import", workbook, "--into", file);
  assert.deepEqual([back.status, back.stderr], [0, ""]);
  assert.match(back.stdout, /^政策!C\d+ version: "2" → "3"$/m);
  assert.equal(readFileSync(file, "utf8"), text.replace("version: 2", "version: 3"));

  const before = readFileSync(file, "utf8");
  await changeCell("version", "three");
  const refused = policy("import", workbook, "--into", file);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /rent\.xlsx 政策!C\d+: .*whole number from 1 to 9999/);
  assert.equal(readFileSync(file, "utf8"), before);
});

test("what is given wrong is said before anything is read or written", () => {
  assert.match(policy("export", RENT, "--to", "pdf", "--out", workbook).stderr, /--to pdf: choose xlsx/);
  assert.match(policy("import", join(root, "none.xlsx"), "--into", RENT).stderr, /There is no file .*none\.xlsx/);
  assert.match(policy("import", MAIN, "--into", RENT).stderr, /main\.ts A1: .*edit an exported workbook/);
});

async function changeCell(place: string, to: string): Promise<void> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(workbook);
  book.getWorksheet("政策")?.eachRow((row) => {
    if (row.getCell(1).value === place) row.getCell(3).value = to;
  });
  await book.xlsx.writeFile(workbook);
}

function policy(...args: readonly string[]) {
  const env = { ...process.env, LANG: "en_US.UTF-8", LC_ALL: "en_US.UTF-8" };
  return spawnSync(process.execPath, [MAIN, "policy", ...args], { encoding: "utf8", env });
}
