import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { signIn, skip, startConsole, type TestConsole } from "./console.ts";

let desk: TestConsole;
before(async () => {
  if (!skip) desk = await startConsole({ people: 300 });
});
after(async () => {
  await desk?.close();
});

async function fillLine(page: Page, { year, yuan }: { readonly year: string; readonly yuan: string }): Promise<void> {
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("combobox", { name: "支付哪项政策" }).click();
  await page.locator(".ant-select-item-option", { hasText: "人才房票" }).click();
  await drawer.getByLabel("年度").fill(year);
  await drawer.getByLabel("预算金额（元）").fill(yuan);
  await drawer.getByLabel("资金来源").fill("2025 年区级人才专项资金，第一批");
}

test("finance opens a budget line for a policy and a year, to the fen, and only once", { skip }, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "finance");
  await page.goto("/funds");
  await page.getByRole("button", { name: "新设预算科目" }).click();
  const drawer = page.getByRole("dialog");
  const send = drawer.getByRole("button", { name: "新设预算科目" });
  await fillLine(page, { year: "2024", yuan: "1200000.505" });
  await send.click();
  await drawer.getByText("请写数字，最多两位小数").waitFor();
  await drawer.getByLabel("预算金额（元）").fill("1,200,000.50");
  await drawer.getByText("即 120.00 万元").waitFor();
  await send.click();
  assert.match(await drawer.locator(".problem").innerText(), /2024 年已有科目[\s\S]*调整该科目的预算/);
  await drawer.getByLabel("年度").fill("2025");
  await send.dblclick();
  await page.getByRole("heading", { name: "越城区人才房票", exact: true }).waitFor();
  await page.locator(".ant-table-row", { hasText: "1,200,000.50" }).waitFor();
  assert.equal(await page.locator(".ant-table-row").count(), 1);
  assert.deepEqual(complaints, []);
});

test("who is not finance sees the lines and no button to open one", { skip }, async () => {
  const { page } = await desk.visit();
  await signIn(page, "clerk");
  await page.goto("/funds");
  await page.getByRole("heading", { name: /预算还剩/ }).waitFor();
  assert.equal(await page.getByRole("button", { name: "新设预算科目" }).count(), 0);
});
