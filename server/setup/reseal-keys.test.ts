import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { expectOk } from "@wutong/kernel";
import { testDatabase } from "../../tests/support/database.ts";
import { scratchFolder } from "../../tests/support/scratch-folder.ts";
import { getEvidence, openAccounts, readReports } from "../areas/benefits/index.ts";
import { personalSecrets } from "../areas/people/index.ts";
import { reportFact } from "../flows/dispute-fact/dispute-fact.ts";
import { recordObjection } from "../flows/hear-objection/hear-objection.ts";
import { publishNotice } from "../flows/publish-notice/publish-notice.ts";
import { by, cardNumber, confirm, must, offer } from "../flows/tests/money-path.ts";
import { openTown, type Town, YUECHENG } from "../flows/tests/money-town.ts";
import { SEALED_PLACES } from "../storage/crypto/sealed-places.ts";
import { inSession, openVault, readKeyFile, type Vault } from "../storage/index.ts";
import { rotateKeys } from "./manage-keys.ts";
import { dropOldKeys, findOlderUse, resealWithCurrentKey } from "./reseal-keys.ts";

const folder = scratchFolder("reseal");
const OLD = "0a0b0c0d";
const OTHER_TENANT = 330700;

/** A town whose vault is the key file's, as it was before a rotation. */
async function setUp(t: TestContext) {
  const urls = await testDatabase();
  const place = mkdtempSync(join(folder, "town-"));
  const key = Buffer.alloc(32, 7).toString("base64");
  const keyFile = join(place, "key");
  writeFileSync(
    keyFile,
    JSON.stringify({ format: "wutong-keys-1", current: OLD, encryption: { [OLD]: key }, index: key }),
    { mode: 0o600 },
  );
  const env = {
    WUTONG_DATA: join(place, "data"),
    WUTONG_KEY_FILE: keyFile,
    DATABASE_URL: urls.appUrl,
    DATABASE_OWNER_URL: urls.ownerUrl,
  };
  const town = await openTown(urls);
  t.after(() => town.close());
  return { urls, env, keyFile, town };
}

/** One value at least in every place that holds sealed ones, in two tenants. */
async function fill(town: Town) {
  const staff = await town.staff(YUECHENG);
  const documentNumber = "330602199601017777";
  const personId = await town.addPerson({ documentNumber });
  await town.addPerson({ tenantId: OTHER_TENANT, officeId: OTHER_TENANT + 2 });
  const caseId = await confirm(town, personId, await offer(town, staff, personId));
  must(await publishNotice(town.desk, by(staff.clerk), [caseId]));
  must(await recordObjection(town.desk, by(staff.clerk2), { caseId, from: "李某", says: "他没有在这里工作" }));
  const doubter = await town.addPerson();
  const said = { offerId: await offer(town, staff, doubter), conditionId: "collegeDegree", says: "我的学历不对" };
  must(await reportFact(town.desk, by(await town.talent(doubter)), said));
  const { vault } = town.desk;
  for (const tenant of [330600, OTHER_TENANT]) {
    const { sealIn } = personalSecrets(vault, tenant);
    const [degree, skill] = [
      sealIn("D-1", "people.credentials.sealed_certificate"),
      sealIn("S-1", "people.certificates.sealed_number"),
    ];
    const seal = (plain: string, column: string) => vault.seal(plain, `${column}:${tenant}`);
    const rows: readonly (readonly [string, readonly unknown[]])[] = [
      ["UPDATE people.credentials SET sealed_certificate = decode($2, 'hex') WHERE tenant_id = $1", [tenant, degree]],
      [
        `INSERT INTO people.certificates (tenant_id, person_id, natural_key, office_id, content_digest, recorded_at, certificate_key, sealed_number)
         VALUES ($1, 1, '\\x02', $1, '\\x00', now(), 'k', decode($2, 'hex'))`,
        [tenant, skill],
      ],
      [
        `INSERT INTO people.superseded_rows (tenant_id, person_id, register, natural_key, superseded_by, office_id, superseded_at, content)
         SELECT tenant_id, person_id, 'certificates', natural_key, 7, office_id, now(), to_jsonb(c) FROM people.certificates c WHERE tenant_id = $1
         UNION ALL SELECT tenant_id, person_id, 'education', natural_key, 7, office_id, now(), to_jsonb(c) FROM people.credentials c WHERE tenant_id = $1`,
        [tenant],
      ],
      [
        "UPDATE registers.batches SET sealed_file_key = $2 WHERE tenant_id = $1 AND register = 'insurance'",
        [tenant, seal("file key", "registers.batches.sealed_file_key")],
      ],
      [
        `INSERT INTO registers.failed_rows SELECT tenant_id, batch_id, 's', 1, office_id, $2, '[]' FROM registers.batches WHERE tenant_id = $1`,
        [tenant, seal("[]", "registers.failed_rows.sealed_cells")],
      ],
      [
        "INSERT INTO employers.survey_contacts VALUES ($1, $1, 'E1', $2, now())",
        [tenant, seal("{}", "employers.survey_contacts.sealed_contact")],
      ],
      [
        `WITH w AS (INSERT INTO demand.waves (tenant_id, office_id, title, half, opens_on, closes_on, filter, started_at)
           VALUES ($1, $1, 'w', '2024-H2', '2024-12-01', '2024-12-02', '{}', now()) RETURNING wave_id)
         INSERT INTO demand.invitations (tenant_id, office_id, wave_id, credit_code, employer, link_hash, sealed_contact)
         SELECT $1, $1, wave_id, 'E1', 'e', '\\x05', $2 FROM w`,
        [tenant, seal("{}", "demand.invitations.sealed_contact")],
      ],
    ];
    for (const [text, values] of rows) await town.owner.query(text, [...values]);
  }
  return { staff, personId, documentNumber, said };
}

