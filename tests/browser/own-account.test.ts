import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page } from "playwright-core";
import { overhang, signIn, skip, startConsole, type TestConsole } from "./console.ts";

let desk: TestConsole;
before(async () => {
  if (!skip) desk = await startConsole({ people: 0 });
});
after(async () => {
  await desk?.close();
});

const OLD = "wutong-demo";
const NEW = "一年之计在于春 2024";

async function change(page: Page, current: string, next: string, again = next): Promise<void> {
  await page.getByLabel("现在的密码").fill(current);
  await page.getByLabel("新密码", { exact: true }).fill(next);
  await page.getByLabel("再输一次新密码").fill(again);
  await page.getByRole("button", { name: "修改密码" }).click();
}

test("a password is changed from the user box; each mistake is named and changes nothing", { skip }, async () => {
  const { page, complaints } = await desk.visit();
  await signIn(page, "clerk2");
  await page.getByRole("link", { name: "我的账号" }).click();
  await page.getByRole("heading", { name: "我的账号" }).waitFor();
  await change(page, OLD, NEW, `${NEW}?`);
  await page.getByText("两次输入的新密码不一致").waitFor();
  await change(page, OLD, "short");
  await page.getByText("至少 10 个字符", { exact: true }).waitFor();
  const refused = async (current: string, next: string, because: RegExp) => {
    await change(page, current, next);
    await page.getByRole("alert").filter({ hasText: because }).waitFor();
  };
  await refused("not my password", NEW, /现在的密码不正确[\s\S]*重新输入/);
  await refused(OLD, OLD, /与现在的密码相同/);
  await refused(OLD, "CLERK2-is-me", /密码太弱[\s\S]*不要包含账号/);
  await change(page, OLD, NEW);
  await page.getByRole("status").filter({ hasText: "密码已修改" }).waitFor();
  assert.equal(await page.getByLabel("现在的密码").inputValue(), "");
  assert.deepEqual(complaints, []);
});

test("the new password opens the console, the old one no more", { skip }, async () => {
  const { page } = await desk.visit("phone");
  await page.goto("/login");
  await page.getByLabel("账号", { exact: true }).fill("clerk2");
  await page.getByLabel("密码", { exact: true }).fill(OLD);
  await page.keyboard.press("Enter");
  await page.getByRole("alert").filter({ hasText: "账号或密码不正确" }).waitFor();
  await page.getByLabel("密码", { exact: true }).fill(NEW);
  await page.keyboard.press("Enter");
  await page.locator("main#page").waitFor();
  await page.goto("/account");
  await page.getByRole("heading", { name: "我的账号" }).waitFor();
  assert.equal(await overhang(page), 0);
});
