// The DMN Technology Compatibility Kit, where it lies on this machine: the results are those that the documentation shows.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { csvLine, type KitResult, runKitFile } from "@wutong/dmn/kit";
import { readKitFolders } from "../../cli/src/kit/kit-folders.ts";
import { ROOT } from "../find-files.ts";

const PUBLISHED = join(ROOT, "docs/reference/dmn-kit-results.csv");
const kit = [process.env["WUTONG_DMN_KIT"], resolve(ROOT, "../shared/data/dmn-tck"), resolve(ROOT, "../dmn-tck")].find(
  (folder) => folder !== undefined && existsSync(folder),
);
const skip =
  kit === undefined && "data of others: the DMN kit isn't on this machine (set WUTONG_DMN_KIT to its folder)";

function runKit(folder: string): readonly KitResult[] {
  const clock = { nowMs: Date.now, zone: "UTC" };
  return [...readKitFolders(folder)].flatMap((file) => runKitFile(file, { clock }));
}

test("the official kit gives the results that the documentation shows, level 2 without a failure", { skip }, (t) => {
  const results = runKit(kit ?? "");
  assert.ok(results.length > 2000, `${results.length} cases`);
  const failed = results.filter(({ status }) => status === "ERROR").map(csvLine);
  const level2 = failed.filter((line) => line.startsWith('"compliance-level-2/'));
  assert.deepEqual(level2, []);
  // The kit grows: a case that the documentation doesn't show yet is told, not judged.
  const published = readFileSync(PUBLISHED, "utf8").trimEnd().split("\n");
  const shown = new Set(published.map(caseOf));
  const others = failed.filter((line) => !published.includes(line));
  for (const line of others.filter((each) => !shown.has(caseOf(each)))) t.diagnostic(`not shown yet: ${line}`);
  assert.deepEqual(
    others.filter((line) => shown.has(caseOf(line))),
    [],
  );
});

/** Of a line of results: model, file and case. */
function caseOf(line: string): string {
  return line.split(",", 3).join();
}
