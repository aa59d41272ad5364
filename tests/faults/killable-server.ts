import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { LocalServer } from "../../server/storage/relational/local-server/index.ts";
import type { Kill, Request } from "./requests.ts";

/** One try: the answer is undefined where the server died or PostgreSQL broke under it. */
export type Asked = { readonly answer: unknown; readonly struck: boolean };

export type KillableServer = {
  readonly ask: (request: Omit<Request, "dieBeforeReply">, kill: Kill) => Promise<Asked>;
  readonly close: () => Promise<void>;
};

const ANSWER_MS_MAX = 30_000;
/** Recovery may take a while on a busy machine; each start that fails takes a second or two. */
const STARTS_MAX = 90;

/** A payment server in a process of its own, started again whenever it is dead; `kill` strikes while it works. */
export function killableServer(database: LocalServer): KillableServer {
  let child: ChildProcess | undefined;
  let ended: Promise<unknown> = Promise.resolve();
  const lines: string[] = [];
  let wake = () => undefined as unknown;

  const start = async (): Promise<ChildProcess> => {
    const program = fileURLToPath(new URL("payment-server.ts", import.meta.url));
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const started = spawn(process.execPath, [program, database.ownerUrl, database.appUrl], {
      env,
      stdio: ["pipe", "pipe", "ignore"],
    });
    started.once("exit", () => {
      if (child === started) child = undefined;
      wake();
    });
    started.stdin.on("error", () => undefined);
    lines.length = 0;
    createInterface({ input: started.stdout }).on("line", (line) => {
      lines.push(line);
      wake();
    });
    child = started;
    ended = once(started, "exit");
    await nextLine();
    return started;
  };

  const nextLine = async (): Promise<string | undefined> => {
    const until = performance.now() + ANSWER_MS_MAX;
    while (lines.length === 0 && child !== undefined && performance.now() < until) {
      await Promise.race([
        new Promise<unknown>((resolve) => {
          wake = () => resolve(undefined);
        }),
        sleep(1_000),
      ]);
    }
    return lines.shift();
  };

  const strike = async (kill: Kill): Promise<boolean> => {
    if (kill.kind === "none" || kill.kind === "serverBeforeReply") return false;
    await sleep(kill.afterMs);
    if (kill.kind === "server") return child?.kill("SIGKILL") ?? false;
    return kill.kind === "postmaster" ? killProcess(database.pid) : killBackend(database);
  };

  return {
    async ask(request, kill) {
      for (let starts = 0; child === undefined && starts < STARTS_MAX; starts += 1) await start();
      const asked = child;
      if (!asked) throw new Error("the payment server does not start");
      asked.stdin?.write(`${JSON.stringify({ ...request, dieBeforeReply: kill.kind === "serverBeforeReply" })}\n`);
      const [line, struck] = await Promise.all([nextLine(), strike(kill)]);
      if (kill.kind === "server" && struck) await ended;
      const reply = line === undefined ? undefined : (JSON.parse(line) as { readonly broken?: string });
      const answer = reply?.broken === undefined ? reply : undefined;
      return { answer, struck: struck || (kill.kind === "serverBeforeReply" && line === undefined) };
    },
    async close() {
      const last = child;
      if (!last) return;
      last.stdin?.end();
      await ended;
    },
  };
}

/** SIGKILL of a backend that is at work (or any of ours): PostgreSQL then ends them all and recovers. */
async function killBackend(database: LocalServer): Promise<boolean> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ pid: number }>(
      "SELECT pid FROM pg_stat_activity WHERE usename = 'wutong_app' ORDER BY (state = 'active') DESC LIMIT 1",
    );
    const pid = rows[0]?.pid;
    return pid !== undefined && killProcess(pid);
  } catch {
    // PostgreSQL is recovering from the strike before: there is nothing to kill yet.
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

function killProcess(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}
