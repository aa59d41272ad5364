import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { expectOk } from "@wutong/kernel";
import pg from "pg";
import { connectWhenReady, findPostmaster, type LocalServer, startLocalServer } from "./index.ts";

const root = mkdtempSync(join(tmpdir(), "wutong-local-server-"));
after(() => rmSync(root, { recursive: true, force: true }));

const small = { shared_buffers: "32MB" };
const folder = (name: string) => join(root, name);
const start = async (name: string) =>
  expectOk(await startLocalServer({ dataDir: folder(name), settings: small }), "local server");

async function query(url: string, sql: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A process of its own that starts the server and then only waits. */
async function startElsewhere(name: string): Promise<{ readonly child: ChildProcess; readonly server: LocalServer }> {
  const index = fileURLToPath(new URL("index.ts", import.meta.url));
  const options = JSON.stringify({ dataDir: folder(name), settings: small });
  const script = `import { startLocalServer } from ${JSON.stringify(index)};
    console.log(JSON.stringify((await startLocalServer(${options})).value)); setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, server: JSON.parse(line.toString()) as LocalServer };
}

async function kill(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
}

test("data outlives a stop, and the second start takes a second at most", async () => {
  const first = await start("one");
  await query(first.ownerUrl, "CREATE TABLE kept AS SELECT 42 AS answer");
  await first.stop();
  const before = performance.now();
  const second = await start("one");
  const took = performance.now() - before;
  assert.deepEqual(await query(second.ownerUrl, "SELECT answer FROM kept"), [{ answer: 42 }]);
  await second.stop();
  assert.ok(took <= 1_000, `the second start took ${Math.round(took)} ms`);
});

test("the application role owns nothing, makes nothing and cannot bypass row security", async () => {
  const server = await start("one");
  const roles = await query(
    server.appUrl,
    "SELECT rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole FROM pg_roles WHERE rolname LIKE 'wutong%' ORDER BY 1",
  );
  const none = { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false };
  assert.deepEqual(roles, [
    { rolname: "wutong_app", ...none },
    { rolname: "wutong_owner", ...none },
  ]);
  await assert.rejects(query(server.appUrl, "CREATE TABLE public.mine (a int)"), /permission denied/);
  const wrong = new URL(server.appUrl);
  wrong.password = "guessed";
  await assert.rejects(query(wrong.toString(), "SELECT 1"), /password authentication failed/);
  await server.stop();
});

test("the server listens on this machine only, is durable, and keeps its passwords to its user", async () => {
  const server = await start("one");
  const settings = await query(
    server.ownerUrl,
    "SELECT name, setting FROM pg_settings WHERE name IN ('listen_addresses', 'fsync', 'synchronous_commit', 'full_page_writes') ORDER BY 1",
  );
  assert.deepEqual(
    settings.map((row) => row.setting),
    ["on", "on", "127.0.0.1", "on"],
  );
  for (const file of ["postgres.secrets.json", "postgres.log", "postgres.json"]) {
    assert.equal(statSync(join(folder("one"), file)).mode & 0o777, 0o600, file);
  }
  await server.stop();
});

test("a second server on the folder is refused, and told who holds it", async () => {
  const { child } = await startElsewhere("one");
  const second = await startLocalServer({ dataDir: folder("one"), settings: small });
  assert.equal(second.ok, false);
  assert.equal(!second.ok && second.error.code, "localServer.folderInUse");
  assert.equal(!second.ok && second.error.params.pid, child.pid);
  await kill(child, "SIGKILL");
  const third = await start("one");
  assert.equal(third.adopted, true);
  await third.stop();
});

test("a postmaster orphaned by kill -9 of its parent is adopted with its data", async () => {
  const { child, server } = await startElsewhere("one");
  await query(server.ownerUrl, "CREATE TABLE kept5 AS SELECT 42 AS answer");
  await kill(child, "SIGKILL");
  const next = await start("one");
  assert.equal(next.adopted, true);
  assert.equal(next.pid, server.pid);
  assert.deepEqual(await query(next.ownerUrl, "SELECT answer FROM kept5"), [{ answer: 42 }]);
  await next.stop();
  assert.equal(await findPostmaster(join(folder("one"), "postgres")), undefined);
});

test("an orphan with other settings is replaced, not adopted", async () => {
  const { child, server } = await startElsewhere("one");
  await kill(child, "SIGKILL");
  const next = expectOk(
    await startLocalServer({ dataDir: folder("one"), settings: { shared_buffers: "48MB" } }),
    "local server",
  );
  assert.equal(next.adopted, false);
  assert.notEqual(next.pid, server.pid);
  assert.deepEqual(await query(next.ownerUrl, "SHOW shared_buffers"), [{ shared_buffers: "48MB" }]);
  await next.stop();
});

test("after kill -9 of postmaster and parent, the next start recovers every acknowledged commit", async () => {
  const { child, server } = await startElsewhere("one");
  await query(server.ownerUrl, "CREATE TABLE kept7 (n int)");
  await query(server.ownerUrl, "INSERT INTO kept7 SELECT generate_series(1, 1000)");
  process.kill(server.pid, "SIGKILL");
  await kill(child, "SIGKILL");
  const next = await start("one");
  assert.equal(next.adopted, false);
  assert.deepEqual(await query(next.ownerUrl, "SELECT count(*)::int AS n FROM kept7"), [{ n: 1_000 }]);
  await next.stop();
});

test("a server that dies under a living parent is started again on its port, with every acknowledged commit", async () => {
  const server = await start("one");
  await query(server.ownerUrl, "CREATE TABLE restarted AS SELECT 42 AS answer");
  const before = server.pid;
  process.kill(before, "SIGKILL");
  const client = await connectWhenReady(server.ownerUrl);
  assert.deepEqual((await client.query("SELECT answer FROM restarted")).rows, [{ answer: 42 }]);
  await client.end();
  assert.notEqual(server.pid, before);
  await server.stop();
  assert.equal(await findPostmaster(join(folder("one"), "postgres")), undefined);
});

test("whoever waits for a server that never comes is told so in the end, and a wrong password at once", async () => {
  const nobody = "postgres://nobody:x@127.0.0.1:1/wutong";
  await assert.rejects(connectWhenReady(nobody, 200), { code: "ECONNREFUSED" });
  const server = await start("one");
  const wrong = new URL(server.ownerUrl);
  wrong.password = "wrong";
  const started = performance.now();
  await assert.rejects(connectWhenReady(wrong.toString()), { code: "28P01" });
  assert.ok(performance.now() - started < 10_000);
  await server.stop();
});

test("a stale postmaster.pid that now names some other living process doesn't stop the start", async () => {
  const server = await start("one");
  await server.stop();
  // Not this process: PostgreSQL itself knows that its parent can't be the old postmaster.
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  const cluster = join(folder("one"), "postgres");
  writeFileSync(join(cluster, "postmaster.pid"), `${other.pid}\n${cluster}\n1\n${server.port}\n\n127.0.0.1\n\nready\n`);
  const next = await start("one");
  assert.notEqual(next.pid, other.pid);
  await next.stop();
  assert.equal(other.exitCode ?? other.signalCode, null, "the other process must not be touched");
  await kill(other, "SIGKILL");
});

test("a process that simply ends takes its server with it", async () => {
  const index = fileURLToPath(new URL("index.ts", import.meta.url));
  const options = JSON.stringify({ dataDir: folder("one"), settings: small });
  const script = `import { startLocalServer } from ${JSON.stringify(index)}; await startLocalServer(${options}); process.exit(0);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "inherit" });
  await once(child, "exit");
  const cluster = join(folder("one"), "postgres");
  for (let i = 0; i < 100 && (await findPostmaster(cluster)); i++) await sleep(50);
  assert.equal(await findPostmaster(cluster), undefined);
});

