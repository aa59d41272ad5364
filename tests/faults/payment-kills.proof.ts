import assert from "node:assert/strict";
import type { ProofOptions } from "../proof.ts";
import { runWithKills } from "./payment-run.ts";

export const name = "payments survive kills of server and PostgreSQL";
export const rooms = [
  "server/areas/funds",
  "server/areas/benefits",
  "server/areas/cases",
  "server/flows/pay-batch",
  "server/storage",
];

const KILLS_MIN = 45;

export async function run({ seed, minutes, log }: ProofOptions): Promise<void> {
  const untilMs = performance.now() + minutes * 60_000;
  const report = await runWithKills({ seed, killsMin: KILLS_MIN, untilMs, log });
  for (const kind of ["server", "postmaster", "backend", "serverBeforeReply"] as const) {
    assert.ok(report.kills[kind] > 0, `nothing was killed the way "${kind}"`);
  }
  log(`${report.payments} paid once each, ${report.returned} returned on the way, ${JSON.stringify(report.kills)}`);
}
