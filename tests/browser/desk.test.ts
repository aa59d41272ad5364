import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import pg from "pg";
import { overhang, signIn, skip, startConsole, type TestConsole } from "./console.ts";

let desk: TestConsole;
before(async () => {
  if (!skip) desk = await startConsole({ people: 300 });
});
after(async () => {
  await desk?.close();
});

test("a wrong password says how many attempts remain, the right one opens the overview", { skip }, async () => {
  const { page, complaints } = await desk.visit();
  await page.goto("/");
  await page.getByRole("heading", { name: "登录" }).waitFor();
  await page.getByLabel("账号", { exact: true }).fill("clerk");
  await page.getByLabel("密码", { exact: true }).fill("not the password");
  await page.keyboard.press("Enter");
  assert.match(await page.getByRole("alert").innerText(), /账号或密码不正确[\s\S]*还可以试 \d+ 次/);
  await signIn(page, "clerk");
  assert.match(await page.locator(".demo-banner").innerText(), /演示模式/);
  assert.deepEqual(complaints, []);
});

test("one finds a person by name and employer, and sees histories with their sources", {
  skip,
}, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "clerk");
  await page.getByRole("link", { name: "人员", exact: true }).click();
  const first = page.locator(".ant-table-row").first();
  await first.waitFor();
  const [name = "", employer = ""] = await Promise.all([
    first.locator(".link-cell").innerText(),
    first.locator(".ant-table-cell").nth(4).innerText(),
  ]);
  const search = page.getByRole("searchbox");
  for (const text of [name, employer].filter((text) => text !== "—")) {
    await search.fill(text);
    await page.waitForURL((url) => url.searchParams.get("text") === text);
    await page.locator(".ant-table-row", { hasText: name }).first().waitFor();
  }
  await search.fill("没有这样的人名");
  await page.getByText("没有符合条件的人").waitFor();
  await search.fill(name);
  await page.locator(".ant-table-row", { hasText: name }).first().locator(".link-cell").click();
  const drawer = page.getByRole("dialog");
  await drawer.getByRole("tab", { name: "履历" }).click();
  await drawer.getByText("社会保险").waitFor();
  assert.match(await drawer.innerText(), /\.csv · 第 \d+ 行 · 批次 #\d+ · \d{4}-\d{2}-\d{2}/);
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });
  assert.deepEqual(complaints, []);
});

test("what a finding rests on names file, row and batch, and leads to the import that brought it", {
  skip,
}, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "clerk");
  await page.goto("/sweeps/1/findings?outcome=entitled");
  await page.locator(".ant-table-row .link-cell").first().click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("逐条判定").waitFor();
  const evidence = drawer.locator(".condition-note", { hasText: /insurance.*\.csv · 第 \d+ 行 · 批次 #\d+/ }).first();
  await evidence.getByRole("link", { name: /批次 #\d+/ }).click();
  await page.waitForURL("**/imports/*");
  await page.getByRole("heading", { name: /insurance.*已导入/ }).waitFor();
  assert.deepEqual(complaints, []);
});

test("masked values are shown for a stated purpose only, and the journal knows", { skip }, async () => {
  const { page } = await desk.visit();
  await signIn(page, "clerk");
  await page.getByRole("link", { name: "人员", exact: true }).click();
  await page.locator(".ant-table-row .link-cell").first().click();
  const drawer = page.getByRole("dialog");
  await drawer.getByText("****").first().waitFor();
  await drawer.getByRole("button", { name: "查看完整信息" }).click();
  const reveal = drawer.getByRole("button", { name: "查看并记入日志" });
  assert.equal(await reveal.isDisabled(), true);
  await drawer.getByLabel("用途").fill("核对补贴发放信息");
  await reveal.click();
  await drawer
    .locator("dd", { hasText: /^\d{17}[\dX]$|^[A-Z]\d+/ })
    .first()
    .waitFor();
  const auditor = await desk.visit();
  await signIn(auditor.page, "auditor");
  await auditor.page.getByRole("link", { name: "操作日志" }).click();
  await auditor.page.locator(".ant-table-row", { hasText: "查看完整信息" }).first().waitFor();
  await auditor.page.getByRole("button", { name: "核验哈希链" }).click();
  await auditor.page.getByText(/条完整无误/).waitFor();
});

test("a sweep is cancelled while it runs, and nothing of it remains", { skip }, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "clerk");
  await page.goto("/sweeps");
  await page.getByRole("button", { name: "开始政策找人" }).click();
  // The sweep cannot read anybody as long as somebody else holds the table: it runs until it is cancelled.
  const release = await holdPeople(desk);
  await page.getByRole("button", { name: "开始", exact: true }).click();
  const cancel = page.getByRole("button", { name: "取消这次找人" });
  await cancel.click();
  await release();
  await page.getByText("这次政策找人已取消，没有留下任何结果").waitFor();
  await page.getByRole("button", { name: "回到政策找人" }).click();
  await page.locator(".ant-table-row", { hasText: "已取消" }).waitFor();
  assert.deepEqual(complaints, []);
});

