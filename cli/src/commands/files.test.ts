import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { factsOf, generateOffice } from "@wutong/generator";
import { day } from "@wutong/kernel";
import { jsonFactsRelation } from "@wutong/policy";
import { describeRefusal, type SweepFiles, sweepFiles } from "@wutong/server/local";
import { openAnalytics, quoteText } from "../../../server/storage/analytics/index.ts";
import { policyText } from "../../../tests/policies/written-policies.ts";

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const POLICIES = fileURLToPath(new URL("../../../regions/yuecheng/policies/", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "wutong-files-"));
const AS_OF = "2024-11-30";
const options = { office: 330602, people: 300, seed: 2, asOf: day(AS_OF) };
const people = [...generateOffice(options).people].map((person) => factsOf(person, options, "registers"));
const FACTS = write("facts.jsonl", people.map((one) => JSON.stringify(one)).join("\n"));

after(() => rmSync(root, { recursive: true }));

test("a sweep over JSON lines and one over Parquet find the same", async () => {
  const first = wutong("sweep", "--policies", POLICIES, "--facts", FACTS, "--as-of", AS_OF, "--out", out("json"));
  assert.equal(first.status, 0, first.stderr);
  assert.match(first.stdout, /yuecheng-rent-subsidy@\d+ +\d+/);
  const parquet = join(root, "facts.parquet");
  const analytics = await openAnalytics({ memoryMiB: 256, threads: 1 });
  await analytics.run(`COPY (FROM ${jsonFactsRelation(FACTS)}) TO ${quoteText(parquet)} (FORMAT parquet)`);
  await analytics.close();
  const second = wutong(
    "sweep",
    "--policies",
    POLICIES,
    "--facts",
    parquet,
    "--as-of",
    AS_OF,
    "--out",
    out("parquet"),
    "--since",
    out("json"),
  );
  assert.equal(second.status, 0, second.stderr);
  const [one, two] = [summaryOf("json"), summaryOf("parquet")];
  assert.equal(one.people, 300);
  const plain = (totals: readonly object[]) =>
    totals.map((each) => ({ ...each, newlyEntitled: 0, noLongerEntitled: 0, newlyOneStepShort: 0 }));
  assert.deepEqual(plain(two.totals), plain(one.totals));
  assert.ok(
    two.totals.every((each: { newlyEntitled: number }) => each.newlyEntitled === 0 || each.newlyEntitled === null),
  );
});

test("policies about employers are decided for those of a file of their own, and find nobody without it", () => {
  const policies = join(root, "about-employers");
  cpSync(POLICIES, policies, { recursive: true });
  const trainees = {
    id: "trainees",
    subject: "employer",
    benefit: "traineeSubsidy",
    conditions: ["insuredEmployees > 10"],
  };
  writeFileSync(join(policies, "trainees.yaml"), policyText({ ...trainees, amount: { per: "whole", yuan: 3_000 } }));
  const employers = write(
    "employers.jsonl",
    [11, 3]
      .map((insuredEmployees, personId) => JSON.stringify({ personId, office: 330602, insuredEmployees }))
      .join("\n"),
  );
  const given = ["sweep", "--policies", policies, "--facts", FACTS, "--as-of", AS_OF];
  assert.equal(wutong(...given, "--employers", employers, "--out", out("employers")).status, 0);
  const total = totalOf("employers", "trainees");
  assert.deepEqual([total?.subjects, total?.entitled, total?.notEntitled, total?.chosenPlanFen], [2, 1, 1, "300000"]);
  assert.match(summaryOf("employers").snapshot, /facts\.jsonl:\w+ \+ employers\.jsonl:/);
  assert.equal(wutong(...given, "--out", out("no-employers")).status, 0);
  assert.equal(totalOf("no-employers", "trainees"), undefined);
  rmSync(policies, { recursive: true });
});

