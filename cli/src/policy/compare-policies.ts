import { parseArgs } from "node:util";
import { parseDay } from "@wutong/kernel";
import { type CompareFiles, compareFiles, describeRefusal, terminalLanguage } from "@wutong/server/local";
import { describeComparison } from "./describe-comparison.ts";

const USAGE = `wutong policy compare OLD NEW --facts FILE --as-of 2024-11-30 [--out DIR]

OLD and NEW: folders of policies, or a policy's file; a draft's file beside a folder stands for the folder's policy of the same
id. Decides everybody in FILE (Parquet, or JSON lines) by both and says who wins, who loses and what it costs. --out keeps
winners.csv, losers.csv and comparison.json in a new folder.
`;

/** `wutong policy compare`: 0 when it is done, 2 when something given is wrong; then nothing is written. */
export async function comparePolicies(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const language = terminalLanguage(process.env);
  const compared = await compareFiles(options);
  if (!compared.ok) {
    process.stderr.write(`${describeRefusal(compared.error, options.draft, language)}\n`);
    return 2;
  }
  process.stdout.write(`${describeComparison(compared.value, language)}\n`);
  if (options.out) process.stdout.write(`\n${options.out}: winners.csv, losers.csv, comparison.json\n`);
  return 0;
}

function readOptions(args: readonly string[]): CompareFiles | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { facts: { type: "string" }, "as-of": { type: "string" }, out: { type: "string" } },
    });
    const [old, draft, ...more] = positionals;
    const { facts, out } = values;
    if (!old || !draft || more.length > 0) return "two things are compared: OLD and NEW";
    if (!facts) return "--facts is missing: a file of facts, Parquet or JSON lines";
    const asOf = parseDay(values["as-of"] ?? "");
    if (!asOf.ok) return `--as-of ${values["as-of"] ?? "is missing"}: write a day as YYYY-MM-DD`;
    return { old, draft, facts, asOf: asOf.value, ...(out ? { out } : {}) };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