async function tablesOf(town: Town): Promise<readonly string[]> {
  const { rows } = await town.owner.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text !~ '^(pg_|information_schema)'
     AND c.relname <> 'migrations' ORDER BY 1`,
  );
  return rows.map(({ name }) => name);
}

/** Rows anywhere in the database, in whatever column, that say a text. */
async function rowsThatSay(town: Town, text: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const table of await tablesOf(town)) {
    const { rowCount } = await town.owner.query(`SELECT FROM ${table} t WHERE t::text LIKE '%' || $1 || '%'`, [text]);
    if (rowCount) found.push(table);
  }
  return found;
}

/** Every row of every table, without what is sealed in it. */
async function beyondSealed(town: Town): Promise<readonly string[]> {
  const contents: string[] = [];
  for (const table of await tablesOf(town)) {
    const { rows } = await town.owner.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${table} t`);
    contents.push(...rows.map(({ row }) => `${table} ${row.replaceAll(/\\\\x01[0-9a-f]{64,}/g, "sealed")}`).toSorted());
  }
  return contents;
}

function newVault(keyFile: string): Vault {
  const keys = expectOk(readKeyFile(keyFile), "reading the key file");
  return openVault({ ...keys, encryption: new Map([...keys.encryption].filter(([id]) => id === keys.current)) });
}

test("after a rotation everything is sealed with the new key, opens with it alone, and nothing else has changed", async (t) => {
  const { env, keyFile, town } = await setUp(t);
  const { staff, personId, documentNumber, said } = await fill(town);
  const before = await beyondSealed(town);
  const { current } = expectOk(rotateKeys(env), "rotating");
  const { places, left } = expectOk(await resealWithCurrentKey(env), "re-sealing");
  assert.deepEqual(left, []);
  assert.deepEqual(
    places.filter(({ resealed, unreadable }) => resealed === 0 || unreadable > 0),
    [],
  );
  assert.deepEqual(await rowsThatSay(town, `x01${OLD}`), []);
  assert.ok((await rowsThatSay(town, `x01${current}`)).length >= 10);
  assert.deepEqual(await beyondSealed(town), before);
  assert.deepEqual(await rowsThatSay(town, documentNumber), []);
  assert.deepEqual(await rowsThatSay(town, cardNumber(personId)), []);

  const vault = newVault(keyFile);
  const read = await inSession(town.database, staff.clerk, async (tx) => ({
    evidence: await getEvidence(tx, vault, 1),
    reports: await readReports(tx, vault, { state: undefined, beforeId: null, limit: 9 }),
  }));
  assert.match(read.evidence.facts, /bachelor/);
  assert.deepEqual(
    read.reports.map(({ says }) => says),
    [said.says],
  );
  const accounts = await inSession(town.database, staff.finance, (tx) => openAccounts(tx, vault, [1]));
  assert.deepEqual(
    [...accounts.values()].map(({ number }) => number),
    [cardNumber(personId)],
  );
  const { rows } = await town.owner.query("SELECT sealed_number FROM people.identities WHERE person_id = $1", [
    personId,
  ]);
  assert.equal(personalSecrets(vault, 330600).openDocument(rows[0].sealed_number), documentNumber);

  const again = expectOk(await resealWithCurrentKey(env), "re-sealing again");
  assert.deepEqual(
    again.places.filter(({ resealed }) => resealed > 0),
    [],
  );
});

test("a column of bytes that is neither a digest nor an index is among the places that are sealed again", async (t) => {
  const { town } = await setUp(t);
  const { rows } = await town.owner.query<{ name: string }>(
    `SELECT table_schema || '.' || table_name || '.' || column_name AS name FROM information_schema.columns
     JOIN information_schema.tables USING (table_schema, table_name)
     WHERE data_type = 'bytea' AND table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
       AND column_name !~ '(^|_)(digest|hash|index|natural_key)$' ORDER BY 1`,
  );
  const listed = SEALED_PLACES.flatMap(({ table, column, key }) => (key ? [] : [`${table}.${column}`]));
  // Personal values of the journal are sealed with the person's own key, which is wrapped in `journal.person_keys`.
  assert.deepEqual(
    rows.map(({ name }) => name),
    [...listed, "journal.entries.personal"].toSorted(),
  );
});

