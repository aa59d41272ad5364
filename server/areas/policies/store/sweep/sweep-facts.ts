import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Day, formatDay } from "@wutong/kernel";
import {
  type CompiledPolicy,
  type ContestedRow,
  planSweep,
  type StackedRow,
  type SweepPlan,
  stackContested,
} from "@wutong/policy";
import { type Analytics, type Columns, quoteText } from "../../../../storage/analytics/index.ts";
import { digestFiles } from "./digest-files.ts";
import { type ComparedSweep, changesQuery } from "./find-changes.ts";
import { CHANGES, FINDINGS, officeFiles, SUMMARY, type SweepSummary, toSwept } from "./sweep-folder.ts";
import { readTotals } from "./sweep-totals.ts";

export type Sweeping = {
  readonly analytics: Analytics;
  /** In the order of their clauses: of equal values stacking keeps the earlier. At least one. */
  readonly policies: readonly CompiledPolicy[];
  /** SQL that can stand after FROM, by the fact contract. */
  readonly source: string;
  /** What the facts are called: a snapshot's id, or the digest of a file. */
  readonly snapshot: string;
  readonly asOf: Day;
  /** The folder to become the sweep's: absent now. */
  readonly out: string;
  readonly previous?: ComparedSweep;
  /** From 0 to 1. */
  readonly onProgress?: (part: number) => void;
};

/**
 * Decides every pair of a subject and a policy, settles what may be taken together, and writes the findings by office,
 * what changed, and `summary.json`. Written beside its place and renamed: complete or absent.
 */
export async function sweepFacts(sweeping: Sweeping): Promise<SweepSummary> {
  const { analytics, out, onProgress = () => undefined } = sweeping;
  if (existsSync(out)) throw new Error(`${out} exists already; a sweep's folder is written once`);
  mkdirSync(dirname(out), { recursive: true, mode: 0o700 });
  const draft = join(dirname(out), `.draft-${basename(out)}-${randomBytes(6).toString("hex")}`);
  mkdirSync(draft, { mode: 0o700 });
  try {
    const plan = planSweep(sweeping.policies, { asOf: sweeping.asOf, source: sweeping.source });
    for (const [index, { sql }] of plan.tables.entries()) {
      await analytics.run(sql);
      onProgress(0.5 * ((index + 1) / plan.tables.length));
    }
    await settleContested(analytics, plan, draft);
    onProgress(0.6);
    await writeByOffice(analytics, plan.findings, join(draft, FINDINGS));
    onProgress(0.85);
    const summary = await summarise(sweeping, draft);
    writeFileSync(join(draft, SUMMARY), JSON.stringify(summary, null, 2), { mode: 0o600 });
    renameSync(draft, out);
    onProgress(1);
    return summary;
  } finally {
    rmSync(draft, { recursive: true, force: true });
    for (const { name } of planTables(sweeping))
      await analytics.run(`DROP TABLE IF EXISTS ${name}`).catch(() => undefined);
  }
}

function planTables({ policies, asOf, source }: Sweeping): readonly { readonly name: string }[] {
  return planSweep(policies, { asOf, source }).tables;
}

/** People with several grants that may compete are settled by the optimiser; everybody else's answer is in the SQL already. */
async function settleContested(analytics: Analytics, plan: SweepPlan, draft: string): Promise<void> {
  const columns = await analytics.columns(plan.contested);
  const answers = stackContested(plan, rowsOf(columns));
  if (answers.length === 0) return;
  const file = join(draft, "stacked.csv");
  writeFileSync(file, csvOf(answers), { mode: 0o600 });
  await analytics.run(`INSERT INTO ${plan.stacked} FROM read_csv(${quoteText(file)}, header = false, auto_detect = false,
    delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false,
    columns = {'personId': 'INTEGER', 'policy': 'UTINYINT', 'subject': 'VARCHAR', 'chosen': 'BOOLEAN', 'lostTo': 'UTINYINT'})`);
  rmSync(file);
}

function* rowsOf(columns: Columns): Generator<ContestedRow> {
  const names = Object.keys(columns) as (keyof ContestedRow)[];
  const count = columns["personId"]?.length ?? 0;
  for (let index = 0; index < count; index += 1) {
    yield Object.fromEntries(names.map((name) => [name, columns[name]?.[index] ?? null])) as unknown as ContestedRow;
  }
}

function csvOf(answers: readonly StackedRow[]): string {
  return answers
    .map(({ personId, policy, subject, chosen, lostTo }) => {
      const quoted = subject === null ? "" : `"${subject.replaceAll('"', '""')}"`;
      return `${personId},${policy},${quoted},${chosen},${lostTo ?? ""}\n`;
    })
    .join("");
}

async function writeByOffice(analytics: Analytics, query: string, folder: string): Promise<void> {
  await analytics.run(
    `COPY (${query}) TO ${quoteText(folder)} (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (office))`,
  );
}

async function summarise(sweeping: Sweeping, draft: string): Promise<SweepSummary> {
  const { analytics, policies, snapshot, asOf, source, previous } = sweeping;
  const findings = officeFiles(join(draft, FINDINGS));
  const changes = previous && findings ? changesQuery({ policies, source, findings, previous }) : undefined;
  if (changes) await writeByOffice(analytics, changes, join(draft, CHANGES));
  const swept = policies.map(toSwept);
  const versions = swept.map(({ policyId, version }) => `${policyId}@${version}`);
  const digest = createHash("sha256")
    .update(JSON.stringify([snapshot, formatDay(asOf), versions]))
    .digest("hex");
  const people = await analytics.columns(`SELECT count(*) AS people FROM ${source}`);
  return {
    identity: `${formatDay(asOf)}-${digest.slice(0, 16)}`,
    snapshot,
    asOf: formatDay(asOf),
    people: Number(people["people"]?.[0] ?? 0),
    policies: swept,
    comparedWith: previous?.identity ?? null,
    totals: await readTotals(analytics, draft, swept),
    files: await digestFiles(draft),
  };
}
