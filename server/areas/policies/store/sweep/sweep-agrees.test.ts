import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type FactsJson, factsOf, generateOffice } from "@wutong/generator";
import { day } from "@wutong/kernel";
import { type CompiledPolicy, checkPolicies } from "@wutong/policy";
import { openAnalytics } from "../../../../storage/analytics/index.ts";
import { type DecidedSubject, decidePerson } from "../../findings/decide-person.ts";
import { policiesInForce } from "../../policies-in-force.ts";
import { openFacts } from "../files/facts-file.ts";
import { readPolicyFiles } from "../files/policy-files.ts";
import { type Finding, findingsFromColumns } from "../finding.ts";
import { sweepFacts } from "./sweep-facts.ts";
import { FINDINGS, officeFiles, readSummary, type SweepSummary } from "./sweep-folder.ts";

const AS_OF = day("2024-11-30");
const PEOPLE = 5_500;
const root = mkdtempSync(join(tmpdir(), "wutong-agree-"));
const people: FactsJson[] = [];
const policies = yuecheng();
const analytics = await openAnalytics({ memoryMiB: 1_024, threads: 2 });

before(async () => {
  const options = { office: 330602, people: PEOPLE, seed: 20_241_130, asOf: AS_OF };
  for (const person of generateOffice(options).people) {
    const facts = factsOf(person, options, "registers");
    people.push(facts.personId % 4 === 0 ? { ...facts, office: 330602001 } : facts);
  }
});

after(async () => {
  await analytics.close();
  rmSync(root, { recursive: true });
});

test("a sweep finds for every pair what deciding one person finds: outcome, masks, sums and what stacking keeps", async () => {
  const { summary, findings } = await sweep("first", people);
  const byPerson = Map.groupBy(findings, (one) => one.personId);
  const seen = new Set<string>();
  for (const { personId, office, ...facts } of people) {
    const decided = decidePerson(policies, facts as never, AS_OF);
    const found = byPerson.get(personId) ?? [];
    assert.equal(found.length, decided.subjects.length, `person ${personId}`);
    for (const subject of decided.subjects) {
      const { decision } = subject;
      const place = policies.indexOf(subject.policy);
      const finding = found.find((one) => one.place === place && one.subject === decision.certificate);
      assert.ok(finding, `person ${personId}, ${decision.policyId}`);
      assert.equal(finding.office, office);
      assert.deepEqual(answersOf(finding), expectedOf(subject), `person ${personId}, ${decision.policyId}`);
      seen.add(`${decision.policyId} ${decision.outcome}`);
      if (subject.chosen === false) seen.add("lost in stacking");
    }
  }
  assert.equal(seen.size, policies.length * 3 + 1, `every outcome of every policy, and a lost one: ${[...seen]}`);
  assert.equal(summary.people, PEOPLE);
});

test("the table counts its own findings, for each office", async () => {
  const summary = readSummary(join(root, "first"));
  const findings = await readAll(join(root, "first"));
  for (const [place, policy] of policies.entries()) {
    for (const office of [330602, 330602001]) {
      const own = findings.filter((one) => one.place === place && one.office === office);
      const row = summary.totals.find((one) => one.policyId === policy.envelope.id && one.office === office);
      const entitled = own.filter((one) => one.outcome === "entitled");
      assert.equal(row?.subjects, own.length);
      assert.equal(row?.entitled, entitled.length);
      assert.equal(row?.oneStepShort, own.filter((one) => one.steps > 0).length);
      assert.equal(row?.planFen, entitled.reduce((sum, one) => sum + (one.planFen ?? 0n), 0n).toString());
      assert.equal(row?.chosen, own.filter((one) => one.chosen).length);
      assert.equal(row?.newlyEntitled, null);
    }
  }
  for (const file of readdirSync(root, { recursive: true, encoding: "utf8" })) assert.doesNotMatch(file, /draft/);
});

