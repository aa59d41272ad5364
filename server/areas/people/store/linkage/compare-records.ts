import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import {
  agreementsSql,
  candidatesSql,
  comparedSql,
  estimateSql,
  forbiddenSql,
  type LinkageConfig,
  type LinkageMode,
  type LinkageModel,
  type PatternColumns,
  patternBitsSql,
  patternTable,
  planBlocks,
  planKeys,
  planRecords,
  randomPairsSql,
  trainModel,
} from "@wutong/linkage";
import type { Analytics, Columns, Lane } from "../../../../storage/analytics/index.ts";
import { writeCharacters } from "./chinese-tables.ts";

export type Comparing = {
  readonly analytics: Analytics;
  readonly config: LinkageConfig;
  readonly mode: LinkageMode;
  /** rid, side, id and a text for each field: SQL that can stand after FROM (see `RecordsPlan`). */
  readonly given: string;
  /** Of the random pairs; nobody picks it for its results. */
  readonly seed: number;
  /** A model trained earlier: then nothing is trained. */
  readonly model?: LinkageModel;
  /** SQL after FROM: (l, r, same), pairs of rids that people decided. Training takes each for certain. */
  readonly decided?: string;
};

export type RuleEstimate = {
  readonly rule: number;
  readonly pairs: number;
  readonly leftOutKeys: number;
  readonly leftOutRecords: number;
  readonly leftOutPairs: number;
};

export type Compared = {
  readonly records: number;
  readonly model: LinkageModel;
  readonly estimates: readonly RuleEstimate[];
  readonly comparedPairs: number;
  readonly possiblePairs: number;
  /** Milliseconds by step. */
  readonly took: Readonly<Record<string, number>>;
};

/** The tables that comparing leaves behind: records with forms and keys; (l, r, rules, pattern, bits, forbidden) of every compared pair. */
export const RECORDS = "linkage_records";
/** Keys that several records share. */
export const KEYS = "linkage_keys";
export const SCORED = "linkage_scored";

const RANDOM_PAIRS = 50_000;

/**
 * Compares the records of one or two registers: normalises, blocks, compares, trains and scores.
 * Fails with `linkage.tooManyPairs` {pairs, pairsMax, rule, rulePairs} before a pair is made, `linkage.noRecords`.
 */
export async function compareRecords(comparing: Comparing): Promise<Result<Compared, Problem>> {
  const { analytics, config, mode } = comparing;
  const took: Record<string, number> = {};
  const timed = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    const began = performance.now();
    const value = await work();
    took[name] = Math.round(performance.now() - began);
    return value;
  };
  await timed("normalise", () => makeRecords(comparing));
  const { records = 0, lefts = 0 } = firstRow(
    await analytics.columns(`SELECT count(*) AS records, count(*) FILTER (side = 0) AS lefts FROM ${RECORDS}`),
  );
  const possiblePairs = mode === "link" ? lefts * (records - lefts) : (records * (records - 1)) / 2;
  if (possiblePairs === 0) return fail(problem("linkage.noRecords", { records }));
  const estimates = await timed("estimate", () => estimate(comparing));
  const tooMany = findTooMany(config, estimates);
  if (tooMany) return fail(tooMany);
  const comparedPairs = await timed("compare", () => comparePairs(comparing));
  const model = comparing.model ?? (await timed("train", () => train(comparing, { possiblePairs, records, lefts })));
  await timed("score", () => scorePairs(analytics, config, model));
  return ok({ records, model, estimates, comparedPairs, possiblePairs, took });
}

/** The records and shared keys of a library, compared with nobody yet: what `createPlacing` asks for, beside a model. */
export async function prepareLibrary(library: Omit<Comparing, "seed">): Promise<void> {
  await makeRecords(library);
  await library.analytics.run(planKeys(library.config, RECORDS, { mode: library.mode, into: KEYS }).sql);
}

async function makeRecords({ analytics, config, given }: Omit<Comparing, "seed">): Promise<void> {
  const tables = await writeCharacters(analytics, config);
  await analytics.run(planRecords(config, { given, into: RECORDS, tables }).sql);
}

async function estimate({ analytics, config, mode }: Comparing): Promise<readonly RuleEstimate[]> {
  await analytics.run(planKeys(config, RECORDS, { mode, into: KEYS }).sql);
  return rowsOf(await analytics.columns(estimateSql(config, KEYS))) as readonly RuleEstimate[];
}

