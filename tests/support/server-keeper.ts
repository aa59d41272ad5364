// The process that keeps the test server: one PostgreSQL for every test file of every run that is under way in this
// checkout. A client stays connected for as long as it lives; whatever way it ends, its database is then dropped.
import { randomBytes } from "node:crypto";
import { chmodSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import pg from "pg";
import { connectWhenReady, startLocalServer } from "../../server/storage/relational/local-server/index.ts";
import { KEEPER_FILE, type KeeperAddress, type KeeperGreeting, TEST_FOLDER } from "./keeper-client.ts";

const IDLE_MS = 3_000;

const started = await startLocalServer({
  dataDir: TEST_FOLDER,
  settings: {
    // Nothing here outlives a test run; tests about durability start a server of their own.
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    shared_buffers: "128MB",
    max_connections: "300",
  },
});
if (!started.ok) {
  // The usual reason is another keeper that was a moment faster: its clients find it by its file.
  console.error(JSON.stringify(started.error));
  process.exit(1);
}
const server = started.value;
const admin = await connectWhenReady(server.adminUrl);
admin.on("error", () => process.exit(1));
const left = await admin.query<{ datname: string }>("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'");
for (const { datname } of left.rows) await dropDatabase(datname);

const secret = randomBytes(24).toString("base64url");
const clients = new Set<Socket>();
let clientsEver = 0;
let dropping = Promise.resolve();
let idle = setTimeout(leave, IDLE_MS * 5);
let leaving = false;

const door = createServer((socket) => {
  socket.setEncoding("utf8");
  socket.on("error", () => socket.destroy());
  // Whoever comes while the server is being stopped must ask the next keeper: its address would be that of a server on its way up.
  socket.once("data", (line) => (!leaving && line.toString().trim() === secret ? welcome(socket) : socket.destroy()));
});
door.listen(0, "127.0.0.1", () => {
  const address = door.address();
  const port = typeof address === "object" && address ? address.port : 0;
  const content: KeeperAddress = { port, secret, pid: process.pid };
  writeFileSync(`${KEEPER_FILE}.new`, JSON.stringify(content), { mode: 0o600 });
  chmodSync(`${KEEPER_FILE}.new`, 0o600);
  renameSync(`${KEEPER_FILE}.new`, KEEPER_FILE);
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, leave);

function welcome(socket: Socket): void {
  clearTimeout(idle);
  clients.add(socket);
  clientsEver += 1;
  const database = `test_${clientsEver}`;
  const { adminUrl, ownerUrl, appUrl } = server;
  const greeting: KeeperGreeting = { adminUrl, ownerUrl, appUrl, database };
  socket.write(`${JSON.stringify(greeting)}\n`);
  socket.once("close", async () => {
    // One after the other: a connection takes one statement at a time.
    dropping = dropping.then(() => dropDatabase(database));
    await dropping;
    clients.delete(socket);
    clearTimeout(idle);
    if (clients.size === 0) idle = setTimeout(leave, IDLE_MS);
  });
}

async function dropDatabase(name: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`);
}

async function leave(): Promise<void> {
  if (leaving) return;
  leaving = true;
  rmSync(KEEPER_FILE, { force: true });
  door.close();
  await admin.end();
  await server.stop();
  process.exit(0);
}