test("the second sweep says who is newly entitled, no longer, and newly one step short; who was paid has lost nothing", async () => {
  const [rent] = policies.flatMap((policy, place) =>
    policy.envelope.benefit === "housingVoucher" ? [{ policy, place }] : [],
  );
  assert.ok(rent);
  const before_ = (await readAll(join(root, "first"))).filter((one) => one.place === rent.place);
  const entitled = before_.filter((one) => one.outcome === "entitled").map((one) => one.personId);
  const [loser, paid] = entitled;
  const stranger = people.length + 1;
  const winner = people.find((one) => one.personId === entitled[2]);
  assert.ok(winner);
  const later = people.map((one): FactsJson => {
    if (one.personId === loser) return { ...one, education: { complete: true, rows: [] } };
    if (one.personId !== paid) return one;
    const taken = {
      policy: rent.policy.envelope.id,
      kind: "housingVoucher",
      region: "330602",
      from: "2024-11-01",
      to: "2024-11-01",
    };
    const row = { ...taken, amountYuan: 60_000, certificate: "", occupation: "", level: "" };
    return { ...one, benefits: { complete: true, rows: [row] } };
  });
  const { summary } = await sweep("second", [...later, { ...winner, personId: stranger }], "first");
  const total = (of: (one: SweepSummary["totals"][number]) => number | null) =>
    summary.totals
      .filter((one) => one.policyId === rent.policy.envelope.id)
      .reduce((sum, one) => sum + (of(one) ?? 0), 0);
  assert.equal(
    total((one) => one.newlyEntitled),
    1,
  );
  assert.equal(
    total((one) => one.noLongerEntitled),
    1,
  );
  assert.equal(summary.comparedWith, readSummary(join(root, "first")).identity);
});

test("what breaks half way leaves no folder behind", async () => {
  const out = join(root, "broken");
  await assert.rejects(
    sweepFacts({
      analytics,
      policies,
      facts: [{ people: "nothing_here", lists: {} }],
      snapshot: "x",
      asOf: AS_OF,
      out,
    }),
  );
  assert.equal(statSync(out, { throwIfNoEntry: false }), undefined);
  for (const file of readdirSync(root)) assert.doesNotMatch(file, /draft/);
});

async function sweep(name: string, given: readonly FactsJson[], since?: string) {
  const file = join(root, `${name}.jsonl`);
  writeFileSync(file, given.map((one) => JSON.stringify(one)).join("\n"));
  const facts = await openFacts(analytics, file);
  assert.ok(facts.ok, JSON.stringify(facts));
  const previous = since ? { ...readSummary(join(root, since)), folder: join(root, since) } : undefined;
  const out = join(root, name);
  const summary = await sweepFacts({
    ...{ analytics, policies, facts: facts.value, snapshot: name, asOf: AS_OF, out },
    ...(previous ? { previous } : {}),
  });
  return { summary, findings: await readAll(out) };
}

async function readAll(folder: string): Promise<readonly Finding[]> {
  const files = officeFiles(join(folder, FINDINGS));
  return findingsFromColumns(await analytics.columns(`FROM ${files}`));
}

function answersOf({ outcome, met, unknown, steps, amountFen, thisYearFen, planFen, chosen }: Finding) {
  return { outcome, met, unknown, steps, amountFen, thisYearFen, planFen, chosen };
}

function expectedOf({ policy, decision, chosen }: DecidedSubject): ReturnType<typeof answersOf> {
  const mask = (of: (id: string, truth: boolean | null) => boolean) =>
    decision.conditions.reduce((bits, { id, truth }, index) => bits + (of(id, truth) ? 2 ** index : 0), 0);
  assert.deepEqual(
    decision.conditions.map((each) => each.id),
    policy.conditions.map((each) => each.id),
  );
  return {
    outcome: decision.outcome,
    met: mask((_, truth) => truth === true),
    unknown: mask((_, truth) => truth === null),
    steps: mask((id) => decision.steps.some((step) => step.id === id)),
    amountFen: decision.amountFen,
    thisYearFen: decision.thisYearFen,
    planFen: decision.wholePlanFen,
    chosen: chosen === true,
  };
}

function yuecheng(): readonly CompiledPolicy[] {
  const files = readPolicyFiles(fileURLToPath(new URL("../../../../../regions/yuecheng/policies/", import.meta.url)));
  assert.ok(files.ok);
  return policiesInForce(checkPolicies(files.value).policies, AS_OF);
}
