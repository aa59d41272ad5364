import assert from "node:assert/strict";
import { test } from "node:test";
import { type Day, day } from "@wutong/kernel";
import {
  type Answer,
  type Answers,
  type Calculator,
  type CompiledPolicy,
  createCalculator,
  type Decision,
  decide,
  decideSubjects,
  type FactField,
  type FactGroup,
  factsOfCase,
  type GivenFacts,
  type GivenList,
  type GivenRow,
  givenOfCase,
  grantOf,
  joinExtensions,
  type Question,
  readFacts,
  runCase,
  stack,
  subjectOf,
} from "@wutong/policy";
import { policyFolders, shippedPolicies } from "./rules/rule-files.ts";

const QUESTIONS_MAX = 60;
const shipped = shippedPolicies().filter(
  ({ policy: { envelope, extension } }) => subjectOf(envelope.subject, extension)?.kind === "person",
);

/** Answers each question by what a person knows of themselves, until there is none left. */
function answerAll(calculator: Calculator, given: GivenFacts, asOf: Day): { answers: Answers; asked: string[] } {
  const answers: Record<string, Answer> = {};
  const asked: string[] = [];
  for (;;) {
    const next = calculator.next(answers, asOf);
    assert.ok(next.ok, JSON.stringify(next));
    if (!next.value) return { answers, asked };
    asked.push(next.value.fact);
    assert.ok(asked.length <= QUESTIONS_MAX, `it asks without end: ${asked.join(", ")}`);
    answers[next.value.fact] = answerTo(next.value, given);
  }
}

function answerTo({ fact, about }: Question, given: GivenFacts): Answer {
  const known = given[fact];
  if (known === undefined || known === null) return { kind: "unknown" };
  if (about.kind === "scalar") return { kind: "value", value: known as string };
  const list = (Array.isArray(known) ? { complete: true, rows: known } : known) as GivenList;
  const rows = list.rows.map((row) => onlyAsked(row, about.fields));
  return { kind: "list", list: { complete: list.complete, rows }, fields: about.paths };
}

/** Nobody tells what they are not asked. */
function onlyAsked(row: GivenRow, fields: readonly (FactField | FactGroup)[]): GivenRow {
  const kept = fields.flatMap((field): [string, GivenRow[string]][] => {
    const value = row[field.name];
    if (value === undefined) return [];
    return [[field.name, "fields" in field ? (onlyAsked(value as GivenRow, field.fields) as never) : value]];
  });
  return Object.fromEntries(kept);
}

/** What an answer is about: reasons apart, of which the calculator stops to look for more once one suffices. */
function toldOf({ outcome, keyDate, amountFen, quantity, plan, steps, unknowns, wholePlanFen }: Decision) {
  const open = unknowns.map(({ id }) => id);
  return outcome === "notEntitled"
    ? { outcome, steps }
    : { outcome, keyDate, amountFen, quantity, plan, wholePlanFen, steps, open };
}

test("fed with a case's facts, answer by answer, the calculator comes to what the case expects, of every shipped policy about people", () => {
  let cases = 0;
  for (const { path, policy } of shipped) {
    const calculator = createCalculator([policy]);
    for (const each of policy.envelope.tests.cases) {
      const facts = factsOfCase(policy.envelope, each, policy.extension);
      if (!facts) continue;
      const where = `${path} ${each.name}`;
      assert.deepEqual(runCase(policy, each, facts), [], where);
      const { answers, asked } = answerAll(calculator, givenOfCase(policy.envelope, each), each.asOf);
      const calculated = calculator.calculate(answers, each.asOf);
      assert.ok(calculated.ok, where);
      const found = calculated.value.decisions.find(({ decision }) => decision.certificate === (each.claim ?? null));
      assert.ok(found, where);
      const expected = decide(policy, facts, each.asOf);
      assert.deepEqual(toldOf(found.decision), toldOf(expected), `${where}, asked ${asked.join(", ")}`);
      const reasons = expected.reasons.map(({ id }) => id);
      for (const { id } of found.decision.reasons) assert.ok(reasons.includes(id), `${where}: ${id}`);
      cases += 1;
    }
  }
  assert.ok(cases > 500, `${cases} cases`);
});

