import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RegisterKind } from "@wutong/codes";
import { employerRows, generateOffice, type OfficeOptions, type RegisterRow, toRegisterRows } from "@wutong/generator";
import { expectOk, formatDay } from "@wutong/kernel";
import { decideSubjects, readFacts as readGivenFacts } from "@wutong/policy";
import pg from "pg";
import { openJobSession } from "../../server/areas/access/index.ts";
import { factsFolder, personalSecrets, readFacts, takeSnapshot } from "../../server/areas/people/index.ts";
import { snapshotFacts } from "../../server/areas/policies/index.ts";
import { openWutong, type Wutong } from "../../server/main.ts";
import { seedRegisters } from "../../server/run/seed-registers.ts";
import { DEMO_REGION } from "../../server/setup/demo-region.ts";
import { openAnalytics } from "../../server/storage/analytics/index.ts";
import { inSession } from "../../server/storage/index.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { textOf, verdictFrom } from "./compare.ts";
import { differencesOf, type Findings, findAll, subjectKey } from "./compare-findings.ts";
import { type Change, policiesWith } from "./compare-policies.ts";
import { evaluate } from "./evaluate.ts";
import type { Facts } from "./facts.ts";
import { truthToFacts } from "./truth-to-facts.ts";
import type { Verdict } from "./verdict.ts";

export type WholePath = OfficeOptions & {
  /** So many of the people are also decided one by one, out of the database. */
  readonly oneByOne: number;
  readonly change?: Change;
};

export type WholePathComparison = {
  readonly people: number;
  readonly pairs: number;
  /** How many pairs came out as what: "yuecheng-rent-subsidy entitled". */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly decidedOneByOne: number;
  readonly differences: readonly string[];
  readonly rows: readonly RowsOfRegister[];
};

/** What became of one register's rows: line numbers, the header being 1. */
export type RowsOfRegister = {
  readonly register: RegisterKind;
  readonly mustReject: readonly number[];
  readonly refused: readonly number[];
  readonly mustTake: number;
  readonly taken: number;
};

const DIFFERENCES_KEPT = 20;

/**
 * Makes up an office's registers, imports the files into a PostgreSQL of its own, takes a snapshot, sweeps it, and compares
 * with the independent evaluator on what the registers were made to say. People are joined by their document numbers.
 */
