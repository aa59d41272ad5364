import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkPolicies } from "../check/check-policies.ts";
import { policyFaultMessage } from "./fault-messages.ts";

const folder = new URL("../../../../regions/yuecheng/policies/", import.meta.url);
const shared = readFileSync(new URL("yuecheng.shared.yaml", folder), "utf8");
const rent = readFileSync(new URL("rent-subsidy.yaml", folder), "utf8");

test("what was expected and what was found are told in the reader's language", () => {
  for (const [from, to, zh, en] of [
    ["count: 36", "count: '36'", /1 至 600 的整数；写的是：加引号的“36”/, /from 1 to 600, found “36” in quotes/],
    [
      "inForce: { from: 2022-01-01",
      "inForce: { from: soon",
      /写作 YYYY-MM-DD 的日期；写的是：soon/,
      /a day written YYYY-MM-DD, found soon/,
    ],
    ["title: {", "title: [] #", /有以下键的映射：zh, en；写的是：列表/, /a mapping with zh, en, found a list/],
    [
      "id: yuecheng",
      "id: Yuecheng",
      /政策编号：小写字母、数字和连字符；写的是：Yuecheng/,
      /a policy id: small letters/,
    ],
  ] as const) {
    const [fault] = faultsOf(from, to);
    assert.match(fault ? policyFaultMessage(fault, "zh") : "", zh);
    assert.match(fault ? policyFaultMessage(fault, "en") : "", en);
  }
});

test("whatever a shape expects has Chinese words", () => {
  const source = readFileSync(new URL("shape.ts", import.meta.url), "utf8");
  const expected = [...source.matchAll(/refuse\(yaml, node, ["`](.*?)["`][,)]/g)].map(([, words = ""]) =>
    words.replaceAll(/\$\{.*?\}/g, "7"),
  );
  assert.ok(expected.length >= 10, `${expected.length}`);
  const told = expected.map((words) => {
    return policyFaultMessage({ code: "policy.value.type", params: { expected: words, found: "nothing" } }, "zh");
  });
  assert.deepEqual(
    told.filter((words) => /\b(a|an|of|from|text|nothing)\b/.test(words)),
    [],
  );
});

test("an expression with a comma within braces is told to stand in quotes", () => {
  const [fault] = faultsOf(
    "\nsubject: person",
    '\nx: { if: e.level in ("master", "phd") and y, yuan: 1 }\nsubject: person',
  );
  assert.match(fault ? policyFaultMessage(fault, "en") : "", /quotes/);
});

function faultsOf(from: string, to: string) {
  assert.ok(rent.includes(from), from);
  const files = [
    { path: "yuecheng.shared.yaml", text: shared },
    { path: "rent.yaml", text: rent.replace(from, to) },
  ];
  return checkPolicies(files).faults;
}
