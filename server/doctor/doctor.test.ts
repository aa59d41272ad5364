import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { expectOk, type Problem } from "@wutong/kernel";
import pg from "pg";
import { freePort } from "../../cli/src/tour/free-port.ts";
import { testDatabase } from "../../tests/support/database.ts";
import { createKeyFile } from "../storage/index.ts";
import { type LocalServer, startLocalServer } from "../storage/relational/local-server/index.ts";
import { DOCTOR_PROBLEMS } from "./doctor-problems.ts";
import { describeDoctorProblem, examineSetup } from "./examine-setup.ts";

type Env = Readonly<Record<string, string>>;

const root = mkdtempSync(join(tmpdir(), "wutong-doctor-"));
after(() => rmSync(root, { recursive: true, force: true }));
const launcher = fileURLToPath(new URL("../../cli/bin/wutong.js", import.meta.url));

/** A setup of its own, on a port that was free a moment ago. */
async function setup(name: string): Promise<Env & { readonly WUTONG_DATA: string }> {
  return { WUTONG_DATA: join(root, name, "data"), WUTONG_PORT: String(await freePort()), WUTONG_HOST: "127.0.0.1" };
}

async function problemsOf(env: Env, limits = {}): Promise<readonly Problem[]> {
  return (await examineSetup(env, limits)).flatMap(({ problems }) => problems);
}

async function codesOf(env: Env, limits = {}): Promise<readonly string[]> {
  return (await problemsOf(env, limits)).map(({ code }) => code);
}

