// npm run bench [NAME] [-- --only CASE]: measures, prints each figure beside its goal, writes bench/RESULTS.md,
// and exits 1 where one falls short. Every case runs in a process of its own, so that its memory is its alone.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { findFiles, ROOT } from "../tests/find-files.ts";
import { type BenchCase, type BenchResult, fallsShort } from "./bench-case.ts";
import { memoryOfTree } from "./process-memory.ts";
import { formatNumber, resultsPage } from "./results-page.ts";

const MEMORY_EVERY_MS = 200;
/** Weighing a process tree walks its page tables: no more than a twentieth of the time goes into it, or it would slow down what is measured. */
const MEMORY_PAUSE_FACTOR = 20;
const CASE_MINUTES_MAX = 30;
const PAGE = join(ROOT, "bench/RESULTS.md");
const FIGURES = join(ROOT, "bench/results.json");

type FoundCase = { readonly file: string; readonly bench: string; readonly benchCase: BenchCase };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, step: { type: "string" } },
});
const found = await findCases(positionals[0], values.only);
if (values.step === undefined) await measureAll();
else await runStep(values.step);

async function measureAll(): Promise<void> {
  if (found.length === 0) {
    console.error("No such bench or case.");
    process.exit(1);
  }
  const results: BenchResult[] = [];
  let broken = 0;
  for (const one of found) {
    const missing = one.benchCase.missing?.();
    if (missing !== undefined) {
      console.log(`${one.bench} ${one.benchCase.name}: skipped, ${missing}`);
      continue;
    }
    const result = await measure(one);
    if (result) results.push(result);
    else broken += 1;
    console.log(result ? lineOf(result) : `${one.bench} ${one.benchCase.name}: it broke, there is no figure`);
  }
  writeResults(results);
  const short = results.filter(fallsShort).length;
  console.log(`\n${results.length - short} met, ${short} fall short, ${broken} broke; written to bench/RESULTS.md`);
  process.exitCode = short + broken > 0 ? 1 : 0;
}

async function measure({ bench, benchCase }: FoundCase): Promise<BenchResult | undefined> {
  const { name, goal, unit, better, memoryGoalMb } = benchCase;
  if (benchCase.prepare && !(await runInProcess(bench, name, "prepare")).ok) return undefined;
  const outcome = await runInProcess(bench, name, "run");
  if (!outcome.ok || outcome.figure === undefined) return undefined;
  return {
    ...{ bench, name, figure: outcome.figure, goal, unit, better },
    memoryMb: Math.round(outcome.memoryBytes / 1024 ** 2),
    ...(memoryGoalMb === undefined ? {} : { memoryGoalMb }),
    date: new Date().toISOString().slice(0, 10),
  };
}

type Outcome = { readonly ok: boolean; readonly figure: number | undefined; readonly memoryBytes: number };

async function runInProcess(bench: string, name: string, step: "prepare" | "run"): Promise<Outcome> {
  const child = spawn(process.execPath, [import.meta.filename, bench, "--only", `=${name}`, "--step", step], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    timeout: CASE_MINUTES_MAX * 60_000,
    killSignal: "SIGKILL",
  });
  let figure: number | undefined;
  let memoryBytes = 0;
  child.on("message", (message) => {
    if (typeof message === "number") figure = message;
  });
  const weigh = (): void => {
    const started = performance.now();
    if (child.pid !== undefined) memoryBytes = Math.max(memoryBytes, memoryOfTree(child.pid));
    const took = performance.now() - started;
    sampling = setTimeout(weigh, Math.max(MEMORY_EVERY_MS, took * MEMORY_PAUSE_FACTOR));
  };
  let sampling = setTimeout(weigh, MEMORY_EVERY_MS);
  const [code] = (await once(child, "exit")) as [number | null];
  clearTimeout(sampling);
  return { ok: code === 0, figure, memoryBytes };
}

/** In the process of one case. */
async function runStep(step: string): Promise<void> {
  const benchCase = found[0]?.benchCase;
  if (!benchCase) process.exit(2);
  try {
    if (step === "prepare") await benchCase.prepare?.();
    else {
      const figure = await benchCase.run();
      await new Promise((resolve) => process.send?.(figure, resolve));
    }
    process.exit(0);
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
}

/** `only` is part of a case's name, or the whole of it after "=". */
async function findCases(bench: string | undefined, only: string | undefined): Promise<readonly FoundCase[]> {
  const files = findFiles(".bench.ts").filter((file) => bench === undefined || basename(file, ".bench.ts") === bench);
  const all = await Promise.all(
    files.map(async (file) => {
      const { cases } = (await import(pathToFileURL(join(ROOT, file)).href)) as { cases: readonly BenchCase[] };
      return cases.map((benchCase) => ({ file, bench: basename(file, ".bench.ts"), benchCase }));
    }),
  );
  const wanted = (name: string) =>
    only === undefined || (only.startsWith("=") ? name === only.slice(1) : name.includes(only));
  return all.flat().filter(({ benchCase }) => wanted(benchCase.name));
}

function lineOf(result: BenchResult): string {
  const goal = `${result.better === "lower" ? "≤" : "≥"} ${formatNumber(result.goal)}`;
  const memoryGoal = result.memoryGoalMb === undefined ? "" : ` (≤ ${result.memoryGoalMb})`;
  const verdict = fallsShort(result) ? "FALLS SHORT" : "met";
  const figure = `${formatNumber(result.figure)} ${result.unit} (goal ${goal})`;
  return `${result.bench} ${result.name}: ${figure}, ${result.memoryMb} MB${memoryGoal}: ${verdict}`;
}

/** A part of the cases replaces its own figures; a full run replaces all, so that cases that are gone leave the page. */
function writeResults(results: readonly BenchResult[]): void {
  const isFull = positionals[0] === undefined && values.only === undefined;
  const before =
    !isFull && existsSync(FIGURES) ? (JSON.parse(readFileSync(FIGURES, "utf8")) as readonly BenchResult[]) : [];
  const key = (result: BenchResult) => `${result.bench} ${result.name}`;
  const now = new Map([...before, ...results].map((result) => [key(result), result]));
  const all = [...now.values()].toSorted((a, b) => key(a).localeCompare(key(b)));
  writeFileSync(FIGURES, `${JSON.stringify(all, null, 2)}\n`);
  writeFileSync(PAGE, resultsPage(all));
}
