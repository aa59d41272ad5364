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
/** On one PostgreSQL; the next run has a fresh one. */
const KILLS_A_RUN = 12;

export async function run({ seed, minutes, log }: ProofOptions): Promise<void> {
  const until = performance.now() + minutes * 60_000;
  const total = { server: 0, postmaster: 0, backend: 0, serverBeforeReply: 0 };
  let payments = 0;
  let returned = 0;
  for (let turn = 0; sum(total) < KILLS_MIN || performance.now() < until; turn += 1) {
    const report = await runWithKills({ seed: seed + turn, killsMin: KILLS_A_RUN, log });
    for (const kind of ["server", "postmaster", "backend", "serverBeforeReply"] as const)
      total[kind] += report.kills[kind];
    payments += report.payments;
    returned += report.returned;
  }
  for (const [kind, count] of Object.entries(total)) assert.ok(count > 0, `nothing was killed the way "${kind}"`);
  log(`${payments} paid once each, ${returned} returned on the way, ${sum(total)} kills: ${JSON.stringify(total)}`);
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, each) => total + each, 0);
}
