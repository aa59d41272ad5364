import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { overhang, signIn, skip, startConsole, type TestConsole } from "./console.ts";

const POLICY = "yuecheng-rent-subsidy";

let desk: TestConsole;
before(async () => {
  if (!skip) desk = await startConsole({ people: 800 });
});
after(async () => {
  await desk?.close();
});

test("the slider moved by keyboard: who wins and loses, down to one person and the sentence why", {
  skip,
  timeout: 120_000,
}, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "leader");
  await page.goto(`/policies/${POLICY}`);
  await page.getByRole("link", { name: "比较草案" }).click();
  await page.getByText("拖动滑块，或贴入草案").waitFor();
  const slider = page.getByRole("slider", { name: /合同期限下限/ });
  await slider.focus();
  await page.keyboard.press("ArrowLeft");
  await page.getByRole("heading", { name: /^\d+ 人受益，0 人受损；全周期多支出/ }).waitFor();
  assert.equal(await page.getByLabel("改为").inputValue(), "2");
  assert.match(await page.locator(".done-note").innerText(), /“合同期限下限（年）”由 3 改为 2/);
  const winners = await page.locator("a.card", { hasText: "受益" }).locator(".card-number").innerText();
  await page.locator("a.card", { hasText: "受益" }).click();
  await page.getByRole("heading", { name: new RegExp(`^${Number.parseInt(winners, 10)} 人$`) }).waitFor();
  await page.locator(".ant-table-row .link-cell").first().click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText(/^现行：不符合；草案：可享受.*“现行劳动合同期限 3 年及以上”.*由不满足变为满足/).waitFor();
  assert.equal(await drawer.locator(".compare-side").count(), 2);
  assert.match(await drawer.locator(".compare-side").first().innerText(), /不符合《越城区人才租房补贴》/);
  assert.match(await drawer.locator(".compare-side").last().innerText(), /符合《越城区人才租房补贴》：按.*每期/);
  await page.keyboard.press("Escape");
  await page.getByRole("link", { name: "回到比较" }).click();
  await page.getByRole("heading", { name: /人受益/ }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: /人受益/ }).waitFor();
  assert.equal(await page.getByLabel("改为").inputValue(), "2", "a reload keeps what was asked");
  assert.deepEqual(complaints, []);
});

test("a pasted draft: its fault is told with the line, mended it takes money from some and gives to others", {
  skip,
  timeout: 120_000,
}, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "clerk");
  await page.goto(`/policies/${POLICY}/compare?by=text`);
  const box = page.getByLabel("草案全文（YAML）");
  await page.waitForFunction(() => document.querySelector("textarea")?.value.includes("yuecheng-rent-subsidy"));
  const text = await box.inputValue();
  await box.fill(text.replace(">= contractYearsMin", ">= contractYearMin"));
  await page.getByRole("button", { name: "比较", exact: true }).click();
  const fault = page.getByRole("alert");
  assert.match(await fault.innerText(), /草案有 \d+ 处问题/);
  await fault
    .getByRole("button", { name: /^第 \d+ 行/ })
    .first()
    .click();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "TEXTAREA");
  const draft = text.replace("value: 3, source", "value: 2, source").replace("yuan: 300", "yuan: 200");
  await box.fill(draft);
  await page.getByRole("button", { name: "比较", exact: true }).click();
  await page.getByRole("heading", { name: /[1-9]\d* 人受益，[1-9]\d* 人受损/ }).waitFor();
  await page.locator("tr", { hasText: "专科" }).getByRole("link").last().waitFor();
  await page.locator("a.card-hand", { hasText: "受损" }).click();
  await page.locator(".ant-table-row", { hasText: "金额减少" }).first().locator(".link-cell").click();
  await page
    .getByRole("dialog")
    .getByText(/金额（专科）由 300\.00 元变为 200\.00 元/)
    .first()
    .waitFor();
  assert.deepEqual(complaints, []);
});

test("on a phone, and in English", { skip, timeout: 120_000 }, async () => {
  const { page, complaints } = await desk.visit("phone");
  await signIn(page, "leader");
  await page.goto(`/policies/${POLICY}/compare`);
  const box = page.getByLabel("改为");
  await box.fill("1");
  await box.press("Enter");
  await page.getByRole("heading", { name: /人受益/ }).waitFor();
  assert.equal(await overhang(page), 0);
  await page.locator("a.card", { hasText: "受益" }).click();
  await page.locator(".row-card").first().click();
  await page.getByRole("dialog").locator(".compare-side").first().waitFor();
  assert.equal(await overhang(page), 0);
  await page.evaluate(() => localStorage.setItem("wutong.language", "en"));
  await page.reload();
  await page
    .getByRole("dialog")
    .getByText(/^In force: not entitled; draft: entitled/)
    .waitFor();
  assert.deepEqual(complaints, []);
});