/** Starts the local server in a process that can be killed. */
async function startElsewhere(
  dataDir: string,
): Promise<{ readonly child: ChildProcess; readonly server: LocalServer }> {
  const index = fileURLToPath(new URL("../storage/relational/local-server/index.ts", import.meta.url));
  const script = `import { startLocalServer } from ${JSON.stringify(index)};
    const started = await startLocalServer({ dataDir: ${JSON.stringify(dataDir)}, settings: { shared_buffers: "32MB" } });
    console.log(JSON.stringify(started.value)); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, server: JSON.parse(line.toString()) as LocalServer };
}

async function asOwner(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

test("a machine on which nothing was started yet is in order", async () => {
  assert.deepEqual(await codesOf(await setup("fresh")), []);
});

test("a taken port is reported with the process that holds it", async () => {
  const env = await setup("port");
  const holder = createServer().listen(Number(env["WUTONG_PORT"]), "127.0.0.1");
  await once(holder, "listening");
  const [found, ...others] = await problemsOf(env);
  holder.close();
  assert.deepEqual(others, []);
  assert.equal(found?.code, "doctor.portTaken");
  assert.equal(found.params["pid"], process.pid);
});

test("a data folder that cannot be made is reported", async () => {
  const env = await setup("blocked");
  mkdirSync(join(root, "blocked"));
  writeFileSync(env.WUTONG_DATA, "a file");
  assert.deepEqual(await codesOf(env), ["localServer.folderNotWritable"]);
});

test("a folder in which nothing can be made is reported, to root as well", async () => {
  const closed = join(root, "closed");
  mkdirSync(closed, { mode: 0o500 });
  // Root may write anywhere except where the kernel itself forbids it.
  const dataDir = process.getuid?.() === 0 ? "/proc/wutong-data" : join(closed, "data");
  const codes = await codesOf({ ...(await setup("closed-elsewhere")), WUTONG_DATA: dataDir });
  assert.ok(codes.includes("localServer.folderNotWritable"), codes.join());
});

test("another server on the folder, an orphaned postmaster and a lost key are each reported", async () => {
  const env = await setup("used");
  const keyFile = `${env.WUTONG_DATA}.key`;
  const { child, server } = await startElsewhere(env.WUTONG_DATA);
  expectOk(createKeyFile(keyFile), "key file");
  const [held, ...others] = await problemsOf(env);
  assert.deepEqual(others, []);
  assert.equal(held?.code, "localServer.folderInUse");
  assert.equal(held.params["pid"], child.pid);

  child.kill("SIGKILL");
  await once(child, "exit");
  const [orphan] = await problemsOf(env);
  assert.equal(orphan?.code, "doctor.postmasterOrphaned");
  assert.equal(orphan.params["pid"], server.pid);

  await asOwner(server.adminUrl, "ALTER ROLE wutong_app BYPASSRLS");
  assert.deepEqual(await codesOf(env), ["doctor.postmasterOrphaned", "doctor.roleBypassesRowSecurity"]);
  await asOwner(server.adminUrl, "ALTER ROLE wutong_app NOBYPASSRLS");
  await expectOk(await startLocalServer({ dataDir: env.WUTONG_DATA }), "local server").stop();
  assert.deepEqual(await codesOf(env), []);

  chmodSync(keyFile, 0o644);
  assert.deepEqual(await codesOf(env), ["keys.openToOthers"]);
  chmodSync(keyFile, 0o600);
  renameSync(keyFile, `${keyFile}.away`);
  assert.deepEqual(await codesOf(env), ["keys.missing"]);
  renameSync(`${keyFile}.away`, keyFile);

  writeFileSync(join(env.WUTONG_DATA, "postgres", "PG_VERSION"), "16\n");
  assert.deepEqual(await codesOf(env), ["localServer.wrongDataVersion"]);
});

test("a key file inside the data folder is reported", async () => {
  const env = await setup("inside");
  assert.deepEqual(await codesOf({ ...env, WUTONG_KEY_FILE: join(env.WUTONG_DATA, "keys") }), [
    "environment.keyFileInsideData",
  ]);
});

test("a full disk is reported", async () => {
  assert.deepEqual(await codesOf(await setup("disk"), { freeBytesMin: 2 ** 60 }), ["doctor.diskNearlyFull"]);
});

test("a database of one's own is examined: reachable, new enough, and a role that owns and bypasses nothing", async () => {
  const database = await testDatabase();
  const keyFile = join(root, "own.key");
  expectOk(createKeyFile(keyFile), "key file");
  const env = { ...(await setup("own")), WUTONG_KEY_FILE: keyFile };
  const urls = (app: string, owner = database.ownerUrl) => ({ ...env, DATABASE_URL: app, DATABASE_OWNER_URL: owner });
  assert.deepEqual(await codesOf(urls(database.appUrl)), []);
  assert.deepEqual(await codesOf(urls(database.appUrl), { postgresMajorMin: 99 }), [
    "doctor.databaseVersion",
    "doctor.databaseVersion",
  ]);
  assert.deepEqual(await codesOf(urls(database.adminUrl)), ["doctor.roleBypassesRowSecurity"]);
  assert.deepEqual(await codesOf(urls(database.ownerUrl)), ["doctor.roleOwnsTables"]);
  const other = await testDatabase({ schema: "empty" });
  assert.deepEqual(await codesOf(urls(database.appUrl, other.ownerUrl)), ["doctor.differentDatabases"]);
  const nowhere = new URL(database.appUrl);
  nowhere.port = String(await freePort());
  assert.deepEqual(await codesOf(urls(nowhere.toString())), ["doctor.databaseUnreachable"]);
});

test("the launcher brings the pinned Node, whatever Node started it", async () => {
  const { stdout } = spawnSync(process.execPath, [launcher, "doctor", "--lang", "en"], {
    env: await setup("node"),
    encoding: "utf8",
  });
  assert.match(stdout, /✔ version of Node/);
});

test("the command exits with 1 and speaks the terminal's language", async () => {
  const env = { ...(await setup("speaks")), WUTONG_PORT: "no number" };
  const doctor = (...args: readonly string[]) =>
    spawnSync(process.execPath, [launcher, "doctor", ...args], {
      env: { ...env, LANG: "zh_CN.UTF-8" },
      encoding: "utf8",
    });
  assert.match(doctor().stdout, /环境变量 WUTONG_PORT/);
  const english = doctor("--lang", "en");
  assert.equal(english.status, 1);
  assert.match(english.stdout, /The environment variable WUTONG_PORT/);
  assert.equal(doctor("--lang", "fr").status, 2);
});

test("every message of the doctor has its parameters in both languages", () => {
  for (const [code, { zh, en }] of Object.entries(DOCTOR_PROBLEMS)) {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted();
    assert.deepEqual([...new Set(names(zh))], [...new Set(names(en))], code);
  }
  const example: Problem = { code: "doctor.portTakenByUnknown", params: { host: "127.0.0.1", port: 7800 } };
  assert.match(describeDoctorProblem(example, "en") ?? "", /^127\.0\.0\.1:7800 is taken/);
});
