import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Analytics, quoteText } from "../server/storage/analytics/index.ts";
import { pythonPeer } from "./python-peer.ts";

/** MIT; it is measured in a process of its own and is no part of what is built here. */
const PEER = pythonPeer({ name: "splink", pin: "splink==5.0.0", module: "splink" });
const SCRIPT = join(import.meta.dirname, "splink_link.py");

export const splinkIsMissing = PEER.missing;

/** What Splink's script reads: every form ready made, by the names of the script. `records` is a table that `planRecords` made of `linkage-chinese.json`. */
export async function writeForSplink(analytics: Analytics, records: string, file: string): Promise<void> {
  const forms = {
    ...{ name: "f0_value", sound: "f0_sound", c1: "f0_c1", c2: "f0_c2", c3: "f0_c3" },
    ...{ whole: "f1_whole", shown: "f1_shown", tail: "f1_tail", sex: "f2_value" },
    ...{ birth: "f3_value", y: "f3_y", m: "f3_m", d: "f3_d", phone: "f4_value" },
    ...{ employer: "f5_value", core: "f5_core", core_start: "f5_start" },
  };
  const columns = Object.entries(forms).map(([name, form]) => `${form} AS ${name}`);
  const valid = "CASE WHEN f1_value IS NOT NULL THEN f1_whole END AS number";
  const monthDay = "f3_m::INTEGER * 100 + f3_d AS month_day";
  await analytics.run(
    `COPY (SELECT rid, id, ${[...columns, valid, monthDay].join(", ")} FROM ${records}) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION snappy)`,
  );
}

export type SplinkResult = { readonly seconds: number; readonly f1: number };

/** Splink over that file, judged by pairs: `truth` is a CSV of (id, person). */
export async function linkWithSplink(
  analytics: Analytics,
  { file, truth, seed }: { readonly file: string; readonly truth: string; readonly seed: number },
): Promise<SplinkResult> {
  const out = `${file}.groups.csv`;
  const printed = execFileSync(PEER.python, [SCRIPT, file, out, String(seed)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const seconds = Number(printed.trim().split("\n").at(-1));
  const pairs = (by: string) =>
    `(SELECT sum(n * (n - 1) / 2) FROM (SELECT count(*)::DOUBLE AS n FROM judged GROUP BY ${by}))`;
  const figures = await analytics.columns(
    `WITH judged AS (SELECT t.person, g.cluster_id FROM read_parquet(${quoteText(file)}) r
       JOIN read_csv(${quoteText(truth)}, all_varchar = true) t ON t.id = r.id JOIN read_csv(${quoteText(out)}) g ON g.rid = r.rid)
     SELECT ${pairs("cluster_id")} AS found, ${pairs("person")} AS true_pairs, ${pairs("cluster_id, person")} AS correct`,
  );
  rmSync(out);
  const [found, truePairs, correct] = ["found", "true_pairs", "correct"].map((name) => Number(figures[name]?.[0]));
  return { seconds, f1: (2 * (correct ?? 0)) / ((found ?? 0) + (truePairs ?? 0)) };
}
