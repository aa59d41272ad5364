import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  type Day,
  dayInChina,
  fail,
  formatDay,
  ok,
  type Problem,
  problem,
  type Result,
  type TenantId,
} from "@wutong/kernel";
import type { FastifyInstance } from "fastify";
import {
  accessRoutes,
  findOnlyTenant,
  openJobSession,
  type Route,
  setUpTenant,
  type TenantToSetUp,
} from "./areas/access/index.ts";
import { listCommitments, listStandings } from "./areas/benefits/index.ts";
import { fieldRoutes, peopleRoutes } from "./areas/people/index.ts";
import {
  createFindingsReader,
  type FindingsReader,
  libraryRoutes,
  type PolicyBook,
  type PublishPolicies,
  policiesRoutes,
  policyBook,
  publishPolicies,
} from "./areas/policies/index.ts";
import { type Clock, type DemoClock, demoClock, realClock } from "./clock/clock.ts";
import { clockRoutes } from "./clock/routes.ts";
import { type Configuration, isLoopback } from "./config/environment.ts";
import { type ComparisonDesk, createComparisonDesk } from "./flows/compare-registers/comparison-desk.ts";
import { comparisonDeskRoutes } from "./flows/compare-registers/routes.ts";
import { createImportDesk, type ImportDesk } from "./flows/import-register/import-desk.ts";
import { type FileImport, importFile } from "./flows/import-register/import-file.ts";
import { importRoutes } from "./flows/import-register/routes.ts";
import { type Uploads, uploadsIn } from "./flows/import-register/uploads.ts";
import { linkPeopleRoutes } from "./flows/link-people/routes.ts";
import type { Caller as MoneyCaller, MoneyDesk } from "./flows/money/money-desk.ts";
import { moneyRoutes } from "./flows/money-routes/money-routes.ts";
import { type OpenBudgetLine, openBudgetLine } from "./flows/open-budget/open-budget.ts";
import { settleDue } from "./flows/settle-due/settle-due.ts";
import { sweepRoutes } from "./flows/start-sweep/routes.ts";
import { startDueSweeps } from "./flows/start-sweep/scheduled-sweeps.ts";
import { type StartSweep, startSweepAndWait } from "./flows/start-sweep/start-sweep.ts";
import { createSweepDesk, type SweepDesk } from "./flows/start-sweep/sweep-desk.ts";
import { surveyPublicRoutes } from "./flows/survey/public-routes.ts";
import { surveyStaffRoutes } from "./flows/survey/staff-routes.ts";
import { buildServer } from "./http/build-server.ts";
import { journalRoutes } from "./http/journal-routes.ts";
import { type Repeating, repeat } from "./jobs/repeat.ts";
import { sendDueMessages, simulatedGateway } from "./messages/index.ts";
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
/** The programmes of real regions that come with the system. */
const REGIONS_DIR = fileURLToPath(new URL("../regions", import.meta.url));
export const WEB_DIR = fileURLToPath(new URL("../web/dist", import.meta.url));

const CHORES_EVERY_MS = 5_000;
/** Each turn settles up to 500 cases. */
const CHORE_TURNS_MAX = 200;

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
    readonly comparisons: ComparisonDesk;
    readonly money: MoneyDesk;
    readonly chores: Repeating;
    readonly findings: FindingsReader;
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
  const book = policyBook();
  const sweeps = createSweepDesk({
    ...tools,
    book,
    today: clock.today,
    dataDir: configuration.dataDir,
    report: options.report,
  });
  const comparisons = createComparisonDesk({ ...tools, report: options.report });
  const imports = createImportDesk({
    ...tools,
    uploads,
    today: clock.today,
    onImported: ({ batchId, officeId }) => void comparisons.placeNewcomers({ officeId, after: `import ${batchId}` }),
    report: options.report,
  });
  const money: MoneyDesk = { ...tools, findPolicy: book.find };
  const findings = createFindingsReader(sweeps.folders);
  const chores = startChores({ ...tools, money, sweeps, report: options.report });
  await sweeps.settleLost();
  await comparisons.settleLost();
  await imports.resume();
  const close = async () => {
    await chores.stop();
    await imports.stop();
    await sweeps.stop();
    await comparisons.stop();
    await findings.close();
    await database.close();
    await stop();
  };
  const desks = { imports, uploads, sweeps, comparisons, money, chores, findings };
  return ok({ ...tools, configuration, ownerUrl, clock, book, desks, flows: wireFlows(tools, desks), close });
}

function wireFlows(tools: Parameters<typeof importFile>[0], desks: Wutong["desks"]): Wutong["flows"] {
  return {
    importFile: (file) => importFile(tools, file),
    publishPolicies: (given) => publishPolicies(tools.run, given),
    sweepAndWait: (given) => startSweepAndWait(desks.sweeps, given),
    openBudgetLine: (caller, line) => openBudgetLine(desks.money, caller, line),
  };
}

/** What time alone does: offers expire, notices close, sweeps that are due begin, queued messages leave in office hours. */
function startChores(tools: {
  readonly money: MoneyDesk;
  readonly sweeps: SweepDesk;
  readonly tenantId: TenantId;
  readonly report: (line: string) => void;
}): Repeating {
  const { money, sweeps, tenantId, report } = tools;
  const { database, vault, now } = money;
  const gateway = simulatedGateway();
  const work = async () => {
    // The office that bears the tenant's number is the root of its tree.
    const token = await openJobSession(database, { tenantId, officeId: tenantId, purpose: "chores", minutesMax: 10 });
    const today = formatDay(dayInChina(now().getTime()));
    for (let turn = 0; turn < CHORE_TURNS_MAX; turn += 1) {
      const settled = await settleDue(money, { token, key: `settleDue ${today} ${turn}` });
      if (!settled.ok) throw new Error(`settleDue: ${settled.error.code}`);
      if (settled.value.expired + settled.value.noticesClosed === 0) break;
    }
    await startDueSweeps(sweeps, token);
    await sendDueMessages({ database, vault, gateway, token, now });
  };
  return repeat({ everyMs: CHORES_EVERY_MS, work, report });
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
  const { database, run, vault, tenantId, clock, desks, book } = wutong;
  const { findings: reader } = desks;
  const policies = {
    database,
    run,
    book,
    reader,
    readStandings: listStandings,
    readCommitments: listCommitments,
    today: clock.today,
  };
  const money = { ...desks.money, tenantId, rootOfficeId: tenantId, demo: demo !== null, policies };
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
    ...clockRoutes({ database, run, clock, version: VERSION, settleDue: desks.chores.now }),
    ...peopleRoutes({ database, run, vault, tenantId, now, today }),
    ...fieldRoutes({ database, run, now }),
    ...comparisonDeskRoutes(desks.comparisons),
    ...linkPeopleRoutes(desks.comparisons),
    ...importRoutes({ database, run, vault, tenantId, now, uploads: desks.uploads, desk: desks.imports }),
    ...policiesRoutes(policies),
    ...libraryRoutes({ database, tenantId, book, today, packsDir: REGIONS_DIR }),
    ...sweepRoutes(desks.sweeps),
    ...moneyRoutes(money),
    ...surveyStaffRoutes({ database, run, vault, tenantId, now }),
    ...surveyPublicRoutes({ database, run, vault, tenantId, now }),
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
