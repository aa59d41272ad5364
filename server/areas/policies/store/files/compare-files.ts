import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { availableParallelism, tmpdir, totalmem } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { type Day, fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import {
  type CompiledPolicy,
  comparePolicies,
  joinExtensions,
  KINDS,
  LOSERS,
  readDraft,
  WINNERS,
} from "@wutong/policy";
import { type Analytics, forkAnalytics, quoteText } from "../../../../storage/analytics/index.ts";
import { policiesInForce } from "../../policies-in-force.ts";
import { compareFacts } from "../compare/compare-facts.ts";
import { type ComparisonSummary, PEOPLE, summaryOf, writeComparison } from "../compare/comparison-folder.ts";
import { officeFiles } from "../sweep/sweep-folder.ts";
import { openFacts } from "./facts-file.ts";
import { checkFolder, readPolicyFiles } from "./policy-files.ts";
import { type FilesRefused, nameOf } from "./sweep-files.ts";

export type CompareFiles = {
  /** Folders of policies, or one policy's file. A draft's file beside a folder stands in the place of the folder's policy. */
  readonly old: string;
  readonly draft: string;
  /** Parquet (a file or a folder), or JSON lines. */
  readonly facts: string;
  readonly asOf: Day;
  /** The folder to write; absent now. Left out, nothing is kept. */
  readonly out?: string;
};

export type ComparedFiles = {
  readonly summary: ComparisonSummary;
  /** The draft isn't in force on that day by its own dates, and was decided as if it were. */
  readonly asIfInForce: boolean;
  /** Changed policies about subjects that these facts don't hold. */
  readonly elsewhere: readonly string[];
};

const MIB = 1024 ** 2;
const MEMORY_MIB_MAX = 3_000;
/** Of a folder with such faults only the cases come out otherwise: a draft may. */
const CASE_FAULT = "policy.case.wrong";

/** Who wins and who loses by a draft, over files, without a server: see docs/reference/sweep-files.md. */
export async function compareFiles(given: CompareFiles): Promise<Result<ComparedFiles, FilesRefused>> {
  const { asOf, out } = given;
  if (out !== undefined && existsSync(out)) return refused(problem("files.outExists", { out }));
  const old = readSide(given.old, asOf);
  if (!old.ok) return old;
  const draft = readSide(given.draft, asOf);
  if (!draft.ok) return draft;
  const beside =
    !old.value.single && draft.value.single ? replaced(old.value.policies, draft.value.policies) : draft.value.policies;
  if (old.value.policies.length + beside.length === 0) {
    return refused(problem("policies.nothingInForce", { asOf: formatDay(asOf) }));
  }
  const compared = comparePolicies(old.value.policies, beside);
  const folder = out === undefined ? mkdtempSync(join(tmpdir(), "wutong-compare-")) : resolve(out);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const analytics = await forkAnalytics({
    memoryMiB: Math.min(MEMORY_MIB_MAX, Math.floor(totalmem() / MIB / 2)),
    threads: availableParallelism(),
  });
  try {
    const form = { kind: "person", extension: joinExtensions(compared.policies) } as const;
    const facts = await openFacts(analytics, resolve(given.facts), form);
    if (!facts.ok) {
      rmSync(folder, { recursive: true, force: true });
      return refused(facts.error);
    }
    const beside = await analytics.lane();
    const sums = await compareFacts({ lane: analytics, beside, compared, facts: facts.value, asOf, out: folder });
    const summary = summaryOf({ snapshot: await nameOf(given.facts), asOf, compared }, sums);
    if (out !== undefined) await writeOut(analytics, folder, summary);
    return ok({ summary, asIfInForce: draft.value.asIfInForce, elsewhere: compared.elsewhere });
  } finally {
    await analytics.close();
    if (out === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

type Side = { readonly policies: readonly CompiledPolicy[]; readonly single: boolean; readonly asIfInForce: boolean };

/** A folder's policies in force that day; of a file its policy, whatever its dates. */
function readSide(path: string, asOf: Day): Result<Side, FilesRefused> {
  if (!existsSync(path)) return refused(problem("files.noFolder", { folder: path }));
  if (statSync(path).isDirectory()) {
    const checked = checkFolder(path);
    if (!checked.ok) return refused(checked.error);
    const faults = checked.value.faults.filter(({ code }) => code !== CASE_FAULT);
    if (faults.length > 0) return fail({ kind: "faults", faults });
    const policies = policiesInForce(
      checked.value.tried.map(({ policy }) => policy),
      asOf,
    );
    return ok({ policies, single: false, asIfInForce: false });
  }
  const files = readPolicyFiles(dirname(path));
  if (!files.ok) return refused(files.error);
  const draft = readDraft(files.value, basename(path), asOf);
  if (draft.kind === "faults") return fail({ kind: "faults", faults: draft.faults });
  return ok({ policies: [draft.policy], single: true, asIfInForce: draft.asIfInForce });
}

function replaced(old: readonly CompiledPolicy[], drafts: readonly CompiledPolicy[]): readonly CompiledPolicy[] {
  const ids = new Set(drafts.map(({ envelope }) => envelope.id));
  const kept = old.filter(({ envelope }) => !ids.has(envelope.id));
  return [...kept, ...drafts].toSorted((a, b) => (a.envelope.id < b.envelope.id ? -1 : 1));
}

/** winners.csv and losers.csv: person by person, money in yuan; beside them comparison.json and the tables. */
async function writeOut(analytics: Analytics, folder: string, summary: ComparisonSummary): Promise<void> {
  writeComparison(folder, summary);
  const people = officeFiles(join(folder, PEOPLE));
  if (!people) return;
  const kind = `CASE kind ${KINDS.map((name, code) => `WHEN ${code} THEN '${name}'`).join(" ")} END`;
  const tier = `CASE tier ${summary.tiers.map(({ says }, place) => `WHEN ${place} THEN ${quoteText(says.zh)}`).join(" ")} ELSE '' END`;
  const yuan = (sql: string) => `CAST(${sql} AS DECIMAL(18, 2)) / 100`;
  for (const [file, kinds] of [
    ["winners.csv", WINNERS],
    ["losers.csv", LOSERS],
  ] as const) {
    const codes = kinds.map((each) => KINDS.indexOf(each)).join(", ");
    await analytics.run(
      `COPY (SELECT "personId", office, sex, ${summary.tiers.length > 0 ? tier : "''"} AS tier, ${kind} AS kind,
        ${yuan(`"oldFen"`)} AS "oldYuan", ${yuan(`"newFen"`)} AS "newYuan", ${yuan(`"otherFen"`)} AS "otherPoliciesYuan",
        ${yuan(`"newFen" - "oldFen" + "otherFen"`)} AS "differenceYuan"
        FROM ${people} WHERE kind IN (${codes}) ORDER BY "personId") TO ${quoteText(join(folder, file))} (FORMAT csv, HEADER)`,
    );
  }
}

function refused(found: Problem): Result<never, FilesRefused> {
  return fail({ kind: "problem", problem: found });
}