function findTooMany(config: LinkageConfig, estimates: readonly RuleEstimate[]): Problem | undefined {
  const pairs = estimates.reduce((sum, each) => sum + each.pairs, 0);
  if (pairs <= config.bounds.pairsMax) return undefined;
  const largest = estimates.toSorted((a, b) => b.pairs - a.pairs)[0];
  return problem("linkage.tooManyPairs", {
    pairs,
    pairsMax: config.bounds.pairsMax,
    rule: config.blocking[largest?.rule ?? 0]?.join(" + ") ?? "",
    rulePairs: largest?.pairs ?? 0,
  });
}

async function comparePairs({ analytics, config, mode }: Comparing): Promise<number> {
  await analytics.run(planBlocks(config, { keys: KEYS, records: RECORDS, into: "linkage_blocks" }).sql);
  await analytics.run(`CREATE OR REPLACE TABLE linkage_candidates AS ${candidatesSql("linkage_blocks", mode)}`);
  await analytics.run("DROP TABLE linkage_blocks");
  await analytics.run(
    `CREATE OR REPLACE TABLE linkage_pairs AS ${comparedSql(config, RECORDS, "FROM linkage_candidates")}`,
  );
  await analytics.run("DROP TABLE linkage_candidates");
  await analytics.run(
    "CREATE OR REPLACE TABLE linkage_patterns AS SELECT rules, pattern, count(*)::DOUBLE AS pairs FROM linkage_pairs GROUP BY ALL",
  );
  return firstRow(await analytics.columns("SELECT count(*) AS pairs FROM linkage_pairs"))["pairs"] ?? 0;
}

type Counts = { readonly possiblePairs: number; readonly records: number; readonly lefts: number };

async function train({ analytics, config, mode, seed, decided }: Comparing, counts: Counts): Promise<LinkageModel> {
  const random = comparedSql(config, RECORDS, randomPairsSql(mode, { pairs: RANDOM_PAIRS, seed, ...counts }));
  const table = async (sql: string) =>
    patternTable((await analytics.columns(sql)) as unknown as PatternColumns, config.fields.length);
  const decisionsOf = (same: boolean) =>
    table(
      `SELECT pattern, count(*)::DOUBLE AS pairs FROM (${comparedSql(config, RECORDS, `SELECT l, r FROM ${decided} WHERE same = ${same}`)}) GROUP BY pattern ORDER BY pattern`,
    );
  const decisions =
    decided === undefined ? {} : { decisions: { matches: await decisionsOf(true), others: await decisionsOf(false) } };
  const agreements = rowsOf(
    await analytics.columns(`SELECT * FROM (${agreementsSql(config, RECORDS, mode)}) ORDER BY place`),
  );
  return trainModel(config, {
    blocked: await table("FROM linkage_patterns ORDER BY ALL"),
    random: await table(`SELECT pattern, count(*)::DOUBLE AS pairs FROM (${random}) GROUP BY pattern ORDER BY pattern`),
    agreements: agreements as readonly { agreeing: number; known: number }[],
    possiblePairs: counts.possiblePairs,
    ...decisions,
  });
}

async function scorePairs(lane: Lane, config: LinkageConfig, model: LinkageModel): Promise<void> {
  await lane.run(`CREATE OR REPLACE TABLE linkage_weights AS SELECT pattern, (${patternBitsSql(config, model)})::DOUBLE AS bits,
    (${forbiddenSql(config)}) AS forbidden FROM (SELECT DISTINCT pattern FROM linkage_patterns)`);
  await lane.run(`CREATE OR REPLACE TABLE ${SCORED} AS SELECT l, r, rules, pattern, (w.bits + rarity)::FLOAT AS bits, forbidden
    FROM linkage_pairs p JOIN linkage_weights w USING (pattern)`);
  await lane.run("DROP TABLE linkage_pairs");
}

export function firstRow(columns: Columns): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(columns).map(([name, [value]]) => [name, Number(value)]));
}

/** Row by row what came back column by column. */
export function rowsOf(columns: Columns): readonly Readonly<Record<string, unknown>>[] {
  const names = Object.keys(columns);
  return Array.from({ length: columns[names[0] ?? ""]?.length ?? 0 }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, columns[name]?.[row]])),
  );
}
