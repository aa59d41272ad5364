import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { expectOk } from "@wutong/kernel";
import type { Page } from "playwright-core";
import { openJobSession } from "../../server/areas/access/index.ts";
import { readPolicyFiles } from "../../server/areas/policies/index.ts";
import { overhang, skip, startConsole, type TestConsole } from "./console.ts";

const shots = process.env["SCREENSHOTS"];

let desk: TestConsole;
before(async () => {
  if (skip) return;
  desk = await startConsole({ people: 0 });
  const { wutong } = desk;
  const job = { tenantId: wutong.tenantId, officeId: 330602, purpose: "test", minutesMax: 5 };
  const folder = fileURLToPath(new URL("../../regions/yuecheng/policies", import.meta.url));
  const published = await wutong.flows.publishPolicies({
    token: await openJobSession(wutong.database, job),
    key: "publish",
    files: expectOk(readPolicyFiles(folder), folder),
    officeId: 330602,
    publishedBy: "测试",
    now: wutong.clock.now(),
  });
  expectOk(published, "publish");
});
after(async () => {
  await desk?.close();
});

async function shoot(page: Page, name: string): Promise<void> {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
}

/** Fills in one row of the question that is shown, by the words on its boxes. */
async function fill(page: Page, row: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(row)) {
    const box = page.locator(".question").getByLabel(label, { exact: true });
    // What no policy needs to know any more isn't asked.
    if ((await box.count()) === 0) continue;
    if ((await box.evaluate((each) => each.tagName)) === "SELECT") await box.selectOption({ label: value });
    else await box.fill(value);
  }
}

const ROWS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  社会保险参保时段: {
    参保地: "绍兴市越城区",
    险种: "养老保险",
    起始月份: "2023-02",
    仍在参保: "是",
    单位类型: "企业",
    单位行业: "其他行业",
    单位国有: "否",
  },
  学历学位: { 双一流高校: "否", 学历层次: "硕士", 全日制: "是" },
  劳动合同: { 合同起始日: "2023-02-01", 合同终止日: "2026-01-31", 无固定期限: "否", "合同期限 年": "3" },
};

test("a policy is found by its pinyin, opened by keyboard, and reads without a formula", {
  skip,
  timeout: 60_000,
}, async () => {
  const { page, complaints } = await desk.visit();
  await page.goto("/public/policies");
  await page.getByRole("link", { name: "越城区人才房票" }).waitFor();
  await shoot(page, "library");
  await page.getByRole("searchbox").fill("rcfp");
  const found = page.locator(".library-card").first();
  await found.locator("mark").first().waitFor();
  assert.equal(await found.locator("mark").first().innerText(), "人才房票");
  await shoot(page, "library-found");
  await found.getByRole("link").focus();
  await page.keyboard.press("Enter");
  await page
    .getByRole("heading", { name: "适用条件" })
    .or(page.getByRole("heading", { name: "条件" }))
    .first()
    .waitFor();
  const text = await page.locator("main").innerText();
  assert.match(text, /博士\s+500,000/);
  assert.doesNotMatch(text, /satisfies|some e in/);
  assert.equal(await overhang(page), 0);
  await shoot(page, "policy");
  assert.deepEqual(complaints, []);
});

test("on a phone the calculator asks on until the sum stands, sends nothing of what was answered, and the same answers are worked out elsewhere", {
  skip,
  timeout: 120_000,
}, async () => {
  const { page, complaints } = await desk.visit("phone");
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  await page.goto("/public/calculator");
  const question = page.locator(".question h2");
  await question.waitFor();
  await shoot(page, "calculator-phone-first");
  const asked: string[] = [];
  for (;;) {
    const text = await question.innerText();
    if (text === "需要知道的都问完了") break;
    asked.push(text);
    const [name, row] = Object.entries(ROWS).find(([each]) => text.includes(each)) ?? [];
    await page
      .locator(".question")
      .getByText(row ? "有" : "没有", { exact: true })
      .click();
    if (row) await fill(page, row);
    assert.equal(await overhang(page), 0);
    if (name === "社会保险参保时段") await shoot(page, "calculator-phone-rows");
    await page.getByRole("button", { name: "下一步" }).click();
    await page.waitForFunction((before) => document.querySelector(".question h2")?.textContent !== before, text);
  }
  assert.ok(asked.length >= 4 && asked.length <= 8, asked.join(" "));
  const result = page.locator(".result");
  assert.match(await result.innerText(), /越城区人才房票\s+200,000 元/);
  await shoot(page, "calculator-phone-done");
  await page.getByRole("button", { name: "修改：劳动合同" }).click();
  await fill(page, { "合同期限 年": "2" });
  await page.getByRole("button", { name: "下一步" }).click();
  await result.getByText("差一步").waitFor();
  assert.match(await result.innerText(), /还差 1 年，由用人单位补足/);
  await page.getByRole("navigation").getByRole("link", { name: "两地对比" }).click();
  await page.locator(".here-there-side").nth(1).waitFor();
  assert.match(await page.locator(".here-there-side").first().innerText(), /绍兴市/);
  assert.equal(await overhang(page), 0);
  await shoot(page, "compare-phone");
  const asks = [
    ...new Set(sent.filter((each) => each.includes("/api/")).map((each) => each.replace(desk.address, ""))),
  ];
  assert.deepEqual(asks.toSorted(), [
    "GET /api/access/me ",
    "GET /api/clock ",
    "GET /api/public/policies ",
    "GET /api/public/regions/330400/policies ",
    "GET /api/public/regions/330400/rules ",
    "GET /api/public/regions/330600/policies ",
    "GET /api/public/regions/330600/rules ",
  ]);
  assert.ok(
    sent.every((each) => /^GET \S+ $/.test(each)),
    "nothing but addresses leaves the browser",
  );
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  assert.deepEqual(complaints, []);
});

test("two regions stand side by side with what differs marked, in English too", { skip, timeout: 60_000 }, async () => {
  const { page, complaints } = await desk.visit();
  await page.goto("/public/compare?a=330600&b=330400&kind=rentSubsidy");
  await page.locator(".side-differs").first().waitFor();
  const rows = page.locator(".side-table tbody tr:not(.side-group)");
  const all = await rows.count();
  await shoot(page, "compare");
  await page.getByLabel("只看不同").check();
  assert.ok((await rows.count()) < all);
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Two regions side by side" }).waitFor();
  assert.equal(await overhang(page), 0);
  await shoot(page, "compare-en");
  await page.goto("/public/calculator?region=330400");
  await page.locator(".question h2").waitFor();
  await shoot(page, "calculator-en");
  assert.deepEqual(complaints, []);
});
