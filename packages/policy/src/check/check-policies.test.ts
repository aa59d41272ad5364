import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { policyFaultMessage } from "../reading/fault-messages.ts";
import { checkPolicies } from "./check-policies.ts";

const folder = new URL("../../../../regions/yuecheng/policies/", import.meta.url);
const shared = readFileSync(new URL("yuecheng.shared.yaml", folder), "utf8");
const rent = readFileSync(new URL("rent-subsidy.yaml", folder), "utf8");
const skill = readFileSync(new URL("skill-subsidy.yaml", folder), "utf8");

test("a misspelt fact is found where it stands, with the one that was meant", () => {
  const [fault] = faultsOf(rent.replace("every h in homes satisfies", "every h in hommes satisfies"));
  assert.equal(fault?.code, "feel.unknownName");
  assert.match(fault?.told.en ?? "", /hommes.*Did you mean “homes”/);
  assert.match(fault?.told.zh ?? "", /hommes.*homes/);
  assert.deepEqual(place(fault), placeOf(rent.replace("in homes satisfies", "in hommes satisfies"), "hommes"));
});

test("a name whose own expression is refused is one fault, however often it is used", () => {
  const broken = shared.replace("in force at(s, asOf, spellToleranceMonths)", "in force at(s, asOf, toleranceMonths)");
  const { faults } = checkPolicies([
    { path: "yuecheng.shared.yaml", text: broken },
    { path: "rent.yaml", text: rent },
  ]);
  assert.deepEqual(
    faults.map((each) => [each.file, each.code, each.params["name"]]),
    [["yuecheng.shared.yaml", "feel.unknownName", "toleranceMonths"]],
  );
});

test("a fault in a literal block is found on its own line", () => {
  const broken = rent.replace('s.employer.kind = "enterprise"', 's.employr.kind = "enterprise"');
  const [fault] = faultsOf(broken);
  assert.equal(fault?.code, "feel.unknownField");
  assert.deepEqual(place(fault), placeOf(broken, "employr"));
});

test("a value that a fact can't have is refused", () => {
  const [fault] = faultsOf(rent.replace('s.employer.kind = "enterprise"', 's.employer.kind = "enterprize"'));
  assert.equal(fault?.code, "feel.notAListedValue");
});

test("an amount with three decimals is refused, not rounded", () => {
  const broken = rent.replace("yuan: 500\n", "yuan: 500.125\n");
  const [fault] = faultsOf(broken);
  assert.equal(fault?.code, "policy.amount.decimals");
  assert.deepEqual(place(fault), placeOf(broken, "500.125"));
  assert.match(fault?.told.zh ?? "", /500\.125.*两位小数/);
});

test("an unknown key names the nearest one", () => {
  const broken = rent.replace("\npayPlan:\n", "\npayPlann:\n");
  const faults = faultsOf(broken);
  assert.deepEqual(
    faults.map((each) => each.code),
    ["policy.key.unknown", "policy.key.missing"],
  );
  assert.match(faults[0]?.told.en ?? "", /payPlann.*did you mean “payPlan”/);
  assert.deepEqual(place(faults[0]), placeOf(broken, "payPlann"));
});

test("a key written twice is refused", () => {
  assert.equal(faultsOf(rent.replace("version: 2\n", "version: 2\nversion: 3\n"))[0]?.code, "policy.key.duplicate");
});

test("a wrong type says what is expected and what was found", () => {
  const [fault] = faultsOf(rent.replace("count: 36", "count: many"));
  assert.equal(fault?.code, "policy.value.type");
  assert.match(fault?.told.en ?? "", /whole number.*many/);
});

