import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { sql } from "kysely";
import { walkMainJob } from "../../cli/src/tour/main-job.ts";
import { openJobSession } from "../../server/areas/access/index.ts";
import { openAccounts } from "../../server/areas/benefits/index.ts";
import { personalSecrets } from "../../server/areas/people/index.ts";
import { inSession } from "../../server/storage/index.ts";
import { runningDemo } from "../support/demo-region.ts";
import { findIn, scanFiles, scanParquet, scanTables } from "./find-plain-numbers.ts";

const demo = await runningDemo({ people: 600, seed: 77 });
after(demo.remove);

const said: string[] = [];
await walkMainJob({
  address: demo.address,
  password: demo.accounts[0]?.password ?? "",
  asOf: demo.swept.asOf,
  pick: (count) => 7 % count,
  narrator: { step: (title) => said.push(title), tell: (line) => said.push(line) },
});
const secret = await everyNumber();

/** Every document number that was handed in and every account that was named, opened with the vault's key. */
async function everyNumber(): Promise<ReadonlySet<string>> {
  const { database, tenantId, vault } = demo.wutong;
  const token = await openJobSession(database, { tenantId, officeId: tenantId, purpose: "canary", minutesMax: 5 });
  return inSession(database, token, async (tx) => {
    const documents = await sql<{ sealed: Buffer }>`SELECT sealed_number AS sealed FROM people.identities`.execute(tx);
    const named = await sql<{ id: number }>`SELECT payee_account_id AS id FROM benefits.payee_accounts`.execute(tx);
    const accounts = await openAccounts(
      tx,
      vault,
      named.rows.map((row) => row.id),
    );
    const { openDocument } = personalSecrets(vault, tenantId);
    return new Set([
      ...documents.rows.map((row) => openDocument(row.sealed)),
      ...[...accounts.values()].map((one) => one.number),
    ]);
  });
}

test("the scan knows the numbers that it looks for", () => {
  assert.ok(secret.size > 600, `only ${secret.size} numbers`);
  const [first = ""] = secret;
  assert.deepEqual(findIn(`x${first}y`, secret), [first]);
});

test("no document or account number stands in plain text in any table", async () => {
  const { leaks, rows } = await scanTables(demo.wutong.ownerUrl, secret);
  assert.ok(rows > 5_000, `only ${rows} rows were read`);
  assert.deepEqual(leaks, []);
});

test("none stands in the database's files, its write-ahead log, its logs, uploads or snapshots", async () => {
  const { leaks, files } = await scanFiles(demo.dataDir, secret);
  assert.ok(files > 100, `only ${files} files were read`);
  assert.deepEqual(leaks, []);
});

test("none stands in the Parquet of snapshots and findings", async () => {
  const { leaks, files } = await scanParquet(demo.dataDir, secret);
  assert.ok(files >= 3, `only ${files} Parquet files were read`);
  assert.deepEqual(leaks, []);
});

test("none was reported or told on the way", () => {
  assert.deepEqual(
    demo.bugs.flatMap((line) => findIn(line, secret)),
    [],
  );
  assert.deepEqual(
    said.flatMap((line) => findIn(line, secret)),
    [],
  );
  assert.equal(findIn(readFileSync(join(demo.dataDir, "postgres.log"), "latin1"), secret).length, 0);
});