export async function compareWholePath(path: WholePath): Promise<WholePathComparison> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-whole-path-"));
  const urls = await testDatabase();
  const wutong = await openTown(folder, urls, path);
  try {
    await seedRegisters(wutong, { officeId: path.office, people: path.people, seed: path.seed, asOf: path.asOf });
    const purpose = { tenantId: wutong.tenantId, officeId: path.office, purpose: "whole path", minutesMax: 60 };
    const town = { wutong, urls, token: await openJobSession(wutong.database, purpose), folder };
    const judged = await judgeImported(town, path);
    const found = await sweepImported(town, path);
    const comparison = comparePeople(judged, found, path);
    const alone = await decideAlone(town, judged, path);
    return {
      ...comparison,
      decidedOneByOne: alone.decided,
      differences: [...comparison.differences, ...alone.differences],
      rows: await compareRows(town, path),
    };
  } finally {
    await wutong.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

type Town = {
  readonly wutong: Wutong;
  readonly urls: TestDatabase;
  readonly token: string;
  readonly folder: string;
};

async function openTown(folder: string, { appUrl, ownerUrl }: TestDatabase, { asOf }: WholePath): Promise<Wutong> {
  const configuration = {
    dataDir: join(folder, "data"),
    keyFile: join(folder, "keys.json"),
    host: "127.0.0.1",
    port: 7800,
    database: { url: appUrl, ownerUrl },
  };
  const tenant = { ...DEMO_REGION, accounts: [] };
  const opened = await openWutong({ configuration, tenant, demo: { firstDay: asOf }, report: () => undefined });
  return expectOk(opened, "opening Wutong");
}

/** A made-up person as the database knows them, with the independent answers. */
type Judged = {
  readonly index: number;
  readonly personId: number;
  readonly facts: Facts;
  readonly verdicts: readonly Verdict[];
};

/** Certificates go by their pseudonyms in the database, so they do here. Whoever stands in no register is not known at all. */
async function judgeImported({ wutong, urls }: Town, path: WholePath): Promise<readonly Judged[]> {
  const secrets = personalSecrets(wutong.vault, wutong.tenantId);
  const rows = await query<{ index: string; personId: number }>(
    urls,
    `SELECT encode(document_index, 'hex') AS index, person_id AS "personId" FROM people.identities`,
  );
  const personIds = new Map(rows.map((row) => [row.index, row.personId]));
  const judged: Judged[] = [];
  for (const person of generateOffice(path).people) {
    const personId = personIds.get(secrets.documentIndex(person.document.number));
    const inRegisters = toRegisterRows(person, path).some((row) => !row.oddity?.mustReject);
    assert.equal(personId !== undefined, inRegisters, `person ${person.index} of seed ${path.seed}`);
    if (personId === undefined) continue;
    const facts = pseudonymous(truthToFacts(person, path), secrets.certificateKey);
    judged.push({ index: person.index, personId, facts, verdicts: evaluate(facts, formatDay(path.asOf)) });
  }
  assert.equal(judged.length, personIds.size, "nobody but the made-up people is in the database");
  return judged;
}

function pseudonymous(facts: Facts, keyOf: (number: string) => string): Facts {
  const { certificates, benefits } = facts;
  return {
    ...facts,
    ...(certificates
      ? { certificates: { ...certificates, rows: certificates.rows.map((one) => ({ ...one, key: keyOf(one.key) })) } }
      : {}),
    ...(benefits
      ? {
          benefits: {
            ...benefits,
            rows: benefits.rows.map((one) => (one.certificate ? { ...one, certificate: keyOf(one.certificate) } : one)),
          },
        }
      : {}),
  };
}

async function sweepImported({ wutong, token, folder }: Town, { asOf, change }: WholePath): Promise<Findings> {
  const snapshots = join(folder, "snapshots");
  const settings = { memoryMiB: 1_024, threads: 2 };
  const loading = await openAnalytics(settings);
  const taking = { database: wutong.database, token, analytics: loading, asOf, now: wutong.clock.now(), snapshots };
  const { snapshotId } = await takeSnapshot(taking).finally(loading.close);
  const analytics = await openAnalytics(settings);
  const facts = snapshotFacts(factsFolder(snapshots, snapshotId));
  return findAll(analytics, { policies: policiesWith(change), asOf, facts }).finally(analytics.close);
}

function comparePeople(
  judged: readonly Judged[],
  found: Findings,
  { asOf }: WholePath,
): Pick<WholePathComparison, "people" | "pairs" | "outcomes" | "differences"> {
  const outcomes = new Map<string, number>();
  const differences: string[] = [];
  for (const { index, personId, facts, verdicts } of judged) {
    for (const { policy, outcome } of verdicts) {
      outcomes.set(`${policy} ${outcome}`, (outcomes.get(`${policy} ${outcome}`) ?? 0) + 1);
    }
    const differing = differencesOf({ facts, verdicts, asOf }, found.get(personId) ?? new Map());
    if (differences.length < DIFFERENCES_KEPT) differences.push(...differing.map((one) => `${index} ${one}`));
  }
  const known = new Set(judged.map((one) => one.personId));
  for (const personId of found.keys()) if (!known.has(personId)) differences.push(`person id ${personId} is nobody's`);
  const pairs = [...outcomes.values()].reduce((sum, count) => sum + count, 0);
  return { people: judged.length, pairs, outcomes, differences };
}

/** The way of a request: facts of one person out of the database, then every policy by its closures. */
async function decideAlone(
  { wutong, token }: Town,
  judged: readonly Judged[],
  { asOf, oneByOne, change }: WholePath,
): Promise<{ readonly decided: number; readonly differences: readonly string[] }> {
  const policies = policiesWith(change);
  const differences: string[] = [];
  const step = Math.max(1, Math.floor(judged.length / oneByOne));
  const chosen = judged.filter((_, position) => position % step === 0);
  for (const { index, personId, verdicts } of chosen) {
    const read = await inSession(wutong.database, token, (tx) => readFacts(tx, personId, asOf));
    const facts = expectOk(readGivenFacts(read?.facts), `facts of person ${index}`);
    const decisions = policies.flatMap((policy) => decideSubjects(policy, facts, asOf)).map(verdictFrom);
    const theirs = new Map(decisions.map((verdict) => [subjectKey(verdict), textOf(verdict)]));
    const ours = new Map(verdicts.map((verdict) => [subjectKey(verdict), textOf(verdict)]));
    for (const key of new Set([...ours.keys(), ...theirs.keys()])) {
      if (ours.get(key) !== theirs.get(key))
        differences.push(`${index} alone ${key}: evaluator ${ours.get(key)}, engine ${theirs.get(key)}`);
    }
  }
  return { decided: chosen.length, differences: differences.slice(0, DIFFERENCES_KEPT) };
}

async function compareRows({ urls }: Town, path: WholePath): Promise<readonly RowsOfRegister[]> {
  const rows = await query<{ register: RegisterKind; taken: number; refused: readonly number[] }>(
    urls,
    `SELECT b.register, b.rows_new + b.rows_changed + b.rows_same AS taken,
      ARRAY(SELECT f.row_number FROM registers.failed_rows f
        WHERE f.tenant_id = b.tenant_id AND f.batch_id = b.batch_id ORDER BY f.row_number) AS refused
    FROM registers.batches b`,
  );
  const lines = linesOfRegisters(path);
  return rows.map(({ register, taken, refused }) => {
    const given = lines.get(register) ?? [];
    const mustReject = given.flatMap((row, index) => (row.oddity?.mustReject ? [index + 2] : []));
    return { register, mustReject, refused, mustTake: given.length - mustReject.length, taken };
  });
}

/** The rows of each file in the order in which they are written. */
function linesOfRegisters(path: WholePath): ReadonlyMap<RegisterKind, readonly RegisterRow[]> {
  const office = generateOffice(path);
  const lines = new Map<RegisterKind, RegisterRow[]>([["employers", [...employerRows(office)]]]);
  for (const person of office.people) {
    for (const row of toRegisterRows(person, path)) {
      const given = lines.get(row.kind) ?? [];
      lines.set(row.kind, given);
      given.push(row);
    }
  }
  return lines;
}

async function query<Row extends pg.QueryResultRow>({ adminUrl }: TestDatabase, text: string): Promise<readonly Row[]> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  return (await client.query<Row>(text).finally(() => client.end())).rows;
}
