import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { factsOf, generateOffice } from "@wutong/generator";
import { day } from "@wutong/kernel";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));
const policies = fileURLToPath(new URL("../../../regions/yuecheng/policies/", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "wutong-cli-compare-"));
const facts = join(folder, "facts.jsonl");
const draft = join(folder, "rent-subsidy.yaml");
after(() => rmSync(folder, { recursive: true }));

const options = { office: 330602, people: 400, seed: 11, asOf: day("2024-11-30") };
const people = [...generateOffice(options).people].map((person) => factsOf(person, options, "registers"));
writeFileSync(facts, people.map((one) => JSON.stringify(one)).join("\n"));
writeFileSync(join(folder, "yuecheng.shared.yaml"), readFileSync(join(policies, "yuecheng.shared.yaml"), "utf8"));
writeDraft("value: 3, source", "value: 2, source");

function writeDraft(from: string, to: string): void {
  const text = readFileSync(join(policies, "rent-subsidy.yaml"), "utf8");
  writeFileSync(draft, text.replace(from, to));
}

function compare(args: readonly string[], language = "zh_CN.UTF-8") {
  const env = { ...process.env, LANG: language, LC_ALL: language };
  const given = ["policy", "compare", ...args, "--facts", facts, "--as-of", "2024-11-30"];
  return spawnSync(process.execPath, [main, ...given], { encoding: "utf8", env });
}

test("a draft's file beside the folder in force says who wins, and keeps them person by person", () => {
  const out = join(folder, "out");
  const { status, stdout, stderr } = compare([policies, draft, "--out", out]);
  assert.equal(status, 0, stderr);
  const winners = readFileSync(join(out, "winners.csv"), "utf8").trim().split("\n").slice(1);
  assert.ok(winners.length > 0 && winners.every((line) => line.includes("newlyEntitled")), stdout);
  assert.match(stdout, new RegExp(`新增可享受\\s+${winners.length}\\b`));
  assert.match(stdout, /一并考虑叠加的政策：越城区人才房票/);
  assert.equal(readFileSync(join(out, "losers.csv"), "utf8").trim().split("\n").length, 1);
  assert.equal(JSON.parse(readFileSync(join(out, "comparison.json"), "utf8")).asOf, "2024-11-30");
});

test("in English; and the same on both sides says so", () => {
  const { status, stdout } = compare([policies, policies], "en_GB.UTF-8");
  assert.equal(status, 0);
  assert.match(stdout, /400 people/);
  assert.match(stdout, /Both sides say the same/);
});

test("a draft with a fault says where, and leaves no folder behind", () => {
  writeDraft("contractYearsMin)", "contractYearMin)");
  const out = join(folder, "faulty");
  const { status, stderr } = compare([policies, draft, "--out", out]);
  assert.equal(status, 2);
  assert.match(stderr, /rent-subsidy\.yaml:\d+:\d+/);
  assert.equal(existsSync(out), false);
});
