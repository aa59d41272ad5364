import { randomInt } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { type LinkageConfig, planRecords, readLinkageConfig } from "@wutong/linkage";
import {
  compareRecords,
  createPlacing,
  describeLinkageProblem,
  joinRecords,
  type LinkedFiles,
  linkFiles,
  loadRegister,
  openRegister,
  writeCharacters,
} from "../server/areas/people/index.ts";
import { type Analytics, forkAnalytics } from "../server/storage/analytics/index.ts";
import { ROOT } from "../tests/find-files.ts";
import type { BenchCase } from "./bench-case.ts";
import { writeLinkageRegister } from "./linkage-register.ts";
import { linkWithSplink, splinkIsMissing, writeForSplink } from "./splink.ts";

const FOLDER = join(ROOT, ".wutong/bench");
/** One configuration for every size; its thresholds are the defaults, chosen by reasoning. */
const CONFIG = join(ROOT, "bench/linkage-chinese.json");
const MILLION = 1_000_000;
const RUNS = 9;
const data = [resolve(ROOT, "../shared/data/linkage"), resolve(ROOT, "../../shared/data/linkage")].find((folder) =>
  existsSync(folder),
);
const missing = () => (data ? undefined : "data of others: ../shared/data/linkage isn't there");

const fileOf = (records: number) => join(FOLDER, `linkage-${records}.csv`);
const truthOf = (records: number) => join(FOLDER, `linkage-${records}-truth.csv`);

/** A seed that nobody picked; it is printed, and LINKAGE_SEED repeats it. */
async function makeRegister(records: number): Promise<void> {
  mkdirSync(FOLDER, { recursive: true });
  const seed = Number(process.env["LINKAGE_SEED"] ?? randomInt(1_000_000_000));
  console.log(`a register of ${records} rows, seed ${seed}`);
  await writeLinkageRegister({ records, seed, file: fileOf(records), truth: truthOf(records) });
}

async function link(given: {
  readonly left: string;
  readonly right?: string;
  readonly truth: string;
  readonly config?: string;
  readonly memoryMiB: number;
}): Promise<LinkedFiles> {
  const out = join(FOLDER, "linked");
  rmSync(out, { recursive: true, force: true });
  const linked = await linkFiles({ ...given, out, encoding: "utf8", seed: 1 });
  rmSync(out, { recursive: true, force: true });
  if (!linked.ok) throw new Error(describeLinkageProblem(linked.error, "en"));
  return linked.value;
}

function linkMade(records: number): Promise<LinkedFiles> {
  return link({
    left: fileOf(records),
    truth: truthOf(records),
    config: CONFIG,
    memoryMiB: records > MILLION ? 5_000 : 1_500,
  });
}

/** febrl tells the truth in its ids: rec-7-org and rec-7-dup-0 are one. */
function linkFebrl(): Promise<LinkedFiles> {
  const [left, right] = [join(data ?? "", "febrl4a.csv"), join(data ?? "", "febrl4b.csv")];
  const ids = (file: string) =>
    readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .slice(1)
      .map((line) => line.split(",", 1)[0] ?? "");
  const rights = new Map(ids(right).map((id) => [id.split("-")[1], id]));
  const truth = join(FOLDER, "febrl4-truth.csv");
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(truth, ["left,right", ...ids(left).map((id) => `${id},${rights.get(id.split("-")[1])}`)].join("\n"));
  return link({ left, right, truth, memoryMiB: 1_500 });
}

/** Everything but opening the file of truth and writing files: reading, guessing rules, comparing, training, joining. */
function secondsOf({ summary: { tookMs } }: LinkedFiles): number {
  return Object.entries(tookMs).reduce((sum, [step, ms]) => sum + (step === "write" ? 0 : ms), 0) / 1_000;
}

const f1 = (linked: LinkedFiles) => linked.truth?.joined.f1 ?? 0;

