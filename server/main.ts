import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Day, fail, ok, type Problem, problem, type Result, type TenantId } from "@wutong/kernel";
import type { FastifyInstance } from "fastify";
import { accessRoutes, findOnlyTenant, type Route, setUpTenant, type TenantToSetUp } from "./areas/access/index.ts";
import { peopleRoutes } from "./areas/people/index.ts";
import { type PolicyBook, type PublishPolicies, policyBook, publishPolicies } from "./areas/policies/index.ts";
import { type Clock, type DemoClock, demoClock, realClock } from "./clock/clock.ts";
import { clockRoutes } from "./clock/routes.ts";
import { type Configuration, isLoopback } from "./config/environment.ts";
import { createImportDesk, type ImportDesk } from "./flows/import-register/import-desk.ts";
import { type FileImport, importFile } from "./flows/import-register/import-file.ts";
import { importRoutes } from "./flows/import-register/routes.ts";
import { type Uploads, uploadsIn } from "./flows/import-register/uploads.ts";
import type { Caller as MoneyCaller, MoneyDesk } from "./flows/money/money-desk.ts";
import { type OpenBudgetLine, openBudgetLine } from "./flows/open-budget/open-budget.ts";
import { type StartSweep, startSweepAndWait } from "./flows/start-sweep/start-sweep.ts";
import { createSweepDesk, type SweepDesk } from "./flows/start-sweep/sweep-desk.ts";
import { buildServer } from "./http/build-server.ts";
import { journalRoutes } from "./http/journal-routes.ts";
import {
  type CommandRunner,
  commandRunner,
  createKeyFile,
  type Database,
  holdsData,
  type Keys,
  migrate,
  openDatabase,
  openVault,
  readKeyFile,
  type Vault,
} from "./storage/index.ts";
import { startLocalServer } from "./storage/relational/local-server/index.ts";

export const VERSION = "0.1.0";
export const WEB_DIR = fileURLToPath(new URL("../web/dist", import.meta.url));

export type StartOptions = {
  readonly configuration: Configuration;
  /** Entered where it is missing; null serves the one tenant that the database holds. */
  readonly tenant: TenantToSetUp | null;
  /** Demo mode: the clock starts on this day and can be moved, accounts are shown, only loopback is served. */
  readonly demo: { readonly firstDay: Day } | null;
  readonly report: (line: string) => void;
};

/** Everything that runs, by what it needs; `close` ends it in the opposite order. */
export type Wutong = {
  readonly configuration: Configuration;
  readonly tenantId: TenantId;
  readonly database: Database;
  readonly ownerUrl: string;
  readonly vault: Vault;
  readonly clock: Clock | DemoClock;
  readonly run: CommandRunner;
  /** The stories that cross areas, wired once. */
  readonly flows: {
    readonly importFile: (file: FileImport) => ReturnType<typeof importFile>;
    readonly publishPolicies: (given: PublishPolicies) => ReturnType<typeof publishPolicies>;
    readonly sweepAndWait: (given: StartSweep) => ReturnType<typeof startSweepAndWait>;
    readonly openBudgetLine: (caller: MoneyCaller, line: OpenBudgetLine) => ReturnType<typeof openBudgetLine>;
  };
  /** Work on people's behalf: imports and sweeps in the background, money in the foreground. */
  readonly desks: {
    readonly imports: ImportDesk;
    readonly uploads: Uploads;
    readonly sweeps: SweepDesk;
    readonly money: MoneyDesk;
  };
  readonly book: PolicyBook;
  readonly close: () => Promise<void>;
};

/**
 * Brings up the database, the keys and the clock; nothing listens yet.
 * Problems: `demo.beyondLoopback`, `setUp.noTenant`, those of the key file and of the local PostgreSQL.
 */