test("data of another major version, lost passwords and a folder that is a file are told apart", async () => {
  const server = await start("one");
  await server.stop();
  const code = async (name: string) => {
    const result = await startLocalServer({ dataDir: folder(name), settings: small });
    return result.ok ? "started" : result.error.code;
  };
  const secrets = join(folder("one"), "postgres.secrets.json");
  const kept = readFileSync(secrets, "utf8");
  writeFileSync(secrets, "{}");
  assert.equal(await code("one"), "localServer.secretsMissing");
  writeFileSync(secrets, kept);
  const version = join(folder("one"), "postgres", "PG_VERSION");
  writeFileSync(version, "17\n");
  assert.equal(await code("one"), "localServer.wrongDataVersion");
  writeFileSync(version, "18\n");
  writeFileSync(folder("a-file"), "");
  assert.equal(await code("a-file"), "localServer.folderNotWritable");
});

// Not a test for an ordinary user, so not one that is skipped either.
const isRoot = process.getuid?.() === 0;
if (isRoot)
  test("root without user namespaces: an unprivileged user runs it, and a normal start finds the data again", async () => {
    const options = { dataDir: folder("other-user"), settings: small };
    const first = expectOk(await startLocalServer({ ...options, launcher: "otherUser" }), "local server");
    assert.equal(first.launcher, "otherUser");
    await query(first.ownerUrl, "CREATE TABLE kept11 AS SELECT 42 AS answer");
    await first.stop();
    const second = expectOk(await startLocalServer(options), "local server");
    assert.deepEqual(await query(second.ownerUrl, "SELECT answer FROM kept11"), [{ answer: 42 }]);
    await second.stop();
    rmSync(dirname(readlinkSync(join(folder("other-user"), "postgres"))), { recursive: true });
  });