test("a leader approves after a reviewer, above a sum or always; no other order is taken", () => {
  const title = "title: { zh: 复核, en: review }";
  const written = /approvals:\n(?: {4}- .*\n)+/;
  const approvals = (...steps: readonly string[]) =>
    rent.replace(written, `approvals:\n${steps.map((step) => `    - { ${step} }\n`).join("")}`);
  const both = approvals(`role: reviewer, ${title}`, `role: leader, ${title}, aboveYuan: 200000.5`);
  assert.deepEqual(faultsOf(both), []);
  const { policies } = checkPolicies(files(both));
  assert.deepEqual(
    policies
      .find(({ envelope }) => envelope.benefit === "rentSubsidy")
      ?.envelope.handling.approvals.map((each) => [each.role, each.aboveFen]),
    [
      ["reviewer", undefined],
      ["leader", 20_000_050n],
    ],
  );
  for (const wrong of [
    approvals(`role: leader, ${title}`),
    approvals(`role: reviewer, ${title}, aboveYuan: 10`),
    approvals(`role: reviewer, ${title}`, `role: reviewer, ${title}`),
    approvals(`role: reviewer, ${title}`, `role: leader, ${title}`, `role: leader, ${title}`),
  ]) {
    assert.deepEqual(
      faultsOf(wrong).map((each) => each.code),
      ["policy.handling.approvals"],
    );
  }
});

test("YAML that can't be read is a fault, not a crash", () => {
  assert.equal(faultsOf("id: [unclosed")[0]?.code, "policy.yaml.syntax");
  assert.equal(faultsOf("")[0]?.code, "policy.value.type");
});

test("two conditions of one id, and two policies of one id and version", () => {
  assert.ok(
    faultsOf(rent.replace("id: noHomeHere", "id: collegeDegree")).some((each) => each.code === "policy.id.duplicate"),
  );
  const { faults } = checkPolicies([...files(rent), { path: "again.yaml", text: rent }]);
  assert.deepEqual(
    faults.map((each) => [each.code, each.file]),
    [["policy.id.duplicate", "again.yaml"]],
  );
});

test("a circle of includes is told with its way round", () => {
  const { faults } = checkPolicies([
    { path: "p/yuecheng.shared.yaml", text: `include: [other.shared.yaml]\n${shared}` },
    { path: "p/other.shared.yaml", text: "include: [yuecheng.shared.yaml]\n" },
    { path: "p/rent.yaml", text: rent },
  ]);
  assert.ok(faults.length > 0 && faults.every((each) => each.code === "policy.include.cycle"));
  assert.match(String(faults[0]?.params["path"]), /p\/other\.shared\.yaml → p\/yuecheng\.shared\.yaml → p\/other/);
});

test("an included file that is missing names the nearest", () => {
  const [fault] = faultsOf(rent.replace("include: [yuecheng.shared.yaml]", "include: [yuechang.shared.yaml]"));
  assert.equal(fault?.code, "policy.include.missing");
  assert.equal(fault?.params["didYouMean"], "yuecheng.shared.yaml");
});

test("a policy may not ask whether a fact is known", () => {
  const [fault] = faultsOf(
    rent.replace(
      "feel: every h in homes satisfies h.region",
      "feel: residence = null or every h in homes satisfies h.region",
    ),
  );
  assert.equal(fault?.code, "feel.asksWhetherKnown");
});

test("a case that comes out otherwise is a fault at the case", () => {
  const faults = faultsOf(rent.replace("yuan: 300\n      says", "yuan: 310\n      says"));
  assert.ok(faults.length > 0);
  assert.ok(faults.every((each) => each.code === "policy.case.wrong"));
  assert.match(faults[0]?.told.en ?? "", /300.*310/);
});

test("a case that names no such condition, example or certificate", () => {
  assert.equal(
    faultsOf(rent.replace("failed: [noHomeHere]", "failed: [noHomesHere]"))[0]?.params["didYouMean"],
    "noHomeHere",
  );
  assert.equal(faultsOf(rent.replace("like: tenant", "like: tenent"))[0]?.code, "policy.case.example");
  assert.equal(faultsOf(skill.replace("claim: c5", "claim: c6"))[0]?.code, "policy.case.claim");
});