test("a clerk sets when the office sweeps by itself, and the page says when the next one is", { skip }, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "clerk");
  await page.goto("/sweeps");
  await page.getByText("没有安排自动找人").waitFor();
  await page.getByRole("button", { name: "安排自动找人" }).click();
  await page.getByLabel("时间").fill("06:15");
  await page.getByRole("checkbox", { name: "周五" }).uncheck();
  if (process.env["SCREENSHOTS"]) await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/schedule-form.png` });
  await page.getByRole("button", { name: "保存安排" }).click();
  await page.getByText("周一、周二、周三、周四 06:15 自动找人").waitFor();
  await page.getByText(/^下次：2024年\d+月\d+日 06:15$/).waitFor();
  if (process.env["SCREENSHOTS"]) await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/schedule.png` });
  await page.setViewportSize({ width: 390, height: 844 });
  assert.equal(await overhang(page), 0);
  if (process.env["SCREENSHOTS"]) await page.screenshot({ path: `${process.env["SCREENSHOTS"]}/schedule-phone.png` });
  assert.deepEqual(complaints, []);
});

/** Takes the table of people for itself until the returned function is called. */
async function holdPeople({ wutong }: TestConsole): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: wutong.configuration.database?.ownerUrl });
  await client.connect();
  await client.query("BEGIN");
  await client.query("LOCK TABLE people.persons IN ACCESS EXCLUSIVE MODE");
  return async () => {
    await client.query("COMMIT");
    await client.end();
  };
}

test("a session that has ended leads to the sign-in page, and back to where one was", { skip }, async () => {
  const { page, context } = await desk.visit();
  await signIn(page, "clerk");
  await context.clearCookies();
  // The page at hand may notice by itself and leave for the sign-in page, so the next one is asked for by its address.
  await page.goto("/policies");
  await page.getByRole("heading", { name: "登录" }).waitFor();
  await page.getByLabel("账号", { exact: true }).fill("clerk");
  await page.getByLabel("密码", { exact: true }).fill("wutong-demo");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "政策", exact: true }).waitFor();
});

test("the pages speak English from top to bottom, and remember it", { skip }, async () => {
  const { page } = await desk.visit();
  await signIn(page, "clerk");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("link", { name: "People", exact: true }).click();
  await page.getByText("Admitted", { exact: true }).first().waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "People" }).waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
});

test("the keyboard alone reaches the page's content, and every page fits a phone", { skip }, async () => {
  const { page } = await desk.visit("phone");
  await signIn(page, "clerk");
  await page.goto("/people");
  await page.locator(".row-card").first().waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.className), "skip-link");
  await page.keyboard.press("Enter");
  await page.locator(".row-card").first().focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  for (const path of [
    "/",
    "/people",
    "/policies",
    "/sweeps",
    "/offers",
    "/cases",
    "/funds",
    "/imports",
    "/imports/new",
  ]) {
    await page.goto(path);
    await page.locator("h1").waitFor();
    assert.equal(await overhang(page), 0, path);
  }
});
