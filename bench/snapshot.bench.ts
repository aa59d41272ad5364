import { mkdirSync, rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { generateOffice } from "@wutong/generator";
import { openJobSession } from "../server/areas/access/index.ts";
import { readFacts, takeSnapshot } from "../server/areas/people/index.ts";
import type { Wutong } from "../server/main.ts";
import { forkAnalytics } from "../server/storage/analytics/index.ts";
import { inSession } from "../server/storage/index.ts";
import { ROOT } from "../tests/find-files.ts";
import { storePeople } from "../tests/support/store-people.ts";
import type { BenchCase } from "./bench-case.ts";
import { openOffice } from "./filled-office.ts";
import { AS_OF } from "./generated-facts.ts";

const MILLION = 1_000_000;
const OFFICE = 330602;
const NAME = "snapshot-million";
const READS = 500;

/** A database with a million made-up people and their histories, stored past the import (which has a bench of its own). */
async function fill(): Promise<void> {
  const wutong = await openOffice(NAME, { fresh: true });
  try {
    const office = generateOffice({ office: OFFICE, people: MILLION, seed: 7, asOf: AS_OF });
    await storePeople(wutong.ownerUrl, wutong.tenantId, office);
  } finally {
    await wutong.close();
  }
}

async function withOffice<Value>(act: (wutong: Wutong, token: string) => Promise<Value>): Promise<Value> {
  const wutong = await openOffice(NAME, { fresh: false });
  try {
    const job = { tenantId: wutong.tenantId, officeId: OFFICE, purpose: "bench", minutesMax: 60 };
    return await act(wutong, await openJobSession(wutong.database, job));
  } finally {
    await wutong.close();
  }
}

function secondsToSnapshot(): Promise<number> {
  return withOffice(async ({ database }, token) => {
    const snapshots = join(ROOT, ".wutong/bench", "snapshots");
    rmSync(snapshots, { recursive: true, force: true });
    mkdirSync(snapshots, { recursive: true });
    const began = performance.now();
    const analytics = await forkAnalytics({ memoryMiB: 3_000, threads: availableParallelism() });
    const meta = await takeSnapshot({ database, token, analytics, asOf: AS_OF, now: new Date(), snapshots });
    await analytics.close();
    if (meta.people !== MILLION) throw new Error(`the snapshot holds ${meta.people} people`);
    return (performance.now() - began) / 1_000;
  });
}

/** Milliseconds to read one person's facts among a million, the middle of many. */
function millisecondsToRead(): Promise<number> {
  return withOffice(async ({ database }, token) => {
    const times: number[] = [];
    await inSession(database, token, async (tx) => {
      for (let turn = 0; turn < READS; turn += 1) {
        const began = performance.now();
        await readFacts(tx, 1 + ((turn * 7_919) % MILLION), AS_OF);
        times.push(performance.now() - began);
      }
    });
    return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
  });
}

export const cases: readonly BenchCase[] = [
  {
    name: "million-people",
    goal: 30,
    unit: "s for a snapshot of 1,000,000 people with their histories",
    better: "lower",
    memoryGoalMb: 4_096,
    prepare: fill,
    run: secondsToSnapshot,
  },
  {
    name: "one-person",
    goal: 3,
    unit: "ms to read one person's facts (median)",
    better: "lower",
    run: millisecondsToRead,
  },
];
