import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Day, formatDay } from "@wutong/kernel";
import {
  type CompiledPolicy,
  type ContestedRow,
  type FlatFacts,
  planSweep,
  type StackedRow,
  type SubjectKind,
  type SweepPlan,
  stackContested,
} from "@wutong/policy";
import { type Analytics, AS_PARQUET, type Columns, type Lane, quoteText } from "../../../../storage/analytics/index.ts";
import { completeSnapshot } from "./complete-snapshot.ts";
import { digestFiles } from "./digest-files.ts";
import { type ComparedSweep, changesQuery } from "./find-changes.ts";
import { CHANGES, FINDINGS, officeFiles, SUMMARY, type SweepSummary, toSwept } from "./sweep-folder.ts";
import { readTotals } from "./sweep-totals.ts";

export type Sweeping = {
  readonly analytics: Analytics;
  /** In the order of their clauses: of equal values stacking keeps the earlier. At least one. */
  readonly policies: readonly CompiledPolicy[];
  /** Part by part, nobody in two; sweeping takes a part at a time. */
  readonly facts: readonly FlatFacts[];
  /** The same of other kinds of subjects. Policies about kinds that are left out find nobody. */
  readonly others?: OtherFacts;
  /** What the facts are called: a snapshot's id, or the digest of a file. */
  readonly snapshot: string;
  readonly asOf: Day;
  /** The folder to become the sweep's: absent now. */
  readonly out: string;
  readonly previous?: ComparedSweep;
  /** From 0 to 1. */
  readonly onProgress?: (part: number) => void;
};

export type OtherFacts = Readonly<Partial<Record<Exclude<SubjectKind, "person">, readonly FlatFacts[]>>>;

/** Parts worked on side by side: DuckDB leaves parts of a query to one core. */
const LANES = 2;

/**
 * Decides every pair of a subject and a policy, settles what may be taken together, and writes the findings by office,
 * what changed, and `summary.json`. Written beside its place and renamed: complete or absent.
 */
export async function sweepFacts(sweeping: Sweeping): Promise<SweepSummary> {
  const { out, onProgress = () => undefined } = sweeping;
  if (existsSync(out)) throw new Error(`${out} exists already; a sweep's folder is written once`);
  mkdirSync(dirname(out), { recursive: true, mode: 0o700 });
  const draft = join(dirname(out), `.draft-${basename(out)}-${randomBytes(6).toString("hex")}`);
  mkdirSync(draft, { mode: 0o700 });
  try {
    await sweepParts(sweeping, draft, (done) => onProgress(0.85 * done));
    const summary = await summarise(sweeping, draft);
    writeFileSync(join(draft, SUMMARY), JSON.stringify(summary, null, 2), { mode: 0o600 });
    renameSync(draft, out);
    onProgress(1);
    return summary;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

type SubjectsPart = { readonly kind: SubjectKind; readonly facts: FlatFacts };

function partsOf({ facts, others }: Pick<Sweeping, "facts" | "others">): readonly SubjectsPart[] {
  const of = (kind: SubjectKind, parts: readonly FlatFacts[] = []) => parts.map((each) => ({ kind, facts: each }));
  return [
    ...of("person", facts),
    ...of("household", others?.household),
    ...of("employer", others?.employer),
    ...of("platform", others?.platform),
  ];
}

/** Each lane takes the next part until none is left. `onDone` takes the share that is done. */
async function sweepParts(sweeping: Sweeping, draft: string, onDone: (share: number) => void): Promise<void> {
  const { analytics, policies, asOf } = sweeping;
  const parts = partsOf(sweeping);
  const waiting = [...parts.entries()];
  const progress = { done: 0 };
  const work = async (lane: Lane): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [part, { kind, facts }] = next;
      const whole = await completeSnapshot(lane, facts, policies, kind);
      const sources = kind === "person" ? { source: whole } : { sources: { [kind]: whole } };
      await sweepPart(lane, planSweep(policies, { asOf, ...sources }), { draft, part, people: facts.people });
      progress.done += 1;
      onDone(progress.done / parts.length);
    }
  };
  const others = Array.from({ length: Math.min(LANES, parts.length) - 1 }, () => analytics.lane());
  const ended = await Promise.allSettled([analytics, ...(await Promise.all(others))].map(work));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}

async function sweepPart(
  lane: Lane,
  plan: SweepPlan,
  { draft, part, people }: { readonly draft: string; readonly part: number; readonly people: string },
): Promise<void> {
  try {
    for (const { sql } of plan.tables) await lane.run(sql);
    await settleContested(lane, plan, join(draft, `stacked-${part}.csv`));
    const offices = await officesOf(lane, people);
    await writeByOffice(lane, plan.findings, join(draft, FINDINGS), { number: part, offices });
  } finally {
    for (const { name } of plan.tables) await lane.run(`DROP TABLE IF EXISTS ${name}`).catch(() => undefined);
  }
}

