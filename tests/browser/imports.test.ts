import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { REGISTERS } from "@wutong/codes";
import { expectOk } from "@wutong/kernel";
import type { Page } from "playwright-core";
import { openTable } from "../../server/documents/index.ts";
import { overhang, signIn, skip, startConsole, type TestConsole } from "./console.ts";

let desk: TestConsole;
before(async () => {
  if (!skip) desk = await startConsole({ people: 0 });
});
after(async () => {
  await desk?.close();
});

/** Made-up people whose ID numbers pass their check; the last row's was ruined by a spreadsheet. */
const rows = [
  ["沈试一", "330602199003070016"],
  ["林试二", "330602199203150029"],
  ["周试三", "3.30602E+17"],
];

function talentsCsv(): Buffer {
  const header = REGISTERS.talents.columns.map((column) => column.header);
  const place = (name: string) => header.indexOf(name);
  const lines = rows.map(([name = "", number = ""]) => {
    const cells = header.map(() => "");
    cells[place("姓名")] = name;
    cells[place("证件号码")] = number;
    return cells.join(",");
  });
  return Buffer.from([header.join(","), ...lines, ""].join("\r\n"));
}

async function rowsOf(path: string): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for await (const event of expectOk(await openTable(path), path).read())
    if (event.kind === "rows") rows.push(...event.rows.map((row) => row.cells));
  return rows;
}

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.goto("/imports/new");
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "application/octet-stream", buffer });
  await page.getByText(name).first().waitFor();
}

async function handIn(page: Page, name: string, buffer: Buffer): Promise<void> {
  await choose(page, name, buffer);
  await page.getByRole("button", { name: "开始预检" }).click();
}

const bookOf = (name: string) => readFileSync(new URL(`../files/books/${name}`, import.meta.url));

test("a corrupt workbook is refused in words that say what to do, and nothing is loaded", { skip }, async () => {
  const { page } = await desk.visit();
  await signIn(page, "clerk");
  await choose(page, "坏文件.xlsx", Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(600, 7)]));
  const alert = await page.getByRole("alert").innerText();
  assert.match(alert, /坏文件\.xlsx/);
  assert.match(alert, /另存为/);
});

test("a register goes through its dry run, loads its good rows and gives the failed ones back", { skip }, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "clerk");
  await handIn(page, "名册.csv", talentsCsv());
  await page.getByRole("heading", { name: "名册.csv 预检完成，等待导入" }).waitFor();
  assert.deepEqual(await page.locator(".counts-number").allInnerTexts(), ["2", "0", "0", "1"]);
  const failure = page.locator(".ant-table-row").first();
  assert.match(await failure.innerText(), /证件号码[\s\S]*科学计数法[\s\S]*文本/);
  await page.reload();
  await page.getByRole("button", { name: "导入 2 行" }).click();
  await page.getByRole("heading", { name: "名册.csv 已导入" }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载失败行工作簿" }).click(),
  ]);
  const [header = [], ...lines] = await rowsOf(await download.path());
  assert.equal(header.at(-1), "失败原因");
  assert.equal(lines.length, 1);
  assert.match(lines[0]?.at(-1) ?? "", /科学计数法/);
  assert.deepEqual(complaints, []);
});

test("the same file a second time changes nothing, and says so", { skip }, async () => {
  const { page } = await desk.visit();
  await signIn(page, "clerk");
  await handIn(page, "名册.csv", talentsCsv());
  await page.getByText("再次导入不会改变任何数据").waitFor();
  await page.getByRole("heading", { name: /名册\.csv (预检完成，等待导入|已导入)/ }).waitFor();
  const counts = await page.locator(".counts-number").allInnerTexts();
  assert.deepEqual([counts[0], counts[1]], ["0", "0"]);
});

test("an .xls goes from drop to the returned workbook, and its totals and notes are told", { skip }, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "clerk");
  await handIn(page, "名册.xls", bookOf("28-ruined-numbers.xls"));
  await page.getByRole("button", { name: "导入 2 行" }).click();
  await page.getByRole("heading", { name: "名册.xls 已导入" }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载失败行工作簿" }).click(),
  ]);
  const [header, line] = await rowsOf(await download.path());
  assert.deepEqual(header, ["姓名", "身份证号", "失败原因"]);
  assert.match(line?.at(-1) ?? "", /第 2 行.*科学计数法/);
  await handIn(page, "合计.xlsx", bookOf("35-totals-and-notes.xlsx"));
  await page.getByText("2 行合计（第 4、6 行）").waitFor();
  await page.getByText("3 行说明或落款（第 7、8、9 行）").waitFor();
  assert.deepEqual(complaints, []);
});

test("headers that nobody knows are explained once, and known the next time the source hands in", {
  skip,
}, async () => {
  const { page, complaints } = await desk.visit("phone");
  await signIn(page, "clerk");
  const file = (phone: string) => Buffer.from(`大名,编号,联络,备注\n沈试九,330602199203150029,${phone},无\n`);
  await choose(page, "怪表头.csv", file("13800000009"));
  await page.getByText("还没有对应的必填列：姓名、证件号码").waitFor();
  assert.ok(await page.getByRole("button", { name: "开始预检" }).isDisabled());
  await page.getByLabel("数据来源").fill("府山街道");
  await page.getByText("还没有对应的必填列：姓名、证件号码").waitFor();
  await readAs(page, "大名", "姓名");
  await readAs(page, "编号", "证件号码");
  assert.equal(await overhang(page), 0);
  await page.getByRole("button", { name: "开始预检" }).click();
  await page.getByRole("heading", { name: "怪表头.csv 预检完成，等待导入" }).waitFor();
  await choose(page, "怪表头2.csv", file("13800000010"));
  assert.ok(await page.getByRole("button", { name: "开始预检" }).isDisabled());
  await page.getByLabel("数据来源").fill("府山街道");
  await page.getByText("已记住").first().waitFor();
  await page.getByRole("button", { name: "开始预检" }).click();
  await page.getByRole("heading", { name: "怪表头2.csv 预检完成，等待导入" }).waitFor();
  assert.deepEqual(complaints, []);
});

/** Chooses by keyboard alone. */
async function readAs(page: Page, column: string, field: string): Promise<void> {
  const select = page.getByRole("combobox", { name: `“${column}”读作` });
  await select.focus();
  await select.fill(field);
  await page.keyboard.press("Enter");
}