test("killed between two batches, run again it finishes the rest", async (t) => {
  const { urls, env, keyFile, town } = await setUp(t);
  const personId = await town.addPerson();
  const sealed = town.desk.vault.seal("330602199601018888", "people.identities:330600");
  await town.owner.query(
    `INSERT INTO people.identities SELECT 330600, int4send(i), $1, $2, 'passport', $3 FROM generate_series(1, 10000) i`,
    [personId, YUECHENG, sealed],
  );
  expectOk(rotateKeys(env), "rotating");
  const storage = new URL("../storage/index.ts", import.meta.url).href;
  const script = `import { readKeyFile, resealValues } from ${JSON.stringify(storage)};
    const keys = readKeyFile(${JSON.stringify(keyFile)}).value;
    await resealValues({ ownerUrl: ${JSON.stringify(urls.ownerUrl)}, keys, pagesAtOnce: 1, onBatch: (place, done) => done > 500 && console.log(done) });`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  const half = (await findOlderUse(env))?.find(({ place }) => place === "people.identities.sealed_number")?.values ?? 0;
  assert.ok(half > 0 && half < 10_000, `${half} are left`);
  const { places, left } = expectOk(await resealWithCurrentKey(env), "going on");
  assert.deepEqual(left, []);
  assert.equal(places.find(({ place }) => place === "people.identities.sealed_number")?.resealed, half);
  const vault = newVault(keyFile);
  const { rows } = await town.owner.query("SELECT sealed_number FROM people.identities WHERE kind = 'passport'");
  assert.equal(rows.length, 10_000);
  assert.ok(rows.every((row) => vault.open(row.sealed_number, "people.identities:330600") === "330602199601018888"));
});

test("a row that somebody is writing is not waited for, and is said to be left", async (t) => {
  const { env, town } = await setUp(t);
  const [personId] = [await town.addPerson(), await town.addPerson()];
  expectOk(rotateKeys(env), "rotating");
  await town.owner.query("BEGIN");
  await town.owner.query("UPDATE people.identities SET kind = 'passport' WHERE person_id = $1", [personId]);
  const meanwhile = expectOk(await resealWithCurrentKey(env), "re-sealing meanwhile");
  await town.owner.query("COMMIT");
  assert.deepEqual(meanwhile.left, [{ place: "people.identities.sealed_number", keyId: OLD, values: 1 }]);
  assert.deepEqual(expectOk(await resealWithCurrentKey(env), "re-sealing the rest").left, []);
  const { rows } = await town.owner.query("SELECT kind FROM people.identities WHERE person_id = $1", [personId]);
  assert.equal(rows[0].kind, "passport");
});

test("older keys are dropped only while no server runs, and only those that no value needs", async (t) => {
  const { env, keyFile, town } = await setUp(t);
  const personId = await town.addPerson();
  const older = expectOk(rotateKeys(env), "rotating").current;
  const { current } = expectOk(rotateKeys(env), "rotating again");
  const keysInFile = () => [...expectOk(readKeyFile(keyFile), "reading").encryption.keys()];
  await inSession(town.database, await town.job(YUECHENG), async () => undefined);
  const whileServed = await dropOldKeys(env);
  assert.equal(whileServed.ok ? "" : whileServed.error.code, "keys.serverRuns");
  await town.database.close();

  const first = expectOk(await dropOldKeys(env), "dropping what is free");
  assert.deepEqual(first.dropped, [older]);
  assert.deepEqual(first.left, [{ place: "people.identities.sealed_number", keyId: OLD, values: 1 }]);
  assert.deepEqual(keysInFile(), [OLD, current]);

  await town.owner.query(
    "UPDATE people.identities SET sealed_number = set_byte(sealed_number, 20, 255 - get_byte(sealed_number, 20))",
  );
  const damaged = expectOk(await resealWithCurrentKey(env), "re-sealing what was changed");
  assert.equal(damaged.places.find(({ place }) => place.startsWith("people.identities"))?.unreadable, 1);
  assert.deepEqual(expectOk(await dropOldKeys(env), "dropping").dropped, []);

  await town.owner.query(
    "UPDATE people.identities SET sealed_number = set_byte(sealed_number, 20, 255 - get_byte(sealed_number, 20))",
  );
  expectOk(await resealWithCurrentKey(env), "re-sealing");
  assert.deepEqual(expectOk(await dropOldKeys(env), "dropping").dropped, [OLD]);
  assert.deepEqual(keysInFile(), [current]);
  const { rows } = await town.owner.query("SELECT sealed_number FROM people.identities WHERE person_id = $1", [
    personId,
  ]);
  assert.match(personalSecrets(newVault(keyFile), 330600).openDocument(rows[0].sealed_number), /^330602/);
});
