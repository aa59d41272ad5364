import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkPolicies } from "../check/check-policies.ts";
import { factsOfCase } from "../check/run-cases.ts";
import { decide } from "../decide/decide.ts";
import { explain } from "./explain.ts";

const folder = new URL("../../../../regions/yuecheng/policies/", import.meta.url);
const names = ["yuecheng.shared.yaml", "rent-subsidy.yaml", "skill-subsidy.yaml"];
const { policies } = checkPolicies(names.map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") })));

test("entitled: amount, plan, and each condition with its clause and register", () => {
  const zh = why("yuecheng-rent-subsidy", "master", "zh");
  assert.match(
    zh,
    /^截至 2024-11-30，符合《越城区人才租房补贴》：按本科及以上，每期 500\.00 元，共 36 期，首期 2024-12-01，合计 18,000\.00 元。/,
  );
  assert.match(zh, /现行劳动合同期限 3 年及以上（R02“合同期限 3 年及以上”，据劳动合同备案）/);
  assert.match(why("yuecheng-rent-subsidy", "master", "en"), /^As of 2024-11-30, entitled to “Yuecheng rent subsidy”/);
});

test("not entitled: only the reasons, and the one step with how much and who", () => {
  const en = why("yuecheng-rent-subsidy", "contract of two years", "en");
  assert.match(
    en,
    /not met: has a labour contract of three years or more in force \(R02, contract of three years; by the register of labour contracts\)\./,
  );
  assert.match(en, /One step short: .* by 1 year; the employer can mend it\.$/);
  assert.doesNotMatch(en, /owns no home/);
});

test("when time mends it, the day is one at which the decision was made again", () => {
  const zh = why("yuecheng-skill-subsidy", "eleven months", "zh");
  assert.match(zh, /还差 1 个月，到时即可满足（预计 2024-12-30）。$/);
});

test("possible: the register that would settle it", () => {
  assert.match(
    why("yuecheng-rent-subsidy", "homes unknown", "zh"),
    /尚待查明：在越城区没有住房（R02“工作区无房”，据住房交易登记）。$/,
  );
});

test("paid in full is said as such, not as a loss", () => {
  assert.match(why("yuecheng-skill-subsidy", "paid for this certificate already", "zh"), /2,000\.00 元，已全部发放/);
});

function why(id: string, name: string, language: "zh" | "en"): string {
  const policy = policies.find((each) => each.envelope.id === id);
  const found = policy?.envelope.tests.cases.find((each) => each.name === name);
  assert.ok(policy && found, name);
  return explain(decide(policy, factsOfCase(policy.envelope, found) ?? {}, found.asOf), policy, language);
}
