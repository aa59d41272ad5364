import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { explainDifference } from "./explain-difference.ts";
import { readDraft } from "./read-draft.ts";
import { tunableNumbers, withNumber } from "./tunable-numbers.ts";

const folder = new URL("../../../../regions/yuecheng/policies/", import.meta.url);
const files = readdirSync(folder)
  .filter((path) => path.endsWith(".yaml"))
  .map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
const AS_OF = day("2024-11-30");
const RENT = "rent-subsidy.yaml";

test("parameters, amounts and counts are offered with their words, those of included files too; how to mend a condition is not", () => {
  const numbers = tunableNumbers(files, RENT);
  const told = numbers.map(({ about, text, value }) => [about, text.zh, value]);
  assert.deepEqual(told.slice(0, 4), [
    ["parameter", "合同期限下限（年）", "3"],
    ["amount", "金额（元）：本科及以上", "500"],
    ["amount", "金额（元）：专科", "300"],
    ["payPlan", "发放期数", "36"],
  ]);
  assert.equal(numbers.at(-1)?.file, "yuecheng.shared.yaml");
  assert.equal(new Set(numbers.map(({ id }) => id)).size, numbers.length);
  for (const { value, min, max, step } of numbers) {
    assert.ok(Number(min) <= Number(value) && Number(value) <= Number(max) && Number(step) > 0, value);
  }
});

test("a draft is the same text but for the one number, comments and layout kept, and compiles", () => {
  for (const number of tunableNumbers(files, RENT)) {
    const drafted = withNumber(files, number, "7");
    for (const [index, { path, text }] of drafted.entries()) {
      const before = files[index]?.text ?? "";
      const lines = text.split("\n").filter((line, at) => line !== before.split("\n")[at]);
      assert.equal(lines.length, path === number.file ? 1 : 0, `${number.id} in ${path}`);
    }
    assert.equal(readDraft(drafted, RENT, AS_OF).kind, "draft", number.id);
  }
});

test("a draft that begins later is decided as if it had begun; a fault keeps its line", () => {
  const later = files.map((file) => ({ ...file, text: file.text.replace("from: 2022-01-01 }", "from: 2026-01-01 }") }));
  const draft = readDraft(later, RENT, AS_OF);
  assert.ok(draft.kind === "draft" && draft.asIfInForce);
  assert.ok(draft.policy.envelope.inForce.from <= AS_OF);
  const faulty = readDraft(
    files.map((file) => ({ ...file, text: file.text.replace("yuan: 500", "yuan: five hundred") })),
    RENT,
    AS_OF,
  );
  assert.ok(faulty.kind === "faults" && faulty.faults[0]?.line === 98, JSON.stringify(faulty));
});

test("where one side has no such policy, the sentence says so", () => {
  assert.equal(explainDifference(null, null).sentence.zh, "现行与草案下均为：没有这项政策。");
});
