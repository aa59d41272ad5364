// npm test: every *.test.ts, three files at a time. Arguments are parts of paths: `npm test -- kernel` runs those files only.
import { join, resolve } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { findFiles, ROOT } from "./find-files.ts";
import { installChromium } from "./support/chromium.ts";
import { greetKeeper } from "./support/keeper-client.ts";

/** One more than the cores of a small machine: browser tests wait for pages a good part of their time. */
const CONCURRENCY = 3;
const TEST_TIMEOUT_MS = 300_000;
const RUN_TIMEOUT_MS = 30 * 60_000;
const LIMIT_MINUTES = 10;
const SLOWEST_SHOWN = 5;
/** Begins the reason of a test that needs data of others, which no clone brings along: the only skip that CI lets pass. */
const DATA_OF_OTHERS = "data of others: ";

const wanted = process.argv.slice(2);
const files = findFiles(".test.ts").filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
if (files.length === 0) {
  console.error(`No test file matches ${wanted.join(", ")}.`);
  process.exit(1);
}
const startedAt = performance.now();
installChromium(console.log);
// Every file is a process of its own that loads much the same sources.
process.env["NODE_COMPILE_CACHE"] ??= join(ROOT, "node_modules/.cache/wutong");
// Held for the whole run, so that the test server isn't stopped between two files.
await greetKeeper();

const skipped: { readonly name: string; readonly allowed: boolean }[] = [];
const failed: string[] = [];
const secondsOfFile = new Map<string, number>();
const stream = run({
  files: files.map((file) => resolve(ROOT, file)),
  concurrency: CONCURRENCY,
  // A test that fails may leave a connection open; its process would then never end.
  execArgv: ["--test-force-exit"],
  signal: AbortSignal.timeout(RUN_TIMEOUT_MS),
  timeout: TEST_TIMEOUT_MS,
});
stream.on("test:fail", (event) => {
  failed.push(`${event.file ?? "?"}: ${event.name}`);
  count(event);
});
stream.on("test:pass", (event) => {
  count(event);
  if (event.skip === undefined && event.todo === undefined) return;
  const reason = typeof event.skip === "string" ? event.skip : "";
  const name = `${event.file ?? "?"}: ${event.name}${reason === "" ? "" : ` (${reason})`}`;
  skipped.push({ name, allowed: reason.startsWith(DATA_OF_OTHERS) });
});
stream.on("end", () => process.nextTick(finish));
stream.compose(spec).pipe(process.stdout);

type Ended = { readonly file?: string; readonly nesting: number; readonly details: { readonly duration_ms: number } };

function count({ file = "?", nesting, details }: Ended): void {
  if (nesting === 0) secondsOfFile.set(file, (secondsOfFile.get(file) ?? 0) + details.duration_ms / 1_000);
}

function finish(): void {
  const minutes = (performance.now() - startedAt) / 60_000;
  console.log(
    `\n${files.length} files in ${minutes.toFixed(1)} min, ${failed.length} failed, ${skipped.length} skipped`,
  );
  if (minutes > LIMIT_MINUTES) console.log(`That is longer than the ${LIMIT_MINUTES} min that tests may take.`);
  const slowest = [...secondsOfFile].toSorted(([, a], [, b]) => b - a).slice(0, SLOWEST_SHOWN);
  for (const [file, seconds] of slowest) console.log(`slowest: ${file.replace(ROOT, "")} ${seconds.toFixed(1)} s`);
  for (const name of failed) console.log(`failed: ${name.replace(ROOT, "")}`);
  for (const { name } of skipped) console.log(`skipped: ${name.replace(ROOT, "")}`);
  const mayNotSkip = Boolean(process.env["CI"]) && skipped.some(({ allowed }) => !allowed);
  if (mayNotSkip) console.log("In CI nothing may be skipped but what needs data of others.");
  process.exitCode = failed.length > 0 || mayNotSkip ? 1 : 0;
}