async function millisecondsToPlace(newcomers: number): Promise<number> {
  const analytics = await forkAnalytics({ memoryMiB: 3_000, threads: availableParallelism() });
  try {
    const { config, model } = await openLibrary(analytics);
    const place = await createPlacing(analytics, config, model);
    const took: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      const began = performance.now();
      const first = run * newcomers;
      await place(
        `(SELECT rowid::INTEGER AS rid, 0::UTINYINT AS side, * FROM linkage_left WHERE rowid >= ${first} AND rowid < ${first + newcomers})`,
      );
      took.push(performance.now() - began);
    }
    return took.toSorted((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
  } finally {
    await analytics.close();
  }
}

const LOADED = "(SELECT rowid::INTEGER AS rid, 0::UTINYINT AS side, * FROM linkage_left)";

/** The register of a million as `LOADED` tells it. */
async function loadMade(analytics: Analytics): Promise<LinkageConfig> {
  const read = readLinkageConfig(JSON.parse(readFileSync(CONFIG, "utf8")));
  const register = await openRegister(analytics, fileOf(MILLION), { encoding: "utf8", scratch: FOLDER });
  if (!read.ok || !register.ok) throw new Error("the configuration or the register can't be read");
  const config: LinkageConfig = { ...read.value, blocking: read.value.blocking ?? [], oneToOne: false };
  await loadRegister(analytics, register.value, { config, side: "left", into: "linkage_left" });
  return config;
}

async function openLibrary(analytics: Analytics) {
  const config = await loadMade(analytics);
  const compared = await compareRecords({ analytics, config, mode: "dedupe", given: LOADED, seed: 1 });
  if (!compared.ok) throw new Error(compared.error.code);
  await joinRecords(analytics, { config, mode: "dedupe", leastBits: 0 });
  return { config, model: compared.value.model };
}

/** How many times as long Splink takes from the CSV on, with the same rules; what normalises for us normalises for it, since it has nothing of its own for that. */
async function timesAsFastAsSplink(): Promise<number> {
  const ours = await linkMade(MILLION);
  const analytics = await forkAnalytics({ memoryMiB: 3_000, threads: availableParallelism() });
  const file = join(FOLDER, "linkage-splink.parquet");
  try {
    const began = performance.now();
    const config = await loadMade(analytics);
    const tables = await writeCharacters(analytics, config);
    await analytics.run(planRecords(config, { given: LOADED, into: "splink_records", tables }).sql);
    const normalised = (performance.now() - began) / 1_000;
    await writeForSplink(analytics, "splink_records", file);
    await analytics.run("DROP TABLE splink_records");
    const theirs = await linkWithSplink(analytics, { file, truth: truthOf(MILLION), seed: 1 });
    const [own, peer] = [
      `${secondsOf(ours).toFixed(1)} s, F1 ${f1(ours)}`,
      `${normalised.toFixed(1)} + ${theirs.seconds.toFixed(1)} s, F1 ${theirs.f1}`,
    ];
    console.log(`ours ${own}; Splink ${peer}`);
    if (f1(ours) < theirs.f1) throw new Error("Splink finds more: the ratio says nothing");
    return (normalised + theirs.seconds) / secondsOf(ours);
  } finally {
    await analytics.close();
    rmSync(file, { force: true });
  }
}

const higher = { unit: "F1 over pairs of records", better: "higher" } as const;
const lower = { unit: "s", better: "lower" } as const;
const made = (records: number) => ({ prepare: () => makeRegister(records) });

export const cases: readonly BenchCase[] = [
  {
    name: "febrl4",
    ...lower,
    goal: 1,
    unit: "s to link 5,000 with 5,000, rules guessed",
    missing,
    run: async () => secondsOf(await linkFebrl()),
  },
  { name: "febrl4-f1", ...higher, goal: 0.9998, missing, run: async () => f1(await linkFebrl()) },
  {
    name: "fake-1000-f1",
    ...{ ...higher, goal: 0.94, missing },
    run: async () =>
      f1(
        await link({
          left: join(data ?? "", "fake_1000.csv"),
          truth: join(data ?? "", "fake_1000.csv"),
          memoryMiB: 1_500,
        }),
      ),
  },
  {
    name: "million",
    ...lower,
    goal: 10,
    unit: "s for 1,000,000 Chinese records, from CSV to groups",
    memoryGoalMb: 2_048,
    ...made(MILLION),
    run: async () => secondsOf(await linkMade(MILLION)),
  },
  { name: "million-f1", ...higher, goal: 0.97, ...made(MILLION), run: async () => f1(await linkMade(MILLION)) },
  {
    name: "million-automatic-precision",
    ...{ goal: 0.999, unit: "of the pairs linked automatically are right", better: "higher" as const },
    ...made(MILLION),
    run: async () => (await linkMade(MILLION)).truth?.automatic.precision ?? 0,
  },
  {
    name: "five-million",
    ...lower,
    goal: 60,
    unit: "s for 5,000,000 Chinese records, from CSV to groups",
    memoryGoalMb: 6_144,
    ...made(5 * MILLION),
    run: async () => secondsOf(await linkMade(5 * MILLION)),
  },
  {
    name: "five-million-f1",
    ...higher,
    goal: 0.97,
    ...made(5 * MILLION),
    run: async () => f1(await linkMade(5 * MILLION)),
  },
  {
    name: "against-splink",
    ...{ goal: 3, unit: "times as fast as Splink on the same 1,000,000 records and rules", better: "higher" as const },
    missing: splinkIsMissing,
    ...made(MILLION),
    run: timesAsFastAsSplink,
  },
  {
    name: "place-one",
    ...lower,
    goal: 10,
    unit: "ms to place one newcomer among 1,000,000 (median)",
    ...made(MILLION),
    run: () => millisecondsToPlace(1),
  },
  {
    name: "place-thousand",
    ...lower,
    goal: 100,
    unit: "ms to place 1,000 newcomers among 1,000,000 (median)",
    ...made(MILLION),
    run: () => millisecondsToPlace(1_000),
  },
];
