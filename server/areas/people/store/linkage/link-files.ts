import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, join } from "node:path";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import {
  bitsOfProbability,
  type GivenConfig,
  guessedConfig,
  guessFields,
  type LinkageConfig,
  type LinkageMode,
  readLinkageConfig,
} from "@wutong/linkage";
import { type Analytics, forkAnalytics } from "../../../../storage/analytics/index.ts";
import { compareRecords } from "./compare-records.ts";
import { deriveRules } from "./derive-rules.ts";
import { joinRecords } from "./join-records.ts";
import { judgeByTruth, type TruthFigures } from "./judge-by-truth.ts";
import { type Encoding, loadRegister, openRegister, type Register, sampleColumns } from "./read-registers.ts";
import { type LinkSummary, writeResults } from "./write-results.ts";

/** `wutong link`: one register compared with itself, or two with each other. */
export type LinkFiles = {
  readonly left: string;
  readonly right?: string;
  /** A configuration (JSON); without one the kinds of fields are guessed from the headers. */
  readonly config?: string;
  readonly truth?: string;
  readonly encoding: Encoding;
  /** The folder to write: absent now. */
  readonly out: string;
  readonly seed: number;
  readonly memoryMiB: number;
};

export type LinkedFiles = {
  readonly summary: LinkSummary;
  readonly config: LinkageConfig;
  readonly truth?: TruthFigures;
};

/**
 * Compares files and writes pairs.csv, groups.csv, summary.json and model.json to a new folder: complete or absent.
 * Problems: those of `openRegister`, `loadRegister`, `readLinkageConfig`, `compareRecords` and `judgeByTruth`, and `linkage.outExists`.
 */
export async function linkFiles(files: LinkFiles): Promise<Result<LinkedFiles, Problem>> {
  if (existsSync(files.out)) return fail(problem("linkage.outExists", { out: files.out }));
  const given = readConfigFile(files.config);
  if (!given.ok) return given;
  mkdirSync(dirname(files.out), { recursive: true });
  const draft = mkdtempSync(join(dirname(files.out), `.draft-${basename(files.out)}-`));
  const analytics = await forkAnalytics({
    memoryMiB: files.memoryMiB,
    threads: availableParallelism(),
    spillFolder: join(draft, "spill"),
  });
  try {
    const linked = await linkInto(analytics, { files, given: given.value, draft });
    rmSync(join(draft, "spill"), { recursive: true, force: true });
    for (const each of ["0", "1"]) rmSync(join(draft, `utf8-${each}.csv`), { force: true });
    if (linked.ok) renameSync(draft, files.out);
    return linked;
  } finally {
    await analytics.close();
    rmSync(draft, { recursive: true, force: true });
  }
}

function readConfigFile(file: string | undefined): Result<GivenConfig | undefined, Problem> {
  if (file === undefined) return ok(undefined);
  if (!existsSync(file)) return fail(problem("files.noFile", { file }));
  try {
    const read = readLinkageConfig(JSON.parse(readFileSync(file, "utf8")));
    return read.ok ? read : fail(problem(read.error.code, { ...read.error.params, file }));
  } catch (cause) {
    return fail(problem("linkage.notJson", { file, message: cause instanceof Error ? cause.message : String(cause) }));
  }
}

type Linking = { readonly files: LinkFiles; readonly given: GivenConfig | undefined; readonly draft: string };

async function linkInto(analytics: Analytics, linking: Linking): Promise<Result<LinkedFiles, Problem>> {
  const { files, draft } = linking;
  const began = performance.now();
  const loaded = await loadFiles(analytics, linking);
  if (!loaded.ok) return loaded;
  const { config, mode, given } = loaded.value;
  const readMs = Math.round(performance.now() - began);
  const compared = await compareRecords({ analytics, config, mode, given, seed: files.seed });
  if (!compared.ok) return compared;
  const joining = performance.now();
  await joinRecords(analytics, { config, mode, leastBits: bitsOfProbability(config.bands.review) });
  const joinMs = Math.round(performance.now() - joining);
  const truth =
    files.truth === undefined ? undefined : await judgeByTruth(analytics, { file: files.truth, config, mode });
  if (truth && !truth.ok) return truth;
  const summary = await writeResults(analytics, {
    config,
    mode,
    draft,
    compared: compared.value,
    tookMs: { read: readMs, ...compared.value.took, join: joinMs },
    ...(truth ? { truth: truth.value } : {}),
  });
  writeFileSync(join(draft, "model.json"), JSON.stringify({ config, model: compared.value.model }, null, 2), {
    mode: 0o600,
  });
  return ok({ summary, config, ...(truth ? { truth: truth.value } : {}) });
}

type Loaded = { readonly config: LinkageConfig; readonly mode: LinkageMode; readonly given: string };

async function loadFiles(analytics: Analytics, { files, given, draft }: Linking): Promise<Result<Loaded, Problem>> {
  const mode: LinkageMode = files.right === undefined ? "dedupe" : "link";
  const how = { encoding: files.encoding, scratch: draft };
  const left = await openRegister(analytics, files.left, how);
  if (!left.ok) return left;
  const right = files.right === undefined ? undefined : await openRegister(analytics, files.right, how);
  if (right && !right.ok) return right;
  const fields = given ?? (await guessFrom(analytics, left.value, right?.value));
  const config: LinkageConfig = { ...guessedConfig(fields, mode === "link"), ...definedOf(given) };
  if (config.fields.length === 0) return fail(problem("linkage.noFields", { file: files.left }));
  const lefts = await loadRegister(analytics, left.value, { config, side: "left", into: "linkage_left" });
  if (!lefts.ok) return lefts;
  const rights =
    right && (await loadRegister(analytics, right.value, { config, side: "right", into: "linkage_right" }));
  if (rights && !rights.ok) return rights;
  const relation = `(SELECT rowid::INTEGER AS rid, 0::UTINYINT AS side, * FROM linkage_left${
    right ? ` UNION ALL SELECT (${lefts.value} + rowid)::INTEGER, 1::UTINYINT, * FROM linkage_right` : ""
  })`;
  const blocking = given?.blocking ?? (await deriveRules({ analytics, config, mode, given: relation }));
  return ok({ config: { ...config, blocking }, mode, given: relation });
}

/** What the configuration says; what it leaves open stays as guessed. */
function definedOf(given: GivenConfig | undefined): Partial<LinkageConfig> {
  if (!given) return {};
  const { blocking, oneToOne, ...others } = given;
  return { ...others, ...(blocking ? { blocking } : {}), ...(oneToOne === undefined ? {} : { oneToOne }) };
}

/** Only columns that both files have are compared. */
async function guessFrom(analytics: Analytics, left: Register, right: Register | undefined) {
  const columns = await sampleColumns(analytics, left);
  return guessFields(right ? columns.filter(({ name }) => right.columns.has(name)) : columns);
}