test("over all policies of a region, what may be had together is what stacking says of the same facts", () => {
  let chosen = 0;
  for (const { folder } of policyFolders().filter(({ folder }) => folder.startsWith("regions"))) {
    const policies = shipped.filter(({ path }) => path.startsWith(folder)).map(({ policy }) => policy);
    const calculator = createCalculator(policies);
    for (const { envelope } of policies) {
      for (const each of envelope.tests.cases.filter((_, index) => index % 6 === 0)) {
        const given = givenOfCase(envelope, each);
        const { answers } = answerAll(calculator, given, each.asOf);
        const calculated = calculator.calculate(answers, each.asOf);
        assert.ok(calculated.ok);
        const expected = stacked(policies, given, each.asOf);
        assert.deepEqual(calculated.value.stacked, expected, `${folder} ${envelope.id} ${each.name}`);
        chosen += expected.chosen.length;
      }
    }
  }
  assert.ok(chosen > 30, `${chosen} chosen`);
});

function stacked(policies: readonly CompiledPolicy[], given: GivenFacts, asOf: Day) {
  const read = readFacts(given, "person", joinExtensions(policies));
  assert.ok(read.ok);
  const grants = policies.flatMap((policy, rank) =>
    decideSubjects(policy, read.value, asOf).flatMap((one) => grantOf(policy, one, { facts: read.value, rank }) ?? []),
  );
  return stack(grants, [], asOf);
}

const yuecheng = createCalculator(
  shipped.filter(({ path }) => path.startsWith("regions/yuecheng")).map(({ policy }) => policy),
);
const asOf = day("2024-11-30");

test("it begins with what settles most, and asks no more than still matters", () => {
  const first = yuecheng.next({}, asOf);
  assert.ok(first.ok);
  const { fact } = first.value ?? {};
  assert.ok(first.value && first.value.decides.length >= 3, `${fact} decides ${first.value?.decides.join(", ")}`);
  const none: Answer = {
    kind: "list",
    list: { complete: true, rows: [] },
    fields: first.value.about.kind === "list" ? first.value.about.paths : [],
  };
  const { asked } = answerAll(yuecheng, { [fact ?? ""]: none.list, certificates: none.list } as GivenFacts, asOf);
  assert.deepEqual(
    asked.toSorted(),
    [fact, "certificates"].toSorted(),
    "who is not insured at all is asked nothing about homes",
  );
});

test("who knows nothing is told what would settle it, and is not asked twice", () => {
  const { answers, asked } = answerAll(yuecheng, {}, asOf);
  assert.equal(new Set(asked).size, asked.length);
  const calculated = yuecheng.calculate(answers, asOf);
  assert.ok(calculated.ok);
  for (const { decision } of calculated.value.decisions) {
    assert.equal(decision.outcome, "possible");
    assert.ok(decision.unknowns.length > 0);
  }
});

test("an answer of the wrong form is refused with its place", () => {
  const wrong: Answers = {
    insurance: { kind: "list", list: { complete: true, rows: [{ from: "in spring" }] }, fields: ["from"] },
  };
  const next = yuecheng.next(wrong, asOf);
  assert.ok(!next.ok);
  assert.equal(next.error[0]?.params["path"], "insurance[0].from");
});

test("an answer that only another region's policies ask for is left alone, and a changed one is asked with all that is needed", () => {
  const other: Answers = {
    patents: { kind: "list", list: { complete: true, rows: [{ granted: "soon" }] }, fields: ["granted"] },
  };
  const [here, there] = [yuecheng.next({}, asOf), yuecheng.next(other, asOf)];
  assert.deepEqual(there, here);
  const half: Answers = {
    insurance: { kind: "list", list: { complete: true, rows: [{ region: "330602" }] }, fields: ["region"] },
  };
  const again = yuecheng.about("insurance", half, asOf);
  assert.ok(again.ok && again.value?.about.kind === "list" && again.value.about.paths.length > 5);
  const asked = yuecheng.next(half, asOf);
  assert.ok(asked.ok && asked.value);
  const { answers } = answerAll(yuecheng, {}, asOf);
  const done = yuecheng.about("insurance", answers, asOf);
  assert.ok(done.ok && done.value, "an answer can be changed when nothing is left to ask");
});
