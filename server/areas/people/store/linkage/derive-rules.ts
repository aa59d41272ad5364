import {
  type BlockingRule,
  candidateRules,
  chooseRules,
  estimateSql,
  type LinkageConfig,
  planKeys,
  planRecords,
} from "@wutong/linkage";
import { writeCharacters } from "./chinese-tables.ts";
import { type Comparing, firstRow, rowsOf } from "./compare-records.ts";

/** Rules tried at once: a rule is a column of the records. */
const AT_ONCE = 30;

/** Blocking rules for fields of which nobody said any: those that make few pairs, counted on the records themselves. */
export async function deriveRules({
  analytics,
  config,
  mode,
  given,
}: Pick<Comparing, "analytics" | "config" | "mode" | "given">): Promise<readonly BlockingRule[]> {
  const tables = await writeCharacters(analytics, config);
  const candidates = candidateRules(config.fields);
  const counted: { readonly rule: BlockingRule; readonly pairs: number }[] = [];
  for (let from = 0; from < candidates.length; from += AT_ONCE) {
    const tried: LinkageConfig = { ...config, blocking: candidates.slice(from, from + AT_ONCE) };
    await analytics.run(planRecords(tried, { given, into: "linkage_tried", tables }).sql);
    await analytics.run(planKeys(tried, "linkage_tried", { mode, into: "linkage_tried_keys" }).sql);
    const estimates = rowsOf(await analytics.columns(estimateSql(tried, "linkage_tried_keys")));
    for (const { rule, pairs } of estimates)
      counted.push({ rule: tried.blocking[Number(rule)] ?? [], pairs: Number(pairs) });
  }
  const { records = 0, lefts = 0 } = firstRow(
    await analytics.columns("SELECT count(*) AS records, count(*) FILTER (side = 0) AS lefts FROM linkage_tried"),
  );
  await analytics.run("DROP TABLE linkage_tried");
  await analytics.run("DROP TABLE linkage_tried_keys");
  const possiblePairs = mode === "link" ? lefts * (records - lefts) : (records * (records - 1)) / 2;
  return chooseRules(counted, { records, possiblePairs });
}
