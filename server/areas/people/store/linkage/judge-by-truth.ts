import { existsSync } from "node:fs";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { LinkageConfig, LinkageMode } from "@wutong/linkage";
import { type Analytics, quoteName } from "../../../../storage/analytics/index.ts";
import { firstRow, RECORDS } from "./compare-records.ts";
import { BANDED, joinedPairsSql } from "./join-records.ts";
import { openRegister, type Register } from "./read-registers.ts";

/** How often it was right: shares from 0 to 1, over pairs of records. */
export type Figures = {
  readonly found: number;
  readonly right: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
};

export type TruthFigures = {
  /** True pairs among the records given. */
  readonly truePairs: number;
  /** Lines of the truth that name a record nobody gave. */
  readonly unknownLines: number;
  /** All pairs of records that came together. */
  readonly joined: Figures;
  /** Pairs of the automatic band alone. */
  readonly automatic: Figures;
};

type Truth = { readonly file: string; readonly config: LinkageConfig; readonly mode: LinkageMode };

/**
 * Measures the result by a file of truth: either two columns of ids (a line is a true pair; a third column of scores counts
 * from 0.5), or an id and the cluster it belongs to. Nothing else ever reads that file.
 * Fails with `files.noFile`, `linkage.truth` {file, columns}, and as `openRegister`.
 */
export async function judgeByTruth(
  analytics: Analytics,
  { file, config, mode }: Truth,
): Promise<Result<TruthFigures, Problem>> {
  if (!existsSync(file)) return fail(problem("files.noFile", { file }));
  const register = await openRegister(analytics, file, { encoding: "utf8", scratch: "" });
  if (!register.ok) return register;
  const pairs = truthPairsSql(register.value, config, mode);
  if (pairs === undefined)
    return fail(problem("linkage.truth", { file, columns: [...register.value.columns.keys()].join(", ") }));
  await analytics.run(
    `CREATE OR REPLACE TABLE linkage_truth AS SELECT DISTINCT least(l, r) AS l, greatest(l, r) AS r FROM (${pairs.sql}) WHERE l <> r`,
  );
  const { unknown: unknownLines = 0 } = firstRow(await analytics.columns(pairs.unknown));
  const { pairs: truePairs = 0 } = firstRow(await analytics.columns("SELECT count(*) AS pairs FROM linkage_truth"));
  const figures = (found: string) => figuresOf(analytics, found, truePairs);
  const joined = await figures(joinedPairsSql(mode));
  const automatic = await figures(`SELECT l, r FROM ${BANDED} WHERE band = 'automatic'`);
  return ok({ truePairs, unknownLines, joined, automatic });
}

async function figuresOf(analytics: Analytics, pairs: string, truePairs: number): Promise<Figures> {
  const { found = 0, right = 0 } = firstRow(
    await analytics.columns(
      `SELECT count(*) AS found, count(t.l) AS right FROM (${pairs}) f LEFT JOIN linkage_truth t ON t.l = f.l AND t.r = f.r`,
    ),
  );
  const [precision, recall] = [found === 0 ? 1 : right / found, truePairs === 0 ? 1 : right / truePairs];
  return {
    found,
    right,
    precision,
    recall,
    f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall),
  };
}

type TruthSql = { readonly sql: string; readonly unknown: string };

/** Records by id: on two registers the first id is the left's. */
function truthPairsSql({ source, columns }: Register, config: LinkageConfig, mode: LinkageMode): TruthSql | undefined {
  const names = [...columns.keys()];
  const own = (name: string) => `t.${quoteName(columns.get(name) ?? name)}`;
  const cluster = names.find((name) => /^(cluster|group|entity|person|truth|label)([ _-]?id)?$/i.test(name));
  const id =
    names.find((name) => name === config.idColumn) ??
    names.find((name) => /^(id|.*_id)$/i.test(name) && name !== cluster);
  if (cluster !== undefined && id !== undefined) {
    const ordered = mode === "link" ? "a.side = 0 AND b.side = 1" : "a.rid < b.rid";
    const known = `(SELECT one.rid, one.side, ${own(cluster)} AS cluster FROM ${source} t JOIN ${RECORDS} one ON one.id = trim(${own(id)}::VARCHAR))`;
    return {
      sql: `SELECT a.rid AS l, b.rid AS r FROM ${known} a JOIN ${known} b ON a.cluster = b.cluster AND ${ordered}`,
      unknown: `SELECT count(*) AS unknown FROM ${source} t WHERE trim(${own(id)}::VARCHAR) NOT IN (SELECT id FROM ${RECORDS})`,
    };
  }
  const left = names.find((name) => /(^|[_ -])(l|left|a|1)$/i.test(name)) ?? (names.length <= 3 ? names[0] : undefined);
  const right =
    names.find((name) => /(^|[_ -])(r|right|b|2)$/i.test(name)) ?? (names.length <= 3 ? names[1] : undefined);
  if (left === undefined || right === undefined || left === right) return undefined;
  const score = names.find((name) => /score|match/i.test(name));
  const counts = score === undefined ? "TRUE" : `TRY_CAST(${own(score)} AS DOUBLE) >= 0.5`;
  const sides = mode === "link" ? "AND x.side = 0 AND y.side = 1" : "";
  const join = (kind: string) =>
    `FROM ${source} t ${kind} ${RECORDS} x ON x.id = trim(${own(left)}::VARCHAR) ${kind} ${RECORDS} y ON y.id = trim(${own(right)}::VARCHAR)`;
  return {
    sql: `SELECT x.rid AS l, y.rid AS r ${join("JOIN")} ${sides} WHERE ${counts}`,
    unknown: `SELECT count(*) AS unknown ${join("LEFT JOIN")} WHERE x.rid IS NULL OR y.rid IS NULL`,
  };
}
