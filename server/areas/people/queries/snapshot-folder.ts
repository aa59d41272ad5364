import { createHash, randomBytes } from "node:crypto";
import {
  createReadStream,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Day, formatDay } from "@wutong/kernel";
import type { Analytics } from "../../../storage/analytics/index.ts";
import type { Database, Token } from "../../../storage/index.ts";
import { loadFacts, writeFacts } from "../store/snapshot-rows.ts";

/** What `meta.json` of a snapshot says: enough to know which facts they were, and that they are still the same. */
export type SnapshotMeta = {
  /** Of the folder: 2 has a relation for people and one for each list; snapshots made before (lists as columns) have none. */
  readonly format: 2;
  readonly snapshotId: string;
  readonly asOf: string;
  readonly takenAt: string;
  readonly people: number;
  /** From when on each register covers each office wholly, up to the sweep date. */
  readonly coveredSince: readonly { readonly office: number; readonly register: string; readonly since: string }[];
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
};

export type TakingSnapshot = {
  readonly database: Database;
  /** A job's token: the snapshot holds what it may see. */
  readonly token: Token;
  readonly analytics: Analytics;
  readonly asOf: Day;
  readonly now: Date;
  /** The folder of all snapshots of the tenant; the new one becomes a folder in it, named by its id. */
  readonly snapshots: string;
  /** From 0 to 1. */
  readonly onProgress?: (part: number) => void;
  readonly signal?: AbortSignal;
};

const META = "meta.json";
/** Files come in before they are gathered: about half of the time each. */
const LOADING_SHARE = 0.5;

/**
 * Takes a snapshot of everybody's facts: one immutable folder of Parquet by office, with `meta.json`. It is written
 * beside its place and renamed, so that it is complete or absent. Returns what its `meta.json` says.
 */
export async function takeSnapshot(taking: TakingSnapshot): Promise<SnapshotMeta> {
  const { analytics, asOf, now, snapshots, signal } = taking;
  const report = taking.onProgress ?? (() => undefined);
  const draft = join(snapshots, `.draft-${randomBytes(8).toString("hex")}`);
  const scratch = join(draft, "copied");
  mkdirSync(scratch, { recursive: true, mode: 0o700 });
  mkdirSync(join(draft, "facts"), { mode: 0o700 });
  try {
    const loaded = await loadFacts({ ...taking, scratch, onTable: (done, of) => report((done / of) * LOADING_SHARE) });
    for (const [part, range] of loaded.ranges.entries()) {
      await writeFacts(analytics, join(draft, "facts"), range, part);
      report(LOADING_SHARE + ((part + 1) / loaded.ranges.length) * (1 - LOADING_SHARE));
    }
    signal?.throwIfAborted();
    rmSync(scratch, { recursive: true });
    const files = await digestFiles(draft, "facts");
    const coveredSince = loaded.coveredSince.map((one) => ({ ...one, since: formatDay(one.since) }));
    const known = { format: 2 as const, asOf: formatDay(asOf), people: loaded.people, coveredSince, files };
    const digest = createHash("sha256").update(JSON.stringify(known)).digest("hex").slice(0, 16);
    const meta: SnapshotMeta = { snapshotId: `${formatDay(asOf)}-${digest}`, takenAt: now.toISOString(), ...known };
    // The same facts on the same day are the same snapshot: the one that is there stays as it is.
    if (existsFolder(join(snapshots, meta.snapshotId))) return readSnapshotMeta(snapshots, meta.snapshotId);
    writeFileSync(join(draft, META), JSON.stringify(meta, null, 2), { mode: 0o600 });
    renameSync(draft, join(snapshots, meta.snapshotId));
    return meta;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** The folder of a snapshot's facts, for `read_parquet`. */
export function factsFolder(snapshots: string, snapshotId: string): string {
  return join(snapshots, snapshotId, "facts");
}

function readSnapshotMeta(snapshots: string, snapshotId: string): SnapshotMeta {
  return JSON.parse(readFileSync(join(snapshots, snapshotId, META), "utf8")) as SnapshotMeta;
}

/** Every file below a folder, in order of path, with its size and digest. */
async function digestFiles(root: string, below: string): Promise<SnapshotMeta["files"]> {
  const folder = join(root, below);
  const names = existsFolder(folder) ? readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted() : [];
  const files: { path: string; bytes: number; sha256: string }[] = [];
  for (const name of names) {
    const file = join(folder, name);
    const { size } = statSync(file);
    if (statSync(file).isDirectory()) continue;
    const hash = createHash("sha256");
    await pipeline(createReadStream(file), hash);
    files.push({ path: `${below}/${name}`, bytes: size, sha256: hash.digest("hex") });
  }
  return files;
}

function existsFolder(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
