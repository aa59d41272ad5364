import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const TEST_FOLDER = fileURLToPath(new URL("../../.wutong/test", import.meta.url));
export const KEEPER_FILE = join(TEST_FOLDER, "keeper.json");

export type KeeperAddress = { readonly port: number; readonly secret: string; readonly pid: number };

/** What the keeper tells a client: the server's addresses, and the name of the one database it may make. */
export type KeeperGreeting = {
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly database: string;
};

const WAIT_MS = 60_000;
const SPAWN_AGAIN_MS = 2_000;
const PAUSE_MS = 25;

/**
 * Connects to the keeper of the test server, starting one where there is none. The connection doesn't keep this
 * process alive; when it ends, the keeper drops the greeting's database.
 */
export async function greetKeeper(): Promise<KeeperGreeting> {
  const until = performance.now() + WAIT_MS;
  let spawnAt = 0;
  while (performance.now() < until) {
    const address = readAddress();
    const greeting = address && (await greet(address));
    if (greeting) return greeting;
    if (performance.now() >= spawnAt) {
      spawnKeeper();
      spawnAt = performance.now() + SPAWN_AGAIN_MS;
    }
    await sleep(PAUSE_MS);
  }
  throw new Error(`The test server did not start within ${WAIT_MS / 1000} s; see ${TEST_FOLDER}/keeper.log`);
}

function greet({ port, secret }: KeeperAddress): Promise<KeeperGreeting | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(`${secret}\n`));
    socket.setEncoding("utf8");
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk;
      if (!text.endsWith("\n")) return;
      socket.unref();
      resolve(JSON.parse(text) as KeeperGreeting);
    });
    socket.on("error", () => resolve(undefined));
    socket.on("close", () => resolve(undefined));
  });
}

function spawnKeeper(): void {
  mkdirSync(TEST_FOLDER, { recursive: true, mode: 0o700 });
  const log = openSync(join(TEST_FOLDER, "keeper.log"), "w", 0o600);
  const program = fileURLToPath(new URL("server-keeper.ts", import.meta.url));
  // A test runner's own variables would make the keeper believe that it is a test file.
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env;
  const options = { cwd: "/", env, detached: true, stdio: ["ignore", log, log] } as const;
  spawn(process.execPath, [program], { ...options, stdio: [...options.stdio] }).unref();
}

function readAddress(): KeeperAddress | undefined {
  if (!existsSync(KEEPER_FILE)) return undefined;
  try {
    return JSON.parse(readFileSync(KEEPER_FILE, "utf8")) as KeeperAddress;
  } catch {
    return undefined;
  }
}