export async function openWutong(options: StartOptions): Promise<Result<Wutong, Problem>> {
  const { configuration, tenant, demo } = options;
  if (demo && !isLoopback(configuration.host))
    return fail(problem("demo.beyondLoopback", { host: configuration.host }));
  mkdirSync(configuration.dataDir, { recursive: true, mode: 0o700 });
  const server = await obtainDatabase(configuration);
  if (!server.ok) return server;
  const { ownerUrl, appUrl, stop } = server.value;
  await migrate({ ownerUrl });
  const keys = await obtainKeys(configuration, ownerUrl);
  if (!keys.ok) {
    await stop();
    return keys;
  }
  if (tenant) await setUpTenant(ownerUrl, tenant);
  const tenantId = tenant?.tenantId ?? (await findOnlyTenant(ownerUrl));
  if (tenantId === undefined) {
    await stop();
    return fail(problem("setUp.noTenant"));
  }
  const database = openDatabase({ url: appUrl });
  const vault = openVault(keys.value);
  const clock = demo
    ? demoClock({ file: join(configuration.dataDir, "clock.json"), firstDay: demo.firstDay })
    : realClock();
  const run = commandRunner({ database, vault, now: clock.now });
  const tools = { database, run, vault, tenantId: tenantId as TenantId, now: clock.now };
  const uploads = uploadsIn(join(configuration.dataDir, "uploads"), vault, tools.tenantId);
  const imports = createImportDesk({ ...tools, uploads, today: clock.today, report: options.report });
  const book = policyBook();
  const sweeps = createSweepDesk({
    ...tools,
    book,
    today: clock.today,
    dataDir: configuration.dataDir,
    report: options.report,
  });
  const money: MoneyDesk = { ...tools, findPolicy: book.find };
  const flows: Wutong["flows"] = {
    importFile: (file) => importFile(tools, file),
    publishPolicies: (given) => publishPolicies(run, given),
    sweepAndWait: (given) => startSweepAndWait(sweeps, given),
    openBudgetLine: (caller, line) => openBudgetLine(money, caller, line),
  };
  const close = async () => {
    await imports.stop();
    await sweeps.stop();
    await database.close();
    await stop();
  };
  return ok({
    ...tools,
    configuration,
    ownerUrl,
    clock,
    flows,
    desks: { imports, uploads, sweeps, money },
    book,
    close,
  });
}

/** The web server over it, not yet listening. */
export function serve(wutong: Wutong, options: StartOptions): Promise<FastifyInstance> {
  return buildServer({
    routes: allRoutes(wutong, options),
    database: wutong.database,
    demo: options.demo !== null,
    // Plain http on loopback only; anywhere else a proxy with TLS stands before it.
    secure: !isLoopback(options.configuration.host),
    report: options.report,
    webDir: WEB_DIR,
    version: VERSION,
  });
}

function allRoutes(wutong: Wutong, { tenant, demo }: StartOptions): readonly Route[] {
  const { database, run, vault, tenantId, clock, desks } = wutong;
  const { now, today } = clock;
  const demoTenant = demo ? tenant : null;
  const officeNames = new Map(demoTenant?.offices.map((office) => [office.officeId, office.zh]));
  const demoAccounts = demoTenant?.accounts.map(({ login, password, name, roles, officeId }) => ({
    account: login,
    password,
    name,
    roles,
    office: officeNames.get(officeId) ?? "",
  }));
  return [
    ...accessRoutes({
      database,
      run,
      tenantId,
      today: clock.today,
      version: VERSION,
      demoAccounts: demoAccounts ?? null,
    }),
    ...clockRoutes({ database, run, clock, version: VERSION, settleDue: async () => undefined }),
    ...peopleRoutes({ database, run, vault, tenantId, now, today }),
    ...importRoutes({ database, run, vault, tenantId, now, uploads: desks.uploads, desk: desks.imports }),
    ...journalRoutes(database),
  ];
}

/** A new installation makes its key file; one that holds data and lost it must not go on with another. */
async function obtainKeys({ keyFile }: Configuration, ownerUrl: string): Promise<Result<Keys, Problem>> {
  const fresh = !existsSync(keyFile) && !(await holdsData({ url: ownerUrl }));
  return fresh ? createKeyFile(keyFile) : readKeyFile(keyFile);
}

type DatabaseServer = { readonly ownerUrl: string; readonly appUrl: string; readonly stop: () => Promise<void> };

async function obtainDatabase({ database, dataDir }: Configuration): Promise<Result<DatabaseServer, Problem>> {
  if (database) return ok({ ownerUrl: database.ownerUrl, appUrl: database.url, stop: async () => undefined });
  return startLocalServer({ dataDir });
}
