import assert from "node:assert/strict";
import { test } from "node:test";
import { expectOk } from "@wutong/kernel";
import { checkPolicies } from "../check/check-policies.ts";
import { decideSubjects } from "../decide/decide.ts";
import { explain } from "../explain/explain.ts";
import { readFacts } from "../facts/read-facts.ts";
import { factFaultMessages } from "./fact-fault-messages.ts";
import { policyFaultMessage } from "./fault-messages.ts";

const FACTS = `facts:
  - name: patents
    register: { id: patents, zh: 专利登记, en: the register of patents }
    label: { zh: 专利, en: patents }
    element: { name: patent, key: key }
    fields:
      - { name: key, type: string, label: { zh: 专利号（化名）, en: patent } }
      - { name: kind, type: string, values: [invention, utility], label: { zh: 类别, en: kind } }
      - { name: granted, type: date, label: { zh: 授权日, en: granted on } }
      - { name: incomeYuan, type: yuan, label: { zh: 转化收入, en: income } }
      - name: owner
        label: { zh: 权利人, en: owner }
        fields:
          - { name: local, type: boolean, label: { zh: 本地, en: local } }
  - { name: citations, type: integer, digits: 6, register: patents, label: { zh: 被引次数, en: citations } }
`;

const both = (text: string) => `{ zh: ${text}, en: ${text} }`;
const policyText = (subject: string, feel: string, cases: string) => `id: patent-award
benefit: award
office: 330602
version: 1
title: ${both("award")}
source: { rule: X1, document: d, grade: B, note: ${both("n")} }
prose: ${both("p")}
include: [city.shared.yaml]
inForce: { from: 2024-01-01 }
keyDate: { feel: asOf, says: ${both("day")}, evidence: { document: ${both("d")} } }
subject: ${subject}
conditions:
  all:
    - id: inventor
      feel: ${feel}
      text: ${both("holds")}
      clause: ${both("c")}
      evidence: { register: patents }
      when: atKeyDate
amount: { per: whole, yuan: 100 }
payPlan: { kind: once }
stacking: { ends: [], higherBarsLower: false, notWith: [] }
beneficiary: { who: person }
payee: { who: person }
handling:
  mode: confirmOnce
  offerDays: 30
  publicNoticeWorkingDays: 0
  approvals: [{ role: reviewer, title: ${both("r")} }]
tests:
  cases:
${cases}`;

const CASES = `    - name: local invention
      asOf: 2024-05-01
      facts: { citations: 12000, patents: [{ key: a, kind: invention, owner: { local: true } }] }
      because: asked
      expect: { outcome: entitled }
    - name: nothing known
      asOf: 2024-05-01
      facts: {}
      because: asked
      expect: { outcome: possible, unknown: [inventor] }
    - name: none
      asOf: 2024-05-01
      facts: { patents: [], citations: 9 }
      because: asked
      expect: { outcome: notEntitled, failed: [inventor] }
`;
const POLICY = policyText(
  "person",
  `some p in patents satisfies p.kind = "invention" and p.owner.local and citations > 9999`,
  CASES,
);

function check(facts: string, policy = POLICY, more: readonly { path: string; text: string }[] = []) {
  const files = [{ path: "city.shared.yaml", text: facts }, { path: "award.yaml", text: policy }, ...more];
  return checkPolicies(files);
}

const asOf = 19_844 as Parameters<typeof decideSubjects>[2];

test("a policy asks facts that its shared file adds, in conditions, cases and evidence", () => {
  const { policies, faults } = check(FACTS);
  assert.deepEqual(faults, []);
  const policy = expectOk(policies[0] ? { ok: true, value: policies[0] } : { ok: false, error: "none" }, "the policy");
  assert.deepEqual(policy.extension?.registers, { patents: { zh: "专利登记", en: "the register of patents" } });
  const [decision] = decideSubjects(policy, {}, asOf);
  assert.equal(decision?.outcome, "possible");
  assert.match(explain(decision as NonNullable<typeof decision>, policy, "zh"), /据专利登记/);
});

