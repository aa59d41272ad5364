import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";
import { basename, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Day, fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import {
  type CompiledPolicy,
  type Decision,
  decideSubjects,
  explain,
  type FlatFacts,
  joinExtensions,
  type PolicyFault,
} from "@wutong/policy";
import { forkAnalytics } from "../../../../storage/analytics/index.ts";
import { policiesInForce } from "../../policies-in-force.ts";
import { sweepFacts } from "../sweep/sweep-facts.ts";
import { readSummary, type SweepSummary } from "../sweep/sweep-folder.ts";
import { openFacts, readFactsFile } from "./facts-file.ts";
import { checkFolder, checkOneFile } from "./policy-files.ts";

/** Files that can't be used: one problem, or the faults of policies. */
export type FilesRefused =
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "faults"; readonly faults: readonly PolicyFault[] };

export type SweepFiles = {
  /** A folder of policies. */
  readonly policies: string;
  /** Facts of people: Parquet (a file or a folder), or JSON lines. */
  readonly facts: string;
  /** The same of other kinds of subjects. */
  readonly others?: Readonly<Partial<Record<OtherKind, string>>>;
  readonly asOf: Day;
  /** The folder to write; absent now. */
  readonly out: string;
  /** The folder of an earlier sweep, to tell what changed. */
  readonly since?: string;
};

export type OtherKind = "household" | "employer" | "platform";

const MIB = 1024 ** 2;
const MEMORY_MIB_MAX = 3_000;

/** Who is entitled to what, over files, without a server: see docs/reference/sweep-files.md. */
export async function sweepFiles(given: SweepFiles): Promise<Result<SweepSummary, FilesRefused>> {
  if (existsSync(given.out)) return refused(problem("files.outExists", { out: given.out }));
  const checked = checkFolder(given.policies);
  if (!checked.ok) return refused(checked.error);
  if (checked.value.faults.length > 0) return fail({ kind: "faults", faults: checked.value.faults });
  const policies = policiesInForce(checked.value.policies, given.asOf);
  if (policies.length === 0) return refused(problem("policies.nothingInForce", { asOf: formatDay(given.asOf) }));
  if (given.since && !existsSync(given.since)) return refused(problem("files.noFolder", { folder: given.since }));
  const analytics = await forkAnalytics({
    memoryMiB: Math.min(MEMORY_MIB_MAX, Math.floor(totalmem() / MIB / 2)),
    threads: availableParallelism(),
  });
  try {
    const extension = joinExtensions(policies);
    const facts = await openFacts(analytics, resolve(given.facts), { kind: "person", extension });
    if (!facts.ok) return refused(facts.error);
    const others: Partial<Record<OtherKind, readonly FlatFacts[]>> = {};
    const names = [await nameOf(given.facts)];
    for (const [kind, file] of Object.entries(given.others ?? {}) as readonly (readonly [OtherKind, string])[]) {
      const opened = await openFacts(analytics, resolve(file), { kind, extension });
      if (!opened.ok) return refused(opened.error);
      others[kind] = opened.value;
      names.push(await nameOf(file));
    }
    const previous = given.since ? readSummary(given.since) : undefined;
    return ok(
      await sweepFacts({
        analytics,
        policies,
        facts: facts.value,
        others,
        snapshot: names.join(" + "),
        asOf: given.asOf,
        out: resolve(given.out),
        ...(previous && given.since ? { previous: { ...previous, folder: resolve(given.since) } } : {}),
      }),
    );
  } finally {
    await analytics.close();
  }
}

/** A file of facts is called by its name and digest, so that a summary says what it was made of. */
export async function nameOf(file: string): Promise<string> {
  if (statSync(file).isDirectory()) return basename(resolve(file));
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return `${basename(file)}:${hash.digest("hex").slice(0, 16)}`;
}

export type DecideFile = { readonly policy: string; readonly facts: string; readonly asOf: Day };
export type DecidedFile = {
  readonly policy: CompiledPolicy;
  readonly decisions: readonly (Decision & { readonly sentence: { readonly zh: string; readonly en: string } })[];
};

/** One person against one policy, with every reason. A policy about certificates decides each of them. */
export function decideFile({ policy: file, facts: factsFile, asOf }: DecideFile): Result<DecidedFile, FilesRefused> {
  const checked = checkOneFile(file);
  if (!checked.ok) return refused(checked.error);
  const [policy] = checked.value.policies;
  if (checked.value.faults.length > 0 || !policy) return fail({ kind: "faults", faults: checked.value.faults });
  const facts = readFactsFile(factsFile, policy.envelope.subject, policy.extension);
  if (!facts.ok) return refused(facts.error);
  const decisions = decideSubjects(policy, facts.value, asOf).map((decision) => ({
    ...decision,
    sentence: { zh: explain(decision, policy, "zh"), en: explain(decision, policy, "en") },
  }));
  return ok({ policy, decisions });
}

function refused(found: Problem): Result<never, FilesRefused> {
  return fail({ kind: "problem", problem: found });
}