/**
 * People with several grants that may compete are settled by the optimiser; everybody else's answer is in the SQL already.
 * `file` is written on the way and removed.
 */
export async function settleContested(
  lane: Lane,
  plan: Pick<SweepPlan, "policies" | "asOf" | "contested" | "stacked">,
  file: string,
): Promise<void> {
  const columns = await lane.columns(plan.contested);
  const answers = stackContested(plan, rowsOf<ContestedRow>(columns));
  if (answers.length === 0) return;
  writeFileSync(file, csvOf(answers), { mode: 0o600 });
  await lane.run(`INSERT INTO ${plan.stacked} FROM read_csv(${quoteText(file)}, header = false, auto_detect = false,
    delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false,
    columns = {'personId': 'INTEGER', 'policy': 'UTINYINT', 'subject': 'VARCHAR', 'chosen': 'BOOLEAN', 'lostTo': 'UTINYINT'})`);
  rmSync(file);
}

/** Row by row what came back column by column. */
export function* rowsOf<Row>(columns: Columns): Generator<Row> {
  const names = Object.keys(columns);
  const count = columns[names[0] ?? ""]?.length ?? 0;
  for (let index = 0; index < count; index += 1) {
    const row: Record<string, unknown> = {};
    for (const name of names) row[name] = columns[name]?.[index] ?? null;
    yield row as Row;
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

/**
 * `part` begins the files' names: parts lie side by side in an office's folder. Where all rows are of one office they are
 * written straight: sorting them by office costs as much as writing them.
 */
async function writeByOffice(lane: Lane, query: string, folder: string, part: Part): Promise<void> {
  const number = String(part.number).padStart(3, "0");
  const [only, ...others] = part.offices;
  if (only === undefined) return;
  if (others.length > 0) {
    const options = `PARTITION_BY (office), FILENAME_PATTERN ${quoteText(`${number}-{i}`)}, OVERWRITE_OR_IGNORE`;
    await lane.run(`COPY (${query}) TO ${quoteText(folder)} (${AS_PARQUET}, ${options})`);
    return;
  }
  const own = join(folder, `office=${only}`);
  mkdirSync(own, { recursive: true, mode: 0o700 });
  await lane.run(`COPY (SELECT * EXCLUDE (office) FROM (${query})) TO ${quoteText(join(own, `${number}-0.parquet`))}
    (${AS_PARQUET})`);
}

/** Of people, or of findings on them. */
type Part = { readonly number: number; readonly offices: readonly number[] };

async function officesOf(lane: Lane, relation: string): Promise<readonly number[]> {
  const { office = [] } = await lane.columns(`SELECT DISTINCT office FROM ${relation} ORDER BY office`);
  return office.map(Number);
}

async function summarise(sweeping: Sweeping, draft: string): Promise<SweepSummary> {
  const { analytics, policies, snapshot, asOf, previous } = sweeping;
  const findings = officeFiles(join(draft, FINDINGS));
  const benefits = `(${benefitsOf(partsOf(sweeping)).join(" UNION ALL ")})`;
  const changes = previous && findings ? changesQuery({ policies, benefits, findings, previous }) : undefined;
  if (changes && findings) {
    const offices = await officesOf(analytics, findings);
    await writeByOffice(analytics, changes, join(draft, CHANGES), { number: 0, offices });
  }
  const swept = policies.map(toSwept);
  const versions = swept.map(({ policyId, version }) => `${policyId}@${version}`);
  const digest = createHash("sha256")
    .update(JSON.stringify([snapshot, formatDay(asOf), versions]))
    .digest("hex");
  return {
    identity: `${formatDay(asOf)}-${digest.slice(0, 16)}`,
    snapshot,
    asOf: formatDay(asOf),
    people: await countPeople(sweeping),
    policies: swept,
    comparedWith: previous?.identity ?? null,
    totals: await readTotals(analytics, draft, swept),
    files: await digestFiles(draft),
  };
}

/** Whose they are: subjects of different kinds may have the same numbers. */
function benefitsOf(parts: readonly SubjectsPart[]): readonly string[] {
  return parts.map(
    ({ kind, facts }) => `SELECT "personId", kind, '${kind}' AS whose FROM ${facts.lists["benefits"]?.from}`,
  );
}

async function countPeople({ analytics, facts }: Sweeping): Promise<number> {
  const counts = facts.map(({ people }) => `SELECT count(*) AS n FROM ${people}`).join(" UNION ALL ");
  if (counts === "") return 0;
  const counted = await analytics.columns(`SELECT sum(n) AS people FROM (${counts})`);
  return Number(counted["people"]?.[0] ?? 0);
}
