import { cpus, totalmem } from "node:os";
import { type BenchResult, fallsShort } from "./bench-case.ts";

/** RESULTS.md: the machine, each figure beside its goal, and what falls short in plain words. */
export function resultsPage(results: readonly BenchResult[]): string {
  const rows = results.map((result) => {
    const { bench, name, unit, memoryMb, memoryGoalMb, date } = result;
    const goal = `${result.better === "lower" ? "≤" : "≥"} ${formatNumber(result.goal)} ${unit}`;
    const memory = memoryGoalMb === undefined ? `${memoryMb} MB` : `${memoryMb} MB (≤ ${memoryGoalMb})`;
    const verdict = fallsShort(result) ? "**falls short**" : "met";
    return `| ${bench} | ${name} | ${formatNumber(result.figure)} ${unit} | ${goal} | ${memory} | ${verdict} | ${date} |`;
  });
  return `# Measured

Written by \`npm run bench\`. Memory is the peak of the whole process tree, PostgreSQL included.

Machine: ${machine()}

| bench | case | figure | goal | memory | | day |
| --- | --- | ---: | ---: | ---: | --- | --- |
${rows.join("\n")}

## What falls short

${shortfalls(results)}
`;
}

/** Shares of one tell more in the digits that they are short of it. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size > 1 ? 2 : 5;
  return value.toLocaleString("en-US", { maximumFractionDigits: digits });
}

function shortfalls(results: readonly BenchResult[]): string {
  const lines = results.filter(fallsShort).map((result) => {
    const { bench, name, figure, goal, unit, memoryMb, memoryGoalMb } = result;
    const memory =
      memoryGoalMb !== undefined && memoryMb > memoryGoalMb
        ? `; it took ${memoryMb} MB where ${memoryGoalMb} are allowed`
        : "";
    return `- ${bench}, ${name}: ${formatNumber(figure)} ${unit} where the goal is ${formatNumber(goal)} ${unit}${memory}.`;
  });
  return lines.length > 0 ? lines.join("\n") : "Nothing.";
}

function machine(): string {
  const processors = cpus();
  const gigabytes = Math.round(totalmem() / 1024 ** 3);
  return `${processors[0]?.model.trim() ?? "unknown processor"}, ${processors.length} cores, ${gigabytes} GB of memory, ${process.platform}, Node ${process.version}.`;
}