test("a fact of the wrong type in a case is found where it stands", () => {
  const { faults } = check(FACTS, POLICY.replace("citations: 12000", "citations: many"));
  assert.deepEqual(
    faults.map(({ code, file, line }) => ({ code, file, line })),
    [{ code: "policy.value.type", file: "award.yaml", line: lineOf(POLICY, "citations: 12000") }],
  );
});

test("a value that the added field can't have is refused in a condition", () => {
  const { faults } = check(FACTS, POLICY.replace(`p.kind = "invention"`, `p.kind = "design"`));
  assert.equal(faults[0]?.code, "feel.notAListedValue");
});

test("a policy that does not include the file does not know the fact", () => {
  const { faults } = check(FACTS, POLICY.replace("include: [city.shared.yaml]\n", ""));
  assert.ok(faults.length > 0 && faults.every((each) => each.file === "award.yaml"));
});

test("a policy may be about each element of a list that is added", () => {
  const cases = CASES.slice(0, CASES.indexOf("    - name: nothing")).replace(
    "because: asked",
    "claim: a\n      because: asked",
  );
  const { policies, faults } = check(FACTS, policyText("patent", "patent.owner.local and citations > 9999", cases));
  assert.deepEqual(faults, []);
  const policy = policies[0];
  assert.ok(policy);
  const facts = readFacts(
    {
      citations: 10_000,
      patents: [{ key: "x", owner: { local: true } }, { key: "y" }, { key: "z", owner: { local: false } }],
    },
    "patent",
    policy.extension,
  );
  assert.ok(facts.ok);
  assert.deepEqual(
    decideSubjects(policy, facts.value, asOf).map(({ outcome }) => outcome),
    ["entitled", "possible", "notEntitled"],
  );
});

test("what is wrong with an added fact is told in its file, on its line, at its column", () => {
  const told = (from: string, to: string, at: string) => {
    const text = FACTS.replace(from, to);
    const [found] = check(text).faults.filter(({ file }) => file === "city.shared.yaml");
    assert.deepEqual([found?.line, found?.column], placeOf(text, at), found?.code ?? "no fault");
    return found?.code;
  };
  assert.equal(told("name: citations", "name: citations, unit: yuan", "unit: yuan"), "policy.key.unknown");
  assert.equal(told("type: integer", "type: whole", "whole"), "policy.value.notOneOf");
  assert.equal(told("name: citations", "name: birth", "birth"), "policy.facts.known");
  assert.equal(told("name: granted", "name: kind", "kind, type: date"), "policy.facts.twice");
  assert.equal(told("name: local", "name: if", "if"), "policy.facts.reserved");
  assert.equal(told("register: patents", "register: patent", "patent, label"), "policy.facts.register");
});

test("names that are taken, reserved, twice or unreadable are refused", () => {
  const codes = (name: string) => codesOf(FACTS.replace("name: citations", `name: ${name}`));
  assert.deepEqual(codes("birth"), ["policy.facts.known"]);
  assert.deepEqual(codes("hukousince"), ["policy.facts.known"]);
  assert.deepEqual(codes("leases"), ["policy.facts.known"]);
  assert.deepEqual(codes("certificate"), ["policy.facts.known"]);
  assert.deepEqual(codes("patents"), ["policy.facts.twice"]);
  assert.deepEqual(codes("patent"), ["policy.facts.twice"]);
  assert.deepEqual(codes("asOf"), ["policy.facts.reserved"]);
  assert.deepEqual(codes("for"), ["policy.facts.reserved"]);
  assert.deepEqual(codesOf(FACTS.replace("name: incomeYuan", "name: kind")), ["policy.facts.twice"]);
  assert.deepEqual(codesOf(FACTS.replace("name: local", "name: then")), ["policy.facts.reserved"]);
  // Another kind of subject has its own names.
  assert.deepEqual(codesOf(FACTS.replace("name: citations", "subject: employer, name: birth")), []);
  assert.deepEqual(codesOf(FACTS.replace("name: citations", "subject: employer, name: revenueYuan")), [
    "policy.facts.known",
  ]);
});

