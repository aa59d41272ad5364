import { parseArgs } from "node:util";
import { type Fen, formatYuan, parseDay } from "@wutong/kernel";
import {
  describeRefusal,
  type SweepFiles,
  type SweepSummary,
  sweepFiles,
  terminalLanguage,
} from "@wutong/server/local";

const USAGE = `wutong sweep --policies DIR --facts FILE --as-of 2024-11-30 --out DIR [--since DIR]
             [--households FILE] [--employers FILE] [--platforms FILE]

Decides everybody in FILE (Parquet, or JSON lines) against every policy of DIR in force that day, without a server, and
writes findings by office and summary.json to a new folder. Policies about households, employers or platforms are decided
for those in the files that are given; without one they find nobody. --since names the folder of an earlier sweep, to tell
what changed. The forms of facts and findings: docs/reference/sweep-files.md
`;

/** `wutong sweep`: 0 when it is done, 2 when something given is wrong; then nothing is written. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const swept = await sweepFiles(options);
  if (!swept.ok) {
    process.stderr.write(`${describeRefusal(swept.error, options.policies, terminalLanguage(process.env))}\n`);
    return 2;
  }
  process.stdout.write(
    `${tableOf(swept.value)}\n${swept.value.people} people; findings and summary.json in ${options.out}\n`,
  );
  return 0;
}

function readOptions(args: readonly string[]): SweepFiles | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        policies: { type: "string" },
        facts: { type: "string" },
        "as-of": { type: "string" },
        out: { type: "string" },
        since: { type: "string" },
        households: { type: "string" },
        employers: { type: "string" },
        platforms: { type: "string" },
      },
    });
    const { policies, facts, out, since, households, employers, platforms } = values;
    if (!policies) return "--policies is missing: a folder of policy files";
    if (!facts) return "--facts is missing: a file of facts, Parquet or JSON lines";
    if (!out) return "--out is missing: the folder to write";
    const asOf = parseDay(values["as-of"] ?? "");
    if (!asOf.ok) return `--as-of ${values["as-of"] ?? "is missing"}: write a day as YYYY-MM-DD`;
    const others = {
      ...(households ? { household: households } : {}),
      ...(employers ? { employer: employers } : {}),
      ...(platforms ? { platform: platforms } : {}),
    };
    return { policies, facts, out, asOf: asOf.value, others, ...(since ? { since } : {}) };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}

const HEADERS = [
  "policy",
  "entitled",
  "possible",
  "one step short",
  "this year",
  "whole plan",
  "after stacking",
  "its cost",
];

/** Policy × how many and how much, over all offices; money in yuan. */
function tableOf({ policies, totals }: SweepSummary): string {
  const rows = policies.map(({ policyId, version }) => {
    const own = totals.filter((one) => one.policyId === policyId);
    const count = (of: (one: (typeof own)[number]) => number) => String(own.reduce((sum, one) => sum + of(one), 0));
    const yuan = (of: (one: (typeof own)[number]) => string) =>
      formatYuan(own.reduce((sum, one) => sum + BigInt(of(one)), 0n) as Fen);
    return [
      `${policyId}@${version}`,
      count((one) => one.entitled),
      count((one) => one.possible),
      count((one) => one.oneStepShort),
      yuan((one) => one.thisYearFen),
      yuan((one) => one.planFen),
      count((one) => one.chosen),
      yuan((one) => one.chosenPlanFen),
    ];
  });
  const lines = [HEADERS, ...rows];
  const widths = HEADERS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("  "),
    )
    .join("\n");
}
