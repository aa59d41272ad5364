import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

const PAUSE_MS = 50;
const WAIT_MAX_MS = 60_000;

/** Answers of a server that is on its way up, going down, or has not opened its port yet; any other is final. */
const NOT_YET: ReadonlySet<string> = new Set(["57P03", "57P02", "57P01", "ECONNREFUSED", "ECONNRESET", "CUT_OFF"]);

/**
 * A connection, as soon as the server takes one. What `postmaster.pid` says is not enough: between the word "ready" and our
 * connection a crash may have sent the server back into recovery, where it answers 57P03 for a while.
 * Throws the server's last answer where it is final, or goes on for a minute (`waitMs`).
 */
export async function connectWhenReady(connectionString: string, waitMs = WAIT_MAX_MS): Promise<pg.Client> {
  const until = performance.now() + waitMs;
  for (;;) {
    const client = new pg.Client({ connectionString });
    // A connection that breaks later is told to whoever uses it then.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (cause) {
      await client.end().catch(() => undefined);
      if (!NOT_YET.has(codeOf(cause)) || performance.now() >= until) throw cause;
    }
    await sleep(PAUSE_MS);
  }
}

function codeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return "";
  // The driver gives this one no code.
  if (cause.message === "Connection terminated unexpectedly") return "CUT_OFF";
  return "code" in cause && typeof cause.code === "string" ? cause.code : "";
}
