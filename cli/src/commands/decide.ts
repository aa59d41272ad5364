import { dirname } from "node:path";
import { parseArgs } from "node:util";
import { formatDay, parseDay } from "@wutong/kernel";
import { type DecideFile, decideFile, describeRefusal, terminalLanguage } from "@wutong/server/local";

const USAGE = `wutong decide --policy FILE.yaml --facts FILE.json --as-of 2024-11-30

Decides one person (facts as JSON) against one policy and prints the answer with every condition, reason and instalment
as JSON. A policy about certificates gives an answer for each. The form of facts: docs/reference/sweep-files.md
`;

/** Keys that hold a day as a number of days since 1970. */
const DAYS = new Set(["asOf", "keyDate", "due", "on"]);

/** `wutong decide`: 0 when it is decided, whatever the answer; 2 when something given is wrong. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const decided = decideFile(options);
  if (!decided.ok) {
    process.stderr.write(`${describeRefusal(decided.error, dirname(options.policy), terminalLanguage(process.env))}\n`);
    return 2;
  }
  process.stdout.write(`${JSON.stringify(decided.value.decisions, plain, 2)}\n`);
  return 0;
}

/** Days as YYYY-MM-DD, money as text of whole fen. */
function plain(key: string, value: unknown): unknown {
  if (typeof value === "bigint") return value.toString();
  return DAYS.has(key) && typeof value === "number" ? formatDay(value as Parameters<typeof formatDay>[0]) : value;
}

function readOptions(args: readonly string[]): DecideFile | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { policy: { type: "string" }, facts: { type: "string" }, "as-of": { type: "string" } },
    });
    const { policy, facts } = values;
    if (!policy) return "--policy is missing: a policy file";
    if (!facts) return "--facts is missing: a JSON file with one person's facts";
    const asOf = parseDay(values["as-of"] ?? "");
    if (!asOf.ok) return `--as-of ${values["as-of"] ?? "is missing"}: write a day as YYYY-MM-DD`;
    return { policy, facts, asOf: asOf.value };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
