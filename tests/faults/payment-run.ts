import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expectOk, type Problem } from "@wutong/kernel";
import pg from "pg";
import { checkLedger } from "../../server/areas/funds/index.ts";
import type { MadeBatch } from "../../server/flows/pay-batch/make-batch.ts";
import type { ReceiptRead } from "../../server/flows/pay-batch/read-receipt.ts";
import { approved, openLine, VOUCHER } from "../../server/flows/tests/money-path.ts";
import { openTown, YUECHENG } from "../../server/flows/tests/money-town.ts";
import { inSession, migrate, openDatabase } from "../../server/storage/index.ts";
import { type LocalServer, startLocalServer } from "../../server/storage/relational/local-server/index.ts";
import { createRandom, type Random } from "../parity/random.ts";
import { type Bank, openBank } from "./bank.ts";
import { type KillableServer, killableServer } from "./killable-server.ts";
import type { Kill, Work } from "./requests.ts";

export type KillRun = {
  readonly seed: number;
  /** So many kills at least. */
  readonly killsMin: number;
  /** And for so long at least. */
  readonly untilMs?: number;
  readonly log: (line: string) => void;
};

export type KillReport = {
  readonly kills: Readonly<Record<Kill["kind"], number>>;
  readonly payments: number;
  readonly returned: number;
};

const PEOPLE_A_ROUND = 6;
/** PostgreSQL may recover for seconds between two tries. */
const ANSWER_MS_MAX = 120_000;
const TRY_AGAIN_MS = 50;

type Run = {
  readonly random: Random;
  readonly database: LocalServer;
  readonly server: KillableServer;
  readonly bank: Bank;
  readonly token: string;
  readonly lineId: number;
  readonly kills: Record<Kill["kind"], number>;
  readonly killsMin: number;
  readonly untilMs: number;
  /** What was acknowledged, by key: kept here, outside of what is killed. */
  readonly acknowledged: Map<string, string>;
  key: number;
  returned: number;
};

/**
 * Pays people while server and PostgreSQL are killed at random moments, on a durable PostgreSQL of its own; the caller tries
 * each command again with the same key until it hears an answer. At the end everything is compared with the bank's log.
 */
export async function runWithKills({ seed, killsMin, untilMs = 0, log }: KillRun): Promise<KillReport> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-faults-"));
  const database = expectOk(await startLocalServer({ dataDir: folder }), "PostgreSQL for the fault test");
  let server: KillableServer | undefined;
  try {
    await migrate({ ownerUrl: database.ownerUrl });
    const random = createRandom(seed);
    const { token, lineId } = await setUp(database);
    server = killableServer(database);
    const bank = openBank(join(folder, "bank.csv"), () => (random.chance(0.2) ? "退回" : "成功"));
    const kills = { none: 0, server: 0, postmaster: 0, backend: 0, serverBeforeReply: 0 };
    const run: Run = {
      random,
      database,
      server,
      bank,
      token,
      lineId,
      kills,
      killsMin,
      untilMs,
      acknowledged: new Map(),
      key: 0,
      returned: 0,
    };
    let payments = 0;
    while (payments === 0 || goesOn(run)) {
      const people = await addApproved(database, PEOPLE_A_ROUND);
      payments += people.length;
      await payEverybody(run);
      await check(run, database, payments);
      log(`${payments} payments, kills ${JSON.stringify(kills)}`);
    }
    return { kills, payments, returned: run.returned };
  } finally {
    await server?.close();
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function goesOn(run: Run): boolean {
  return killsSoFar(run) < run.killsMin || performance.now() < run.untilMs;
}

function killsSoFar({ kills }: Run): number {
  return kills.server + kills.postmaster + kills.backend + kills.serverBeforeReply;
}

async function setUp(database: LocalServer): Promise<{ readonly token: string; readonly lineId: number }> {
  const town = await openTown(database);
  const staff = await town.staff(YUECHENG);
  const lineId = await openLine(town, staff, VOUCHER, 1_000_000_000n);
  await town.close();
  return { token: staff.finance, lineId };
}

async function addApproved(database: LocalServer, count: number): Promise<readonly number[]> {
  await withOwner(database, async () => undefined);
  const town = await openTown(database, { setUp: false });
  const staff = await town.staff(YUECHENG);
  const people: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const personId = await town.addPerson();
    await approved(town, staff, personId);
    people.push(personId);
  }
  await town.close();
  return people;
}

/** A clerk of finance and the bank, until nothing is left to pay: a returned payment is made again. */
async function payEverybody(run: Run): Promise<void> {
  for (;;) {
    const made = await request<MadeBatch>(run, { kind: "makeBatch", lineId: run.lineId });
    if (!made.ok) {
      assert.equal(made.error.code, "funds.nothingDue");
      return;
    }
    assert.deepEqual(made.value.held, []);
    const batchId = made.value.batch?.batchId ?? 0;
    const file = await request<readonly (readonly string[])[]>(run, { kind: "takeBankFile", batchId });
    assert.ok(file.ok);
    const cells = run.bank.receive(file.value);
    const read = await request<ReceiptRead>(run, { kind: "readReceipt", batchId, cells });
    assert.ok(read.ok);
    assert.equal(read.value.missing, 0);
    for (const [number = ""] of cells.filter((row) => row[2] === "退回")) {
      run.returned += 1;
      const paymentId = await paymentOf(run, number);
      assert.ok((await request(run, { kind: "payAgain", paymentId })).ok);
    }
  }
}