test("force that ends before it begins, values out of order, a table row too wide", () => {
  assert.equal(faultsOf(skill.replace("to: 2024-12-31 }", "to: 2023-12-31 }"))[0]?.code, "policy.inForce.reversed");
  const values =
    "values: [{ from: 2024-01-01, value: 12, source: N-01 }, { from: 2024-01-01, value: 6, source: N-01 }]";
  const codes = faultsOf(skill.replace("values: [{ from: 2024-01-01, value: 12, source: N-01 }]", values)).map(
    (each) => each.code,
  );
  assert.ok(codes.includes("policy.values.order"));
  assert.equal(faultsOf(skill.replace(`tests: ['"5"']`, `tests: ['"5"', '-']`))[0]?.code, "policy.table.width");
});

test("a promise can't be paid without application", () => {
  const voucher = readFileSync(new URL("housing-voucher.yaml", folder), "utf8");
  const broken = voucher.replace("mode: confirmOnce", "mode: noApplication");
  assert.deepEqual(
    faultsOf(broken).map((each) => each.code),
    ["policy.handling.noApplication"],
  );
  const automatic = rent.replace("mode: confirmOnce", "mode: noApplication");
  assert.deepEqual(faultsOf(automatic), []);
  for (const asking of [
    automatic.replace("beneficiary: { who: person }", "beneficiary: { who: couple }"),
    automatic.replace("higherBarsLower: false", "higherBarsLower: false\n  oncePerHome: true"),
    automatic.replace(
      "\nconditions:\n",
      `\ngate:
  - kind: panel
    condition:
      id: chosenByPanel
      feel: "true"
      text: { zh: 评审通过, en: chosen by a panel }
      clause: { zh: 评审, en: panel }
      evidence: { document: { zh: 评审结论, en: the panel's decision } }
      when: atKeyDate
conditions:\n`,
    ),
  ]) {
    assert.deepEqual(
      faultsOf(asking).map((each) => each.code),
      ["policy.handling.noApplication"],
    );
  }
});

test("a case says how many instalments a gap leaves", () => {
  const told = (gap: string, afterGap: string) =>
    faultsOf(
      rent
        .replace("gap: extend", `gap: ${gap}`)
        .replace(
          "expect: { outcome: entitled, yuan: 300 }",
          `expect: { outcome: entitled, afterGap: { ${afterGap} } }`,
        ),
    ).map(({ params }) => [params["expected"], params["found"]]);
  // 36 instalments from December 2024 on; two months are lost, or end it after the first.
  const twoMonths = "from: 2025-01-01, through: 2025-02-28";
  assert.deepEqual(told("extend", `${twoMonths}, left: 36`), []);
  assert.deepEqual(told("{ continueWithin: 2 }", `${twoMonths}, left: 34`), []);
  assert.deepEqual(told("{ continueWithin: 1 }", `${twoMonths}, left: 1`), []);
  assert.deepEqual(told("{ continueWithin: 1 }", `${twoMonths}, left: 34`), [["34", "1"]]);
});

test("every code has a message in both languages", () => {
  for (const code of ["policy.key.unknown", "policy.include.cycle", "feel.unknownName"]) {
    for (const language of ["zh", "en"] as const) {
      assert.notEqual(policyFaultMessage({ code, params: { name: "x", key: "x", path: "x" } }, language), code);
    }
  }
});

function files(text: string) {
  return [
    { path: "yuecheng.shared.yaml", text: shared },
    { path: "policy.yaml", text },
  ];
}

function faultsOf(text: string) {
  const { faults, policies } = checkPolicies(files(text));
  assert.equal(policies.length, faults.length > 0 ? 0 : 1);
  return faults.map((each) => ({
    ...each,
    told: { zh: policyFaultMessage(each, "zh"), en: policyFaultMessage(each, "en") },
  }));
}

function place(fault: { readonly line: number; readonly column: number } | undefined) {
  return { line: fault?.line, column: fault?.column };
}

function placeOf(text: string, word: string) {
  const before = text.slice(0, text.indexOf(word)).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
