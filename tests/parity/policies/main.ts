// npm run parity -- [--pairs N] [--seed S] [--people N] [--engines DuckDB,PostgreSQL,Spark]: random policies on several engines.
import { parseArgs } from "node:util";
import { exactJson } from "../exact-json.ts";
import { coverageLines } from "./coverage.ts";
import { type EngineName, engineNames, withEngines } from "./engines.ts";
import { type PolicyParityReport, runPolicyParity } from "./run-policy-parity.ts";

const { values } = parseArgs({
  options: {
    pairs: { type: "string", default: "1000000" },
    people: { type: "string", default: "500" },
    seed: { type: "string" },
    engines: { type: "string", default: "DuckDB" },
  },
});
const pairs = Number(values.pairs);
const people = Number(values.people);
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const engines = values.engines.split(",");
const unknown = engines.filter((name) => !engineNames.includes(name as EngineName));
if (!(pairs > 0) || !(people > 0) || !Number.isSafeInteger(seed) || unknown.length > 0) {
  console.error("Usage: npm run parity -- [--pairs N] [--people N] [--seed S] [--engines NAMES]");
  console.error(`Engines, by commas: ${engineNames.join(", ")}; closures are always the reference.`);
  process.exit(2);
}
const policies = Math.ceil(pairs / people);
console.log(
  `closures and ${engines.join(", ")}: ${policies} policies × ${people} people, seed ${seed} (repeat with --seed ${seed})`,
);
const started = performance.now();
const report = await withEngines(engines as EngineName[], (all) => runPolicyParity({ seed, policies, people }, all));
console.log(describe(report, (performance.now() - started) / 1000));
process.exitCode = report.differences.length === 0 ? 0 : 1;

function describe(report: PolicyParityReport, seconds: number): string {
  const [notEntitled, possible, entitled] = report.outcomes;
  const share = ((100 * report.refused) / (report.refused + report.policies)).toFixed(2);
  const lines = [
    ...coverageLines(report.coverage),
    "",
    `${report.pairs} pairs of ${report.policies} distinct policies in ${seconds.toFixed(0)} s`,
    `outcomes: ${entitled} entitled, ${possible} possible, ${notEntitled} not entitled`,
    `refused: ${report.refused} (${share} %)`,
    `differences: ${report.differences.length === 0 ? "0" : `${report.differences.length} or more`}`,
  ];
  const [first] = report.differences;
  if (!first) return lines.join("\n");
  return [...lines, `the first, on ${first.engine}:`, first.policy, exactJson(first, 2)].join("\n");
}
