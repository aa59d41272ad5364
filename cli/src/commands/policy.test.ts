import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const POLICIES = fileURLToPath(new URL("../../../regions/yuecheng/policies/", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "wutong-policy-"));

after(() => rmSync(root, { recursive: true }));

test("sound policies are told with their conditions, and every case comes out on both engines", () => {
  const checked = policy("check", POLICIES);
  assert.deepEqual([checked.status, checked.stderr], [0, ""]);
  assert.match(checked.stdout, /^yuecheng-rent-subsidy@2: 7 conditions$/m);
  const tested = policy("test", POLICIES);
  assert.deepEqual([tested.status, tested.stderr], [0, ""]);
  assert.equal(tested.stdout.trim().split("\n").length, 4);
  for (const line of tested.stdout.trim().split("\n")) {
    const [, passed, all, swept, allSwept] = /^[\w-]+@\d: closures (\d+)\/(\d+), duckdb (\d+)\/(\d+)$/.exec(line) ?? [];
    assert.ok(Number(all) >= 25, line);
    assert.deepEqual([passed, swept, allSwept], [all, all, all], line);
  }
});

test("a fault is told with file, line, column and what to do, in the reader's language", () => {
  const folder = changed("misspelt", "rent-subsidy.yaml", "every h in homes satisfies", "every h in hommes satisfies");
  const [line, column] = placeOf(join(folder, "rent-subsidy.yaml"), "hommes");
  const checked = policy("check", folder);
  assert.equal(checked.status, 1);
  assert.ok(checked.stderr.includes(`rent-subsidy.yaml:${line}:${column}: `), checked.stderr);
  assert.match(checked.stderr, /Did you mean “homes”/);
  assert.match(policyIn("zh_CN.UTF-8", "check", folder).stderr, /hommes.*homes/);
  assert.doesNotMatch(checked.stdout, /rent-subsidy/);
});

test("a case that comes out otherwise fails on either engine, and is counted", () => {
  const folder = changed(
    "wrong",
    "rent-subsidy.yaml",
    "expect: { outcome: entitled, yuan: 500 }",
    "expect: { outcome: possible }",
  );
  const tested = policy("test", folder);
  assert.equal(tested.status, 1);
  assert.match(tested.stderr, /rent-subsidy\.yaml:\d+:\d+: .*outcome should be possible, is entitled/);
  const [, passed, all] = /rent-subsidy@2: closures (\d+)\/(\d+), duckdb \1\/\2/.exec(tested.stdout) ?? [];
  assert.equal(Number(passed), Number(all) - 1);
  const swept = policy("test", folder, "--engine", "duckdb");
  assert.equal(swept.status, 1);
  assert.match(swept.stderr, /yuecheng-rent-subsidy: case “master” .*DuckDB: outcome should be 1, is 2/);
  assert.doesNotMatch(swept.stdout, /closures/);
  const decided = policy("test", folder, "--engine", "closures");
  assert.equal(decided.status, 1);
  assert.doesNotMatch(decided.stdout, /duckdb/);
  assert.equal(policy("check", folder).status, 0);
});

test("changes that no case notices are listed with their places, and too many of them fail", () => {
  const whole = policy("mutate", POLICIES, "--only", "yuecheng-skill-subsidy");
  assert.deepEqual([whole.status, whole.stderr], [0, ""]);
  assert.match(whole.stdout, /^✔ yuecheng-skill-subsidy@1: (\d+) of \1 changes noticed \(100\.0 %/);
  assert.match(whole.stdout, /skill-subsidy\.yaml:\d+:\d+: stacking\/perYear\/max: 3 → 2 \(no case can speak of it\)/);
  const folder = withoutCasesAfter("skill-subsidy.yaml", "    - name: junior certificate\n");
  const poor = policy("mutate", folder, "--only", "yuecheng-skill-subsidy");
  assert.equal(poor.status, 1);
  assert.match(poor.stdout, /^✖ yuecheng-skill-subsidy@1: /);
  const [line, column] = placeOf(join(folder, "skill-subsidy.yaml"), "1500, says");
  assert.ok(
    poor.stdout.includes(`skill-subsidy.yaml:${line}:${column}: amount/rows/1/yuan: 1500 → 1501\n`),
    poor.stdout,
  );
  const chinese = policyIn("zh", "mutate", folder, "--only", "yuecheng-skill-subsidy");
  assert.match(chinese.stdout, /处改动发现 \d+ 处/);
});

test("a claim of equivalence that is not so is a fault, and so are words that make no sense", () => {
  const folder = changed(
    "claim",
    "settlement-subsidy.yaml",
    "change: 2024-01-01 → 2023-12-31",
    "change: 2024-01-01 → 2024-01-02",
  );
  const mutated = policy("mutate", folder, "--only", "yuecheng-settlement-subsidy");
  assert.equal(mutated.status, 1);
  assert.match(mutated.stderr, /settlement-subsidy\.yaml:\d+:\d+: No change fits “2024-01-01 → 2024-01-02”/);
  const unknown = policy("mutate", POLICIES, "--only", "rent");
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /no policy with the id “rent”; there are: .*yuecheng-rent-subsidy/);
  const engine = policy("test", POLICIES, "--engine", "spark");
  assert.equal(engine.status, 2);
  assert.match(engine.stderr, /--engine spark: choose closures, duckdb, both/);
  const verb = policy("improve", POLICIES);
  assert.equal(verb.status, 2);
  assert.match(verb.stderr, /wutong policy mutate DIR/);
});

function policy(...args: readonly string[]) {
  return policyIn("en", ...args);
}

function policyIn(locale: string, ...args: readonly string[]) {
  const env = { ...process.env, LC_ALL: locale };
  return spawnSync(process.execPath, [MAIN, "policy", ...args], { encoding: "utf8", env, timeout: 120_000 });
}

function changed(name: string, file: string, before: string, after: string): string {
  const folder = join(root, name);
  cpSync(POLICIES, folder, { recursive: true });
  const text = readFileSync(join(folder, file), "utf8");
  assert.ok(text.includes(before));
  writeFileSync(join(folder, file), text.replace(before, after));
  return folder;
}

function withoutCasesAfter(file: string, name: string): string {
  const folder = join(root, "poor");
  cpSync(POLICIES, folder, { recursive: true });
  const text = readFileSync(join(folder, file), "utf8");
  writeFileSync(join(folder, file), text.slice(0, text.indexOf(name)));
  return folder;
}

function placeOf(file: string, part: string): readonly [line: number, column: number] {
  const text = readFileSync(file, "utf8");
  const lines = text.slice(0, text.indexOf(part)).split("\n");
  return [lines.length, (lines.at(-1) ?? "").length + 1];
}
