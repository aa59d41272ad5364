import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const launcher = fileURLToPath(new URL("../../bin/wutong.js", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "wutong-dmn-"));
after(() => rmSync(scratch, { recursive: true, force: true }));

function wutong(...args: readonly string[]) {
  return spawnSync(process.execPath, [launcher, ...args], { encoding: "utf8", env: { ...process.env, LANG: "C" } });
}

const MODEL = `<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:fees" name="fees">
<inputData id="i" name="months"><variable name="months" typeRef="number"/></inputData>
<decision id="d" name="fee"><variable name="fee"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
<literalExpression><text>months * 0.1</text></literalExpression></decision></definitions>`;

function kitCase(id: string, months: string, fee: string): string {
  const typed = (text: string): string => `<value xsi:type="xsd:decimal">${text}</value>`;
  return `<testCase id="${id}"><inputNode name="months">${typed(months)}</inputNode>
    <resultNode name="fee"><expected>${typed(fee)}</expected></resultNode></testCase>`;
}

const CASES = `<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>fees.dmn</modelName>
  ${kitCase("001", "3", "0.3")}${kitCase("002", "3", "0.4")}<testCase id="003"/></testCases>`;

function writeKit(): string {
  const folder = join(scratch, "kit/compliance-level-2/0001-fees");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "fees.dmn"), MODEL);
  writeFileSync(join(folder, "0001-fees-test-01.xml"), CASES);
  return join(scratch, "kit");
}

test("a kit is run from the folder above, a level's or a model's, and its results are written in the kit's form", () => {
  const kit = writeKit();
  const csv = join(scratch, "results.csv");
  for (const below of ["", "compliance-level-2", "compliance-level-2/0001-fees"]) {
    const { status, stdout, stderr } = wutong("dmn", "test", join(kit, below), "--csv", csv);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.equal(stdout, "compliance-level-2: 1 of 3 cases passed (33.3 %), 1 failed, 1 skipped\n");
    assert.deepEqual(readFileSync(csv, "utf8").trimEnd().split("\n"), [
      '"compliance-level-2/0001-fees","0001-fees-test-01","001","SUCCESS",""',
      '"compliance-level-2/0001-fees","0001-fees-test-01","002","ERROR","fee: expected 0.4, got 0.3"',
      '"compliance-level-2/0001-fees","0001-fees-test-01","003","SKIPPED","no result node"',
    ]);
  }
});

test("a folder without a kit, and one that isn't there, are told apart", () => {
  mkdirSync(join(scratch, "empty"), { recursive: true });
  assert.equal(wutong("dmn", "test", join(scratch, "empty")).status, 1);
  const missing = wutong("dmn", "test", join(scratch, "nowhere"));
  assert.equal(missing.status, 2);
  assert.match(missing.stderr, /There is no .*nowhere/);
  assert.equal(wutong("dmn", "tset", scratch).status, 2);
});

test("a model is checked, and a fault told with its line and column", () => {
  const file = join(scratch, "fees.dmn");
  writeFileSync(file, MODEL);
  assert.equal(wutong("dmn", "check", file).status, 0);
  writeFileSync(file, MODEL.replace("months * 0.1", "months *"));
  const { status, stderr } = wutong("dmn", "check", file);
  assert.equal(status, 1);
  assert.match(stderr, /fees\.dmn: line 4, column \d+: FEEL is wrong/);
  writeFileSync(file, `<!DOCTYPE a [<!ENTITY b "c">]>${MODEL}`);
  assert.match(wutong("dmn", "check", file).stderr, /line 1, column \d+: The file has a DOCTYPE/);
});

test("one expression is evaluated, with names from a file, warnings at their columns, and JSON on request", () => {
  const context = join(scratch, "facts.json");
  writeFileSync(context, JSON.stringify({ "monthly fee": 0.1, spells: [{ months: 3 }, { months: 4 }] }));
  const sum = wutong("feel", "monthly fee + 0.2 + sum(spells.months)", "--context", context);
  assert.deepEqual([sum.status, sum.stdout, sum.stderr], [0, "7.3\n", ""]);
  const odd = wutong("feel", '"a" * 2');
  assert.deepEqual([odd.status, odd.stdout], [0, "null\n"]);
  assert.match(odd.stderr, /^column \d+: /);
  const json = JSON.parse(wutong("feel", '[1, date("2024-02-29")]', "--json").stdout);
  assert.deepEqual([json.value, json.warnings], [[1, "2024-02-29"], []]);
  const broken = wutong("feel", "1 +");
  assert.equal(broken.status, 1);
  assert.match(broken.stderr, /^column \d+: /);
  assert.equal(wutong("feel").status, 2);
});

test("an expression that would never end, and one of ten million characters, are stopped at their place", () => {
  const endless = wutong("feel", "count(for a in 1..1000000000 return a)");
  assert.deepEqual([endless.status, endless.stdout], [1, "null\n"]);
  assert.match(endless.stderr, /^column \d+: The evaluation was stopped here/);
  const long = spawnSync(process.execPath, [launcher, "feel", "-"], {
    encoding: "utf8",
    input: `1${"+1".repeat(5_000_000)}`,
  });
  assert.equal(long.status, 1);
  assert.match(long.stderr, /10000001 characters|10,000,001/);
});
