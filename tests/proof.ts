// npm run proof -- [--minutes N] [--seed N] [--only NAME]: the long runs (*.proof.ts), each in a process of its own.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { findFiles, ROOT } from "./find-files.ts";

/** What a `*.proof.ts` file exports. It is done when `run` returns, failed when it throws. */
export type Proof = {
  readonly name: string;
  /** Folders that it proves something about, such as "server/areas/funds": a change there moves it to the front. */
  readonly rooms: readonly string[];
  /** Keeps trying for about so many minutes (once at least); every random choice comes from the seed. */
  run(options: ProofOptions): Promise<void>;
};

export type ProofOptions = {
  readonly seed: number;
  readonly minutes: number;
  log(line: string): void;
};

const SEEDS = 2 ** 31;
/** A module that goes on for longer than its share by this much hangs. */
const GRACE_MINUTES = 8;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "20" },
    seed: { type: "string" },
    only: { type: "string" },
    module: { type: "string" },
  },
});
const minutes = Number(values.minutes);
const seed = values.seed === undefined ? Math.floor(Math.random() * SEEDS) : Number(values.seed);
if (!(minutes > 0) || !Number.isSafeInteger(seed)) {
  console.error("Usage: npm run proof -- [--minutes N] [--seed N] [--only NAME]");
  process.exit(2);
}
if (values.module === undefined) await runAll();
else await runModule(values.module);

async function runAll(): Promise<void> {
  const proofs = await loadProofs();
  console.log(`${proofs.length} proofs, ${minutes} minutes, seed ${seed} (repeat with --seed ${seed})`);
  const until = performance.now() + minutes * 60_000;
  let failed = 0;
  for (const [index, { file, proof }] of proofs.entries()) {
    const left = Math.max(0, until - performance.now()) / 60_000;
    const share = left / (proofs.length - index);
    console.log(`\n${proof.name} (${file}), ${share.toFixed(1)} minutes`);
    const before = performance.now();
    const passed = await runInProcessOfItsOwn(file, share);
    const took = ((performance.now() - before) / 60_000).toFixed(1);
    console.log(`${passed ? "passed" : "FAILED"}: ${proof.name}, ${took} minutes`);
    if (!passed) failed += 1;
  }
  // Nothing proved is no proof.
  process.exitCode = failed > 0 || proofs.length === 0 ? 1 : 0;
  console.log(`\n${proofs.length - failed} passed, ${failed} failed`);
}

type FoundProof = { readonly file: string; readonly proof: Proof };

async function loadProofs(): Promise<readonly FoundProof[]> {
  const files = findFiles(".proof.ts");
  const found = await Promise.all(files.map(async (file) => ({ file, proof: await load(file) })));
  const changed = changedFiles();
  const isChanged = ({ proof }: FoundProof) =>
    changed.some((file) => proof.rooms.some((room) => file === room || file.startsWith(`${room}/`)));
  return found
    .filter(({ proof }) => values.only === undefined || proof.name.includes(values.only))
    .toSorted((a, b) => Number(isChanged(b)) - Number(isChanged(a)));
}

async function load(file: string): Promise<Proof> {
  const module = (await import(pathToFileURL(resolve(ROOT, file)).href)) as Partial<Proof>;
  const { name, rooms, run } = module;
  if (name && rooms && run) return { name, rooms, run };
  throw new Error(`${file} must export name, rooms and run.`);
}

/** Files changed since the last release; none where git cannot tell, so that the order stays that of the names. */
function changedFiles(): readonly string[] {
  const git = (...args: readonly string[]) =>
    spawnSync("git", args, { cwd: ROOT, encoding: "utf8" }).stdout?.trim() ?? "";
  const release = git("describe", "--tags", "--abbrev=0", "--match", "v*");
  return release ? git("diff", "--name-only", release).split("\n") : [];
}

async function runInProcessOfItsOwn(file: string, share: number): Promise<boolean> {
  const args = [
    import.meta.filename,
    "--module",
    file,
    "--minutes",
    String(Math.max(share, 0.01)),
    "--seed",
    String(seed),
  ];
  const timeout = Math.ceil((share + GRACE_MINUTES) * 60_000);
  const child = spawn(process.execPath, args, { cwd: ROOT, stdio: "inherit", timeout, killSignal: "SIGKILL" });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code === null) console.log(`It was ended after ${(share + GRACE_MINUTES).toFixed(1)} minutes.`);
  return code === 0;
}

async function runModule(file: string): Promise<void> {
  const proof = await load(file);
  try {
    await proof.run({ seed, minutes, log: (line) => console.log(`  ${line}`) });
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}
