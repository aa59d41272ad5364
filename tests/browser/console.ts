import { mkdirSync, mkdtempSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { day, expectOk } from "@wutong/kernel";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openWutong, serve, type Wutong } from "../../server/main.ts";
import { buildPages } from "../../server/run/build-pages.ts";
import { seedBudgets } from "../../server/run/seed-budgets.ts";
import { seedRegisters } from "../../server/run/seed-registers.ts";
import { sweepRegion } from "../../server/run/sweep-region.ts";
import { DEMO_REGION } from "../../server/setup/demo-region.ts";
import { browserForTests } from "../support/chromium.ts";
import { testDatabase } from "../support/database.ts";

/** The real server on a database of its own, with its pages, and a Chromium to look at them. */
export type TestConsole = {
  readonly address: string;
  readonly wutong: Wutong;
  readonly folder: string;
  /** A fresh visitor. What the page's console says (errors, broken security policy) gathers in `complaints`. */
  readonly visit: (size?: Size) => Promise<Visit>;
  readonly close: () => Promise<void>;
};
export type Visit = { readonly page: Page; readonly context: BrowserContext; readonly complaints: readonly string[] };
export type Size = "desk" | "phone";

export const skip = browserForTests().skip;
export const DEMO_PASSWORD = "wutong-demo";

const SIZES = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const PATIENCE_MS = 15_000;
const YUECHENG = 330602;
const AS_OF = day("2024-11-30");

/** With people there is a demo region: their registers, budget lines and a sweep. */
export async function startConsole({ people }: { readonly people: number }): Promise<TestConsole> {
  await buildPagesOnce();
  const database = await testDatabase();
  const folder = mkdtempSync(join(tmpdir(), "wutong-browser-"));
  const options = {
    configuration: {
      dataDir: join(folder, "data"),
      keyFile: join(folder, "wutong.key"),
      host: "127.0.0.1",
      port: 0,
      database: { url: database.appUrl, ownerUrl: database.ownerUrl },
    },
    tenant: DEMO_REGION,
    demo: { firstDay: AS_OF },
    report: (line: string) => console.error(line),
  };
  const wutong = expectOk(await openWutong(options), "open");
  if (people > 0) await seedDemo(wutong, people);
  const app = await serve(wutong, options);
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  const browser = await browserForTests().launch();
  return {
    address,
    wutong,
    folder,
    visit: (size = "desk") => newVisit(browser, address, size),
    close: async () => {
      await browser.close();
      await app.close();
      await wutong.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function seedDemo(wutong: Wutong, people: number): Promise<void> {
  await seedRegisters(wutong, { officeId: YUECHENG, people, seed: 7, asOf: AS_OF });
  await seedBudgets(wutong, YUECHENG, AS_OF);
  await sweepRegion(wutong, { officeId: YUECHENG, asOf: AS_OF });
}

async function newVisit(browser: Browser, baseURL: string, size: Size): Promise<Visit> {
  const context = await browser.newContext({
    baseURL,
    viewport: SIZES[size],
    locale: "zh-CN",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // A refused call is an answer that the page shows; the browser reports its status as an error, too.
    if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
      complaints.push(message.text());
  });
  return { page, context, complaints };
}

/** Signs in as one of the demo's accounts and waits for the overview. */
export async function signIn(page: Page, account: string): Promise<void> {
  await page.goto("/login");
  await page.getByLabel("账号", { exact: true }).fill(account);
  await page.getByLabel("密码", { exact: true }).fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "登录", exact: true }).click();
  await page.locator("main#page").waitFor();
}

/** Pixels by which the page is wider than the window: 0 unless something sticks out. */
export function overhang(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Two test files may start at once; one builds, the other waits. */
async function buildPagesOnce(): Promise<void> {
  const lock = join(tmpdir(), "wutong-build-pages.lock");
  for (let tries = 0; tries < 600 && !tryLock(lock); tries += 1) await wait(100);
  try {
    await buildPages();
  } finally {
    rmdirSync(lock);
  }
}

function tryLock(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch {
    return false;
  }
}
