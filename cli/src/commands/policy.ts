import { parseArgs } from "node:util";
import {
  checkFolder,
  describeRefusal,
  mutateFolder,
  type TriedOnDuckDB,
  terminalLanguage,
  tryCasesOnDuckDB,
} from "@wutong/server/local";
import { comparePolicies } from "../policy/compare-policies.ts";
import { describeScore, describeTotal, isEnough } from "../policy/describe-mutation.ts";
import { exportPolicy, importPolicy } from "../policy/policy-workbook.ts";

const USAGE = `wutong policy check DIR                                reads and checks every policy of a folder
wutong policy test DIR [--engine closures|duckdb|both]  runs the cases, as one person is decided and as a sweep decides
wutong policy mutate DIR [--only ID]                    changes each number, day, comparison in turn: does a case notice?
wutong policy compare OLD NEW --facts FILE --as-of DAY  who wins and who loses by a draft, and what it costs
wutong policy export FILE --to xlsx --out F             a policy as a workbook: tables, conditions, parameters, cases
wutong policy import F --into FILE                      what was changed in that workbook, and only that
`;

/** Faults that say a case came out otherwise; all others are faults of form or meaning. */
const CASE_FAULT = "policy.case.wrong";
const ENGINES = ["closures", "duckdb", "both"] as const;

type Options = {
  readonly folder: string;
  readonly engine: (typeof ENGINES)[number];
  readonly only: string | undefined;
  readonly language: "zh" | "en";
};

/**
 * `wutong policy`: 0 when all is well; 1 when policies have faults, cases come out otherwise or too few changes are
 * noticed; 2 when something given is wrong.
 */
export async function run(args: readonly string[]): Promise<number> {
  const [verb, ...rest] = args;
  if (verb === "compare") return comparePolicies(rest);
  if (verb === "export") return exportPolicy(rest);
  if (verb === "import") return importPolicy(rest);
  const options = readOptions(verb, rest);
  if (typeof options === "string") {
    process.stderr.write(`${options}${USAGE}`);
    return 2;
  }
  if (verb === "mutate") return mutate(options);
  return verb === "test" ? test(options) : check(options);
}

function check({ folder, language }: Options): number {
  const checked = checkFolder(folder);
  if (!checked.ok) return refuse({ kind: "problem", problem: checked.error }, folder, language);
  const { tried, faults, warnings } = checked.value;
  const told = faults.filter(({ code }) => code !== CASE_FAULT);
  tellFaults(told, folder, language);
  for (const { policy } of tried) {
    const { envelope, conditions } = policy;
    const count = conditions.length;
    const says = language === "zh" ? `${count} 个条件` : `${count} conditions`;
    process.stdout.write(`${envelope.id}@${envelope.version}: ${says}\n`);
  }
  if (warnings.length > 0) {
    const says = language === "zh" ? "提示（不是错误）" : "Worth knowing (no errors)";
    process.stdout.write(`\n${says}:\n${describeRefusal({ kind: "faults", faults: warnings }, folder, language)}\n`);
  }
  return told.length > 0 ? 1 : 0;
}

async function test({ folder, engine, language }: Options): Promise<number> {
  const checked = checkFolder(folder);
  if (!checked.ok) return refuse({ kind: "problem", problem: checked.error }, folder, language);
  const { tried, faults } = checked.value;
  const told = engine === "duckdb" ? faults.filter(({ code }) => code !== CASE_FAULT) : faults;
  tellFaults(told, folder, language);
  const onDuckDB = engine === "closures" ? [] : await tryCasesOnDuckDB(tried.map(({ policy }) => policy));
  let whole = told.length === 0;
  for (const [index, { policy, passed }] of tried.entries()) {
    const { id, version, tests } = policy.envelope;
    const swept = onDuckDB[index];
    const counts = [
      ...(engine === "duckdb" ? [] : [countOf("closures", passed, tests.cases.length)]),
      ...(swept ? [countOf("duckdb", swept.passed, tests.cases.length)] : []),
    ];
    process.stdout.write(`${id}@${version}: ${counts.join(", ")}\n`);
    if (swept && swept.differences.length > 0) {
      whole = false;
      tellDifferences(swept, language);
    }
  }
  return whole ? 0 : 1;
}

function countOf(engine: string, passed: number, all: number): string {
  return `${engine} ${passed}/${all}`;
}

function tellDifferences({ policy, differences }: TriedOnDuckDB, language: Options["language"]): void {
  for (const { name, what, expected, found } of differences) {
    const says =
      language === "zh"
        ? `用例“${name}”在 DuckDB 上不同：${what} 应为 ${expected}，得到 ${found}`
        : `case “${name}” comes out otherwise on DuckDB: ${what} should be ${expected}, is ${found}`;
    process.stderr.write(`${policy.envelope.id}: ${says}\n`);
  }
}

function mutate({ folder, only, language }: Options): number {
  const mutated = mutateFolder(folder, only);
  if (!mutated.ok) return refuse(mutated.error, folder, language);
  const { scores, faults } = mutated.value;
  for (const score of scores) process.stdout.write(`${describeScore(score, folder, language)}\n`);
  if (scores.length > 1) process.stdout.write(`${describeTotal(scores, language)}\n`);
  tellFaults(faults, folder, language);
  return faults.length > 0 || !scores.every(isEnough) ? 1 : 0;
}

type Refused = Parameters<typeof describeRefusal>[0];

function refuse(refused: Refused, folder: string, language: Options["language"]): number {
  process.stderr.write(`${describeRefusal(refused, folder, language)}\n`);
  return 2;
}

function tellFaults(
  faults: Extract<Refused, { kind: "faults" }>["faults"],
  folder: string,
  language: Options["language"],
): void {
  if (faults.length > 0) process.stderr.write(`${describeRefusal({ kind: "faults", faults }, folder, language)}\n`);
}

function readOptions(verb: string | undefined, args: readonly string[]): Options | string {
  const wanted = { test: { engine: { type: "string" } }, mutate: { only: { type: "string" } }, check: {} } as const;
  if (verb !== "check" && verb !== "test" && verb !== "mutate") return "";
  try {
    const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: wanted[verb] });
    const { engine: given, only } = values as { readonly engine?: string; readonly only?: string };
    const [folder, ...more] = positionals;
    if (folder === undefined || more.length > 0) return "";
    const engine = ENGINES.find((each) => each === (given ?? "both"));
    if (!engine) return `--engine ${given}: choose ${ENGINES.join(", ")}\n\n`;
    return { folder, engine, only, language: terminalLanguage(process.env) };
  } catch (cause) {
    return `${cause instanceof Error ? cause.message : String(cause)}\n\n`;
  }
}
