import { type Day, day, type Problem, type Result } from "@wutong/kernel";
import type { SweepSummary } from "../areas/policies/index.ts";
import { readEnvironment } from "../config/environment.ts";
import { openWutong, type StartOptions } from "../main.ts";
import { DEMO_REGION } from "../setup/demo-region.ts";
import { listen, type Running } from "./run-server.ts";
import { seedBudgets } from "./seed-budgets.ts";
import { type SeededRegister, seedRegisters } from "./seed-registers.ts";
import { sweepRegion } from "./sweep-region.ts";

/** The day as of which the demo region is swept. */
const DEMO_DAY: Day = day("2024-11-30");
const YUECHENG = 330602;
const SHANGYU = 330604;
/** The neighbour is there to show that nobody sees into it. */
const NEIGHBOUR_PEOPLE = 300;

export type DemoOptions = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly people: number;
  readonly seed: number;
  readonly report: (line: string) => void;
  /** Runs beside the seeding; the demo listens when both are done. */
  readonly buildPages: () => Promise<unknown>;
};

export type Demo = Running & {
  readonly seeded: readonly SeededRegister[];
  readonly swept: SweepSummary;
  readonly accounts: readonly DemoAccount[];
  readonly timesMs: { readonly open: number; readonly seed: number; readonly sweep: number; readonly pages: number };
};

export type DemoAccount = {
  readonly login: string;
  readonly password: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly office: string;
};

/**
 * The demo region, ready to look at: database, registers handed in, budget lines, a sweep, the web server.
 * A second start over the same folder finds everything there. Problems: those of `openWutong` and `listen`.
 */
export async function startDemo(options: DemoOptions): Promise<Result<Demo, Problem>> {
  const configuration = readEnvironment(options.env);
  if (!configuration.ok) return configuration;
  const start: StartOptions = {
    configuration: configuration.value,
    tenant: DEMO_REGION,
    demo: { firstDay: DEMO_DAY },
    report: options.report,
  };
  const began = performance.now();
  const opened = await openWutong(start);
  if (!opened.ok) return opened;
  const wutong = opened.value;
  const openedAt = performance.now();
  const pages = options.buildPages().then(() => performance.now() - openedAt);
  // Its failure is told when it is waited for; until then nobody listens.
  pages.catch(() => undefined);
  const { seed, people } = options;
  const seeded = await seedRegisters(wutong, { officeId: YUECHENG, people, seed, asOf: DEMO_DAY });
  await seedRegisters(wutong, {
    officeId: SHANGYU,
    people: Math.min(NEIGHBOUR_PEOPLE, people),
    seed: seed + 1,
    asOf: DEMO_DAY,
  });
  await seedBudgets(wutong, YUECHENG, DEMO_DAY);
  const seededAt = performance.now();
  const swept = await sweepRegion(wutong, { officeId: YUECHENG, asOf: DEMO_DAY });
  const sweptAt = performance.now();
  const pagesMs = await pages.catch(async (cause: unknown) => {
    await wutong.close();
    throw cause;
  });
  const running = await listen(wutong, start);
  if (!running.ok) return running;
  const timesMs = { open: openedAt - began, seed: seededAt - openedAt, sweep: sweptAt - seededAt, pages: pagesMs };
  return {
    ok: true,
    value: { ...running.value, seeded, swept, accounts: DEMO_REGION.accounts.map(toDemoAccount), timesMs },
  };
}

function toDemoAccount({ login, password, name, roles, officeId }: (typeof DEMO_REGION.accounts)[number]): DemoAccount {
  const office = DEMO_REGION.offices.find((one) => one.officeId === officeId)?.zh ?? "";
  return { login, password, name, roles, office };
}