test("facts that can't be used are refused with their place and what to do, and nothing is written", async () => {
  const [one, two] = people;
  const cases: readonly [name: string, text: string, says: RegExp][] = [
    [
      "misspelt.jsonl",
      `${JSON.stringify(one)}\n${JSON.stringify({ ...two, insurence: [] })}`,
      /misspelt\.jsonl, line 2: unknown fact “insurence”; did you mean “insurance”/,
    ],
    ["day.jsonl", JSON.stringify({ ...one, birth: "1990-02-30" }), /day\.jsonl, line 1: “birth” should be a day/],
    [
      "decimals.jsonl",
      JSON.stringify({ ...one, homes: [{ priceYuan: 1.005 }] }),
      /line 1: “homes\[0\]\.priceYuan” should be a number with two decimals/,
    ],
    ["broken.jsonl", `${JSON.stringify(one)}\n{"personId":`, /broken\.jsonl, line 2: this is not JSON/],
    ["nobody.jsonl", JSON.stringify({ birth: "1990-01-01" }), /line 1: “personId” \(a whole number\) is missing/],
    ["empty.jsonl", "", /empty\.jsonl is empty/],
    ["not.parquet", "plain text", /not\.parquet can't be read/],
  ];
  for (const [name, text, says] of cases) {
    assert.match(await refusalOf({ facts: write(name, text), out: out(name) }), says);
    assert.equal(existsSync(out(name)), false);
  }
});

test("wrong arguments are refused with what to write instead", async () => {
  const given = ["sweep", "--policies", POLICIES, "--facts", FACTS, "--out", out("never")];
  const badDay = wutong(...given, "--as-of", "2024-02-30");
  assert.equal(badDay.status, 2);
  assert.match(badDay.stderr, /--as-of 2024-02-30: write a day as YYYY-MM-DD/);
  assert.match(wutong("sweep", "--polices", POLICIES).stderr, /--polices/);
  assert.match(await refusalOf({ asOf: day("1999-01-01") }), /No policy is in force on 1999-01-01/);
  assert.match(await refusalOf({ facts: join(root, "gone") }), /There is no file/);
  assert.match(await refusalOf({ policies: root }), /holds no policies/);
  assert.match(await refusalOf({ out: root }), /exists already/);
  assert.equal(existsSync(out("never")), false);
});

test("one person is decided with reasons, and a policy with a misspelt fact is refused at its line", () => {
  const facts = write("one.json", JSON.stringify(people[0]));
  const done = wutong("decide", "--policy", join(POLICIES, "rent-subsidy.yaml"), "--facts", facts, "--as-of", AS_OF);
  assert.equal(done.status, 0, done.stderr);
  const [decision] = JSON.parse(done.stdout) as [
    { outcome: string; asOf: string; conditions: readonly unknown[]; sentence: { zh: string } },
  ];
  assert.match(decision.outcome, /entitled|possible|notEntitled/);
  assert.equal(decision.asOf, AS_OF);
  assert.ok(decision.conditions.length >= 6 && decision.sentence.zh.includes("租房补贴"));
  const copied = join(root, "policies");
  cpSync(POLICIES, copied, { recursive: true });
  const file = join(copied, "rent-subsidy.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("in education satisfies", "in educaton satisfies"));
  const refused = wutong("decide", "--policy", file, "--facts", facts, "--as-of", AS_OF);
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /rent-subsidy\.yaml:\d+:\d+: .*educaton.*education/);
  const checked = wutong("policy", "check", copied);
  assert.equal(checked.status, 1);
  assert.match(checked.stderr, /rent-subsidy\.yaml:\d+:\d+/);
  assert.match(checked.stdout, /housing-voucher/);
});

function wutong(...args: readonly string[]) {
  return spawnSync(process.execPath, [MAIN, ...args], {
    encoding: "utf8",
    env: { ...process.env, LC_ALL: "en" },
    timeout: 120_000,
  });
}

async function refusalOf(given: Partial<SweepFiles>): Promise<string> {
  const all = { policies: POLICIES, facts: FACTS, asOf: day(AS_OF), out: out("never"), ...given };
  const swept = await sweepFiles(all);
  assert.ok(!swept.ok);
  return describeRefusal(swept.error, all.policies, "en");
}

function write(name: string, text: string): string {
  const file = join(root, name);
  writeFileSync(file, text);
  return file;
}

function out(name: string): string {
  return join(root, `out-${name}`);
}

function summaryOf(name: string) {
  return JSON.parse(readFileSync(join(out(name), "summary.json"), "utf8"));
}

function totalOf(name: string, policyId: string) {
  const { totals } = summaryOf(name) as {
    totals: readonly (Readonly<Record<string, unknown>> & { policyId: string })[];
  };
  return totals.find((each) => each.policyId === policyId);
}
