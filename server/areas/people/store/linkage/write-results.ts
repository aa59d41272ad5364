import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type LinkageConfig, type LinkageMode, largeBlocksSql, planFields } from "@wutong/linkage";
import { type Analytics, quoteName, quoteText } from "../../../../storage/analytics/index.ts";
import { type Compared, firstRow, KEYS, RECORDS, rowsOf } from "./compare-records.ts";
import { GROUPS } from "./group-records.ts";
import { BANDED } from "./join-records.ts";
import type { TruthFigures } from "./judge-by-truth.ts";

export type LinkSummary = {
  readonly mode: LinkageMode;
  readonly records: number;
  readonly possiblePairs: number;
  readonly comparedPairs: number;
  readonly automaticPairs: number;
  readonly reviewPairs: number;
  /** Groups of two records or more, and how many records are in them. */
  readonly groups: number;
  readonly groupedRecords: number;
  readonly rules: readonly {
    readonly rule: string;
    readonly pairs: number;
    readonly leftOutRecords: number;
    readonly leftOutPairs: number;
  }[];
  /** Blocks too large to compare, largest first: their records met each other by other rules alone. */
  readonly largeBlocks: readonly { readonly rule: string; readonly records: number; readonly exampleId: string }[];
  readonly tookMs: Readonly<Record<string, number>>;
  readonly truth?: TruthFigures;
};

const LARGE_BLOCKS_SHOWN = 20;

type Writing = {
  readonly config: LinkageConfig;
  readonly mode: LinkageMode;
  readonly draft: string;
  readonly compared: Compared;
  /** By step, until now. */
  readonly tookMs: Readonly<Record<string, number>>;
  readonly truth?: TruthFigures;
};

/** Writes pairs.csv, groups.csv and summary.json. */
export async function writeResults(analytics: Analytics, writing: Writing): Promise<LinkSummary> {
  const { config, draft } = writing;
  const began = performance.now();
  const csv = (query: string, file: string) =>
    analytics.run(`COPY (${query}) TO ${quoteText(join(draft, file))} (FORMAT csv, HEADER)`);
  const levels = planFields(config).map(({ place, levels: all, config: { name } }) => {
    const cases = all.map(({ id }, index) => `WHEN ${index + 1} THEN ${quoteText(id)}`);
    return `CASE (pattern >> ${place * 3}) & 7 ${cases.join(" ")} ELSE 'missing' END AS ${quoteName(name)}`;
  });
  await csv(
    `SELECT a.id AS left_id, b.id AS right_id, band, round(1 / (1 + pow(2, -bits)), 6) AS probability, round(bits, 2) AS bits, ${levels.join(", ")}
      FROM ${BANDED} p JOIN ${RECORDS} a ON a.rid = p.l JOIN ${RECORDS} b ON b.rid = p.r ORDER BY p.l, p.r`,
    "pairs.csv",
  );
  await csv(
    `SELECT coalesce(g.label, one.rid) + 1 AS "group", ${config.oneToOne || writing.mode === "link" ? "CASE side WHEN 0 THEN 'left' ELSE 'right' END AS side, " : ""}one.id
      FROM ${RECORDS} one LEFT JOIN ${GROUPS} g USING (rid) ORDER BY 1, one.rid`,
    "groups.csv",
  );
  const summary = await summarise(analytics, writing, Math.round(performance.now() - began));
  writeFileSync(join(draft, "summary.json"), JSON.stringify(summary, null, 2), { mode: 0o600 });
  return summary;
}

async function summarise(
  analytics: Analytics,
  { config, mode, compared, tookMs, truth }: Writing,
  writeMs: number,
): Promise<LinkSummary> {
  const counts = firstRow(
    await analytics.columns(`SELECT (SELECT count(*) FROM ${BANDED} WHERE band = 'automatic') AS automatic, (SELECT count(*) FROM ${BANDED} WHERE band = 'review') AS review,
      (SELECT count(DISTINCT label) FROM (SELECT label FROM ${GROUPS} GROUP BY label HAVING count(*) > 1)) AS groups,
      (SELECT coalesce(sum(n), 0) FROM (SELECT count(*) AS n FROM ${GROUPS} GROUP BY label HAVING n > 1)) AS grouped`),
  );
  const named = (rule: number) => config.blocking[rule]?.join(" + ") || "(every pair)";
  const large = rowsOf(
    await analytics.columns(largeBlocksSql(config, { keys: KEYS, records: RECORDS, most: LARGE_BLOCKS_SHOWN })),
  );
  return {
    mode,
    records: compared.records,
    possiblePairs: compared.possiblePairs,
    comparedPairs: compared.comparedPairs,
    automaticPairs: counts["automatic"] ?? 0,
    reviewPairs: counts["review"] ?? 0,
    groups: counts["groups"] ?? 0,
    groupedRecords: counts["grouped"] ?? 0,
    rules: compared.estimates.map(({ rule, pairs, leftOutRecords, leftOutPairs }) => ({
      rule: named(rule),
      pairs,
      leftOutRecords,
      leftOutPairs,
    })),
    largeBlocks: large.map(({ rule, records, example }) => ({
      rule: named(Number(rule)),
      records: Number(records),
      exampleId: String(example),
    })),
    tookMs: { ...tookMs, write: writeMs },
    ...(truth ? { truth } : {}),
  };
}