test("values are for texts, digits for whole numbers, registers are known or named once", () => {
  assert.deepEqual(codesOf(FACTS.replace("type: yuan", "type: yuan, values: [a]")), ["policy.facts.values"]);
  assert.deepEqual(codesOf(FACTS.replace("type: yuan", "type: yuan, digits: 5")), ["policy.facts.digits"]);
  assert.deepEqual(codesOf(FACTS.replace("register: patents", "register: patnts")), ["policy.facts.register"]);
  assert.deepEqual(codesOf(FACTS.replace("register: patents", "register: housing")), []);
  const again = "register: { id: patents, zh: 专利, en: patents }";
  assert.deepEqual(codesOf(FACTS.replace("register: patents", again)), ["policy.facts.registerTwice"]);
  assert.deepEqual(codesOf(FACTS.replace("key: key }", "key: granted }")), ["policy.facts.element"]);
  assert.deepEqual(codesOf(FACTS.replace("- name: patents", "- name: patents\n    subject: employer")), [
    "policy.facts.element",
  ]);
});

test("two included files that add the same fact: the second is the fault and names the first", () => {
  const more = [{ path: "more.shared.yaml", text: FACTS }];
  const policy = POLICY.replace("[city.shared.yaml]", "[city.shared.yaml, more.shared.yaml]");
  const { faults } = check(FACTS, policy, more);
  const twice = faults.filter(({ code }) => code === "policy.facts.twice");
  assert.deepEqual(
    [...new Set(twice.map(({ file, params }) => `${file} ${params["where"]}`))],
    ["more.shared.yaml city.shared.yaml"],
  );
});

test("files of a folder may add one fact alike, though not otherwise", () => {
  const codes = (text: string) => {
    const { faults } = checkPolicies([
      { path: "a.shared.yaml", text: FACTS },
      { path: "b.shared.yaml", text },
    ]);
    return faults.map(({ code, file, params }) => `${code} ${file} ${params["name"]} ${params["where"]}`);
  };
  assert.deepEqual(codes(FACTS), []);
  assert.deepEqual(codes(FACTS.replace("en: granted on", "en: day of the grant")), []);
  assert.deepEqual(codes(FACTS.replace("digits: 6", "digits: 7")), [
    "policy.facts.differs b.shared.yaml citations a.shared.yaml",
  ]);
  assert.deepEqual(codes(FACTS.replace("granted, type: date", "granted, type: string")), [
    "policy.facts.differs b.shared.yaml patents a.shared.yaml",
  ]);
});

test("every fault of added facts says in both languages what to do", () => {
  for (const code of Object.keys(factFaultMessages)) {
    for (const language of ["zh", "en"] as const) {
      const told = policyFaultMessage(
        { code, params: { name: "x", subject: "person", where: "a", type: "yuan", id: "x" } },
        language,
      );
      assert.doesNotMatch(told, /[{}]/);
    }
  }
});

/** The faults of a shared file that nobody includes. */
function codesOf(text: string): readonly string[] {
  assert.notEqual(text, FACTS);
  return checkPolicies([{ path: "city.shared.yaml", text }]).faults.map(({ code }) => code);
}

function lineOf(text: string, part: string): number {
  return placeOf(text, part)[0] ?? 0;
}

/** Line and column at which the first such part begins. */
function placeOf(text: string, part: string): readonly number[] {
  const before = text.slice(0, text.indexOf(part)).split("\n");
  return [before.length, (before.at(-1)?.length ?? 0) + 1];
}
