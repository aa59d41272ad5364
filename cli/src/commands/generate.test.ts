import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { run } from "./generate.ts";

/** What a call prints, to either stream, and its exit code. */
async function told(args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const { stdout, stderr } = process;
  const [out, err] = [stdout.write.bind(stdout), stderr.write.bind(stderr)];
  let text = "";
  const keep = (chunk: unknown) => {
    text += String(chunk);
    return true;
  };
  [stdout.write, stderr.write] = [keep, keep];
  try {
    return { code: await run(args), text };
  } finally {
    [stdout.write, stderr.write] = [out, err];
  }
}

test("generate writes the registers of an office and says how many rows each has", async () => {
  const out = mkdtempSync(join(tmpdir(), "wutong-generate-"));
  try {
    const { code, text } = await told(["--office", "330604", "--people", "50", "--seed", "9", "--out", out]);
    assert.equal(code, 0);
    assert.match(text, /insurance-330604\.csv +\d+ rows, \d+ of them wrong on purpose/);
    const manifest = JSON.parse(readFileSync(join(out, "manifest.json"), "utf8"));
    assert.deepEqual([manifest.office, manifest.people, manifest.seed], [330604, 50, 9]);
    assert.equal(readdirSync(out).filter((name) => name.endsWith(".csv")).length, 10);
  } finally {
    rmSync(out, { recursive: true });
  }
});

test("a wrong option is named, with what to write instead, and nothing is written", async () => {
  const cases: readonly [readonly string[], RegExp][] = [
    [["--people", "many", "--out", "x"], /--people many is not a number/],
    [["--people", "9000000", "--out", "x"], /more than 3,000,000/],
    [["--office", "yuecheng", "--out", "x"], /--office yuecheng is not a six-digit division/],
    [["--as-of", "2024-02-30", "--out", "x"], /--as-of 2024-02-30 is not a day/],
    [["--format", "ods", "--out", "x"], /write csv or xlsx/],
    [["--encoding", "gbk", "--out", "x"], /write utf8 or gb18030/],
    [["--truth", "half", "--out", "x"], /write registers, full or none/],
    [["--seed", "-1", "--out", "x"], /--seed/],
    [["--colour", "red"], /Unknown option '--colour'/],
    [[], /--out is missing/],
  ];
  for (const [args, sentence] of cases) {
    const { code, text } = await told(args);
    assert.equal(code, 2);
    assert.match(text, sentence);
    assert.match(text, /wutong generate --office/);
  }
});
