import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Page, Response } from "playwright-core";
import { signIn, skip, startConsole, type TestConsole } from "./console.ts";

/** The interface's bound on what must come before the first page stands. */
const FIRST_SCRIPTS_BYTES_MAX = 350 * 1024;

let desk: TestConsole;
before(async () => {
  if (!skip) desk = await startConsole({ people: 0 });
});
after(async () => {
  await desk?.close();
});

function scriptsOf(page: Page): readonly Response[] {
  const scripts: Response[] = [];
  page.on("response", (reply) => {
    if (new URL(reply.url()).pathname.endsWith(".js")) scripts.push(reply);
  });
  return scripts;
}

test("the first page takes at most 350 kB of scripts, which come compressed and are kept for good", {
  skip,
}, async () => {
  const { page } = await desk.visit();
  const scripts = scriptsOf(page);
  await page.goto("/login");
  await page.getByRole("heading", { name: "登录" }).waitFor();
  await page.waitForLoadState("networkidle");
  const sizes = await Promise.all(scripts.map(async (script) => (await script.request().sizes()).responseBodySize));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(bytes > 100_000 && bytes <= FIRST_SCRIPTS_BYTES_MAX, `${bytes} bytes`);
  for (const script of scripts) {
    assert.match(script.headers()["content-encoding"] ?? "", /^(br|gzip)$/, script.url());
    assert.match(script.headers()["cache-control"] ?? "", /immutable/, script.url());
  }
});

test("before any script has come, the page already says whose it is", { skip }, async () => {
  const { page } = await desk.visit();
  await page.route(/\/assets\/.*\.js$/, (route) => route.abort());
  await page.goto("/login");
  await page.getByText("梧桐", { exact: true }).waitFor();
});

test("the code of the other pages comes while nothing else is to be done, so that going there needs none", {
  skip,
}, async () => {
  const { page, complaints } = await desk.visit();
  const scripts = scriptsOf(page);
  await signIn(page, "leader");
  await page.locator("h1").waitFor();
  for (let before = -1; before < scripts.length; ) {
    before = scripts.length;
    await page.waitForTimeout(1_000);
  }
  await page.route(/\/assets\/.*\.js$/, (route) => route.abort());
  for (const [link, heading] of [
    ["人员", "人员"],
    ["资金", /预算还剩/],
    ["操作日志", "操作日志"],
  ] as const) {
    await page.getByRole("link", { name: link, exact: true }).click();
    await page.getByRole("heading", { name: heading }).waitFor();
  }
  assert.deepEqual(complaints, []);
});