type Answer<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Problem };

/** One intent, one key: tried until an answer is heard, then asked once more to see that the answer holds. */
async function request<Value>(run: Run, work: Work): Promise<Answer<Value>> {
  run.key += 1;
  const asked = { token: run.token, key: `run-${run.key}`, work };
  const until = performance.now() + ANSWER_MS_MAX;
  while (performance.now() < until) {
    const kill = nextKill(run);
    const { answer: heard, struck } = await run.server.ask(asked, kill);
    if (struck) run.kills[kill.kind] += 1;
    const answer = heard as Answer<Value> | undefined;
    if (answer === undefined) {
      await sleep(TRY_AGAIN_MS);
      continue;
    }
    if (answer.ok) run.acknowledged.set(asked.key, JSON.stringify(answer));
    return answer;
  }
  throw new Error(`no answer to ${JSON.stringify(asked.work)} within ${ANSWER_MS_MAX / 1000} s`);
}

/** Strikes two requests of three until there were enough; anywhere within the time that a request takes. */
function nextKill(run: Run): Kill {
  const { random } = run;
  if (!goesOn(run) || random.chance(0.3)) return { kind: "none" };
  const kind = random.pick(["server", "server", "postmaster", "backend", "serverBeforeReply"] as const);
  return kind === "serverBeforeReply" ? { kind } : { kind, afterMs: random.below(90) };
}

/** By the number that the bank knows: the batch and the place in it. */
async function paymentOf({ database }: Run, number: string): Promise<number> {
  const [batch = "", item = ""] = number.slice(1).split("-");
  return withOwner(database, async (owner) => {
    const { rows } = await owner.query<{ payment_id: number }>(
      "SELECT payment_id FROM funds.batch_items WHERE batch_id = $1 AND item_number = $2",
      [Number(batch), Number(item)],
    );
    return rows[0]?.payment_id ?? 0;
  });
}

/** Everything that was promised, against the log outside: paid once each, the books balance, every acknowledged step is there. */
async function check(run: Run, database: LocalServer, payments: number): Promise<void> {
  for (const [account, numbers] of run.bank.paidTo)
    assert.equal(numbers.length, 1, `${account} was paid ${numbers.length} times`);
  assert.equal(run.bank.paidTo.size, payments, "somebody was not paid");
  await withOwner(database, (owner) => checkTables(run, owner, payments));
  await withOwner(database, (owner) => checkChain(run, owner));
  await checkBooks(run, database);
}

async function checkTables(run: Run, owner: pg.Client, payments: number): Promise<void> {
  const one = async (sql: string) => (await owner.query(sql)).rows[0];
  const fen = String(run.bank.paidYuan() * 100);
  const paid = await one(
    "SELECT count(*)::int AS paid, sum(amount_fen)::text AS fen FROM funds.payments WHERE state = 'paid'",
  );
  assert.deepEqual(paid, { paid: payments, fen });
  const facts = await one(
    "SELECT count(*)::int AS facts, count(DISTINCT person_id)::int AS people FROM people.past_benefits",
  );
  assert.deepEqual(facts, { facts: payments, people: payments });
  assert.deepEqual(await one("SELECT count(*)::int AS open FROM cases.cases WHERE state <> 'paid'"), { open: 0 });
  const { rows } = await owner.query<{ command_key: string; times: number }>(
    "SELECT command_key, count(*)::int AS times FROM journal.entries WHERE command_key LIKE 'run-%' GROUP BY command_key",
  );
  const journal = new Map(rows.map((row) => [row.command_key, row.times]));
  for (const key of run.acknowledged.keys())
    assert.equal(journal.get(key), 1, `${key} was acknowledged and is not in the journal once`);
  assert.equal(journal.size, run.acknowledged.size, "the journal holds a step that was never answered in the end");
}

async function checkChain(run: Run, owner: pg.Client): Promise<void> {
  await owner.query("SELECT set_config('wutong.token', $1, false)", [run.token]);
  const { rows } = await owner.query<{ entries: number; broken: string | null }>(
    "SELECT (SELECT count(*)::int FROM journal.entries) AS entries, journal.first_broken()::text AS broken",
  );
  assert.ok((rows[0]?.entries ?? 0) > run.acknowledged.size);
  assert.equal(rows[0]?.broken, null, "the journal's chain is broken");
}

async function checkBooks(run: Run, database: LocalServer): Promise<void> {
  const app = openDatabase({ url: database.appUrl, connectionsMax: 1 });
  try {
    assert.deepEqual(await inSession(app, run.token, checkLedger), []);
  } finally {
    await app.close();
  }
}

const READY_MS_MAX = 30_000;

/** Waits for PostgreSQL to be back, should it have been struck a moment ago. */
async function withOwner<Value>(database: LocalServer, work: (owner: pg.Client) => Promise<Value>): Promise<Value> {
  const until = performance.now() + READY_MS_MAX;
  for (;;) {
    const owner = new pg.Client({ connectionString: database.ownerUrl });
    owner.on("error", () => undefined);
    const connected = await owner.connect().then(
      () => true,
      () => false,
    );
    if (connected) return work(owner).finally(() => owner.end());
    if (performance.now() > until) throw new Error("PostgreSQL did not come back");
    await sleep(50);
  }
}
