// npm test: every *.test.ts, two files at a time. Arguments are parts of paths: `npm test -- kernel` runs those files only.
import { resolve } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { findFiles, ROOT } from "./find-files.ts";
import { installChromium } from "./support/chromium.ts";
import { greetKeeper } from "./support/keeper-client.ts";

const CONCURRENCY = 2;
const FILE_TIMEOUT_MS = 300_000;
const LIMIT_MINUTES = 10;

const wanted = process.argv.slice(2);
const files = findFiles(".test.ts").filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
if (files.length === 0) {
  console.error(`No test file matches ${wanted.join(", ")}.`);
  process.exit(1);
}
const startedAt = performance.now();
installChromium(console.log);
// Held for the whole run, so that the test server isn't stopped between two files.
await greetKeeper();

const skipped: string[] = [];
let failed = 0;
const stream = run({
  files: files.map((file) => resolve(ROOT, file)),
  concurrency: CONCURRENCY,
  timeout: FILE_TIMEOUT_MS,
});
stream.on("test:fail", () => {
  failed += 1;
});
stream.on("test:pass", (event) => {
  if (event.skip === undefined && event.todo === undefined) return;
  const reason = typeof event.skip === "string" ? ` (${event.skip})` : "";
  skipped.push(`${event.file ?? "?"}: ${event.name}${reason}`);
});
stream.on("end", () => process.nextTick(finish));
stream.compose(spec).pipe(process.stdout);

function finish(): void {
  const minutes = (performance.now() - startedAt) / 60_000;
  console.log(`\n${files.length} files in ${minutes.toFixed(1)} min, ${failed} failed, ${skipped.length} skipped`);
  if (minutes > LIMIT_MINUTES) console.log(`That is longer than the ${LIMIT_MINUTES} min that tests may take.`);
  for (const name of skipped) console.log(`skipped: ${name.replace(ROOT, "")}`);
  const mayNotSkip = Boolean(process.env["CI"]) && skipped.length > 0;
  if (mayNotSkip) console.log("In CI nothing may be skipped.");
  process.exitCode = failed > 0 || mayNotSkip ? 1 : 0;
}
