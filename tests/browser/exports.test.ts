import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { expectOk } from "@wutong/kernel";
import type { Page } from "playwright-core";
import { openTable } from "../../server/documents/index.ts";
import { signIn, skip, startConsole, type TestConsole } from "./console.ts";
import { approve, type Confirmed, confirmedCase } from "./money-story.ts";

let desk: TestConsole;
let person: Confirmed;
before(async () => {
  if (skip) return;
  desk = await startConsole({ people: 400 });
  person = await confirmedCase(desk.address, "yuecheng-housing-voucher");
  await confirmedCase(desk.address, "yuecheng-skill-subsidy");
  await approve(desk.address, person.caseId);
});
after(async () => {
  await desk?.close();
});

/** Opens the export of the page at hand, states the purpose where one is asked for, and gives the file's rows of cells. */
async function take(page: Page, purpose?: string): Promise<readonly (readonly string[])[]> {
  await page.getByRole("button", { name: "导出", exact: true }).click();
  const drawer = page.getByRole("dialog");
  const send = drawer.getByRole("button", { name: "导出", exact: true });
  if (purpose) {
    assert.equal(await send.isDisabled(), true);
    await drawer.getByLabel("用途").fill(purpose);
  }
  const [download] = await Promise.all([page.waitForEvent("download"), send.click()]);
  await drawer.waitFor({ state: "hidden" });
  const path = await download.path();
  if (download.suggestedFilename().endsWith(".csv")) assert.equal((await readFile(path)).at(0), 0xef);
  const rows: (readonly string[])[] = [];
  for await (const event of expectOk(await openTable(path), path).read())
    if (event.kind === "rows") rows.push(...event.rows.map((row) => row.cells));
  return rows;
}

const tables = [
  { path: "/offers", head: ["姓名", "政策"], holds: "人才房票" },
  { path: "/cases", head: ["编号", "姓名"], holds: "已审批" },
  { path: "/funds?tab=payments", head: ["编号", "姓名"], holds: "**" },
  { path: "/sweeps", head: ["批次", "判定日"], holds: "已完成" },
  { path: "/imports", head: ["文件", "登记种类"], holds: "已导入" },
  { path: "/journal", head: ["序号", "时间"], holds: "审批通过" },
];

test("every list of work is taken out as the table shows it, all its rows, masked as it is", { skip }, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "leader");
  for (const { path, head, holds } of tables) {
    await page.goto(path);
    await page.locator(".ant-table-row").first().waitFor();
    const heads = (await page.locator(".ant-table-thead .ant-table-cell").allInnerTexts()).filter(
      (text) => text !== "",
    );
    const [taken = [], ...rows] = await take(page);
    assert.deepEqual([...taken], heads, path);
    assert.deepEqual(taken.slice(0, 2), head, path);
    assert.ok(rows.length >= (await page.locator(".ant-table-row").count()), path);
    assert.ok(
      rows.some((row) => row.some((cell) => cell.includes(holds))),
      `${path}: ${holds}`,
    );
    assert.doesNotMatch(rows.flat().join(" "), new RegExp(person.phone), path);
  }
  assert.deepEqual(complaints, []);
});

test("an export holds what the filters show: one person's payments, found by name", { skip }, async () => {
  const { page } = await desk.visit();
  await signIn(page, "finance");
  await page.goto("/funds?tab=payments");
  await page.getByRole("searchbox").fill("没有这个人");
  await page.getByText("没有支付").waitFor();
  await page.getByRole("searchbox").fill(person.name);
  await page.locator(".ant-table-row", { hasText: person.name }).first().waitFor();
  const [head = [], ...rows] = await take(page);
  assert.ok(rows.length > 0);
  assert.deepEqual([...new Set(rows.map((row) => row[head.indexOf("姓名")]))], [person.name]);
  assert.match(rows[0]?.[head.indexOf("元")] ?? "", /^\d+\.\d{2}$/);
});

test("people and findings are taken out for a purpose, which the journal keeps", { skip }, async () => {
  const { page } = await desk.visit();
  await signIn(page, "leader");
  await page.goto("/people?text=张");
  await page.locator(".ant-table-row").first().waitFor();
  assert.ok((await take(page, "核对人才库名册")).length > 1);
  await page.goto("/sweeps/1/findings?outcome=entitled");
  await page.locator(".ant-table-row").first().waitFor();
  assert.ok((await take(page, "布置电话回访")).length > 1);
  await page.goto("/journal");
  await page.locator(".ant-table-row", { hasText: "导出找人结果" }).waitFor();
  await page.locator(".ant-table-row", { hasText: "导出人员" }).waitFor();
});
