import type { Page } from "playwright-core";
import { signIn, startConsole, type TestConsole, type Visit } from "../tests/browser/console.ts";
import type { BenchCase } from "./bench-case.ts";

/** A demo of this many people, so that every list is longer than the window. */
const PEOPLE = 2_000;
const LOADS = 7;
const ROUNDS = 3;
/** The areas of the menu, in an order in which each change goes to another page. */
const AREAS = ["/people", "/policies", "/sweeps", "/offers", "/cases", "/funds", "/imports", "/"];

async function withConsole<Value>(act: (desk: TestConsole) => Promise<Value>): Promise<Value> {
  const desk = await startConsole({ people: PEOPLE });
  try {
    return await act(desk);
  } finally {
    await desk.close();
  }
}

/** First contentful paint in milliseconds of a page that nothing was fetched for before; the median of several loads. */
function firstPaint(path: string, prepare: (visit: Visit) => Promise<void>): Promise<number> {
  return withConsole(async (desk) => {
    const times: number[] = [];
    for (let load = 0; load < LOADS; load += 1) {
      const visit = await desk.visit();
      await prepare(visit);
      // Signing in has filled this visitor's cache; a fresh one that brings the cookie along has nothing yet.
      const fresh = await desk.visit();
      await fresh.context.addCookies(await visit.context.cookies());
      await fresh.page.goto(path);
      await fresh.page.locator("h1").first().waitFor();
      times.push(await paintOf(fresh.page));
      await fresh.context.close();
      await visit.context.close();
    }
    return median(times);
  });
}

function paintOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list, observer) => {
          const entry = list.getEntriesByName("first-contentful-paint")[0];
          if (!entry) return;
          observer.disconnect();
          resolve(entry.startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );
}

/**
 * Milliseconds from a click in the menu until the page there is painted with its rows: nothing on it is still on its way.
 * The 95th percentile over all areas, each gone to several times, the first time included.
 */
function routeChange(): Promise<number> {
  return withConsole(async (desk) => {
    const { page } = await desk.visit();
    await signIn(page, "clerk");
    await page.locator("h1").waitFor();
    await page.waitForLoadState("networkidle");
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const area of AREAS) {
        const time = await page.evaluate(changeTo, area);
        console.log(`${round} ${area} ${time.toFixed(0)} ms`);
        times.push(time);
      }
    }
    return times.toSorted((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? 0;
  });
}

/** Runs in the page. */
function changeTo(href: string): Promise<number> {
  return new Promise((resolve) => {
    const before = document.querySelector("h1");
    const from = performance.now();
    document.querySelector<HTMLElement>(`nav a[href="${href}"]`)?.click();
    const look = () => {
      const head = document.querySelector("main h1");
      const there = location.pathname === href && head !== null && head !== before;
      if (!there || document.querySelector("main [aria-busy=true]")) return void requestAnimationFrame(look);
      // The frame after this one's callbacks is on the screen when the next task runs.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)));
    };
    requestAnimationFrame(look);
  });
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

export const cases: readonly BenchCase[] = [
  {
    name: "first-paint-sign-in",
    goal: 1_500,
    unit: `ms to the sign-in page's first contentful paint (Chromium, 1440 × 900, nothing cached, median of ${LOADS})`,
    better: "lower",
    run: () => firstPaint("/login", async () => undefined),
  },
  {
    name: "first-paint-overview",
    goal: 1_500,
    unit: `ms to the overview's first contentful paint (Chromium, 1440 × 900, nothing cached, median of ${LOADS})`,
    better: "lower",
    run: () => firstPaint("/", ({ page }) => signIn(page, "clerk")),
  },
  {
    name: "route-change",
    goal: 200,
    unit: "ms p95 from a click in the menu to the page with its rows (Chromium, 1440 × 900, first visits included)",
    better: "lower",
    run: routeChange,
  },
];
