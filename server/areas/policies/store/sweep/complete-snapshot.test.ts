import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { day } from "@wutong/kernel";
import { type CompiledPolicy, checkPolicies } from "@wutong/policy";
import { openAnalytics, quoteText } from "../../../../storage/analytics/index.ts";
import { decidePerson } from "../../findings/decide-person.ts";
import { findingsFromColumns } from "../finding.ts";
import { sweepFacts } from "./sweep-facts.ts";
import { FINDINGS, officeFiles, snapshotFacts } from "./sweep-folder.ts";

const AS_OF = day("2024-11-30");
const root = mkdtempSync(join(tmpdir(), "wutong-older-"));
const analytics = await openAnalytics({ memoryMiB: 512, threads: 2 });

after(async () => {
  await analytics.close();
  rmSync(root, { recursive: true });
});

/** A snapshot of an early form: one scalar, two lists, employers with their code and kind alone. */
const SNAPSHOT = {
  people: `SELECT 1 AS "personId", 'M' AS sex, TRUE AS contracts_complete, TRUE AS benefits_complete
    UNION ALL SELECT 2, 'F', TRUE, TRUE`,
  contracts: `SELECT 1 AS "personId", DATE '2023-01-01' AS "from", DATE '2026-12-31' AS "to", FALSE AS "openEnded",
    {'code': 'a', 'kind': 'enterprise'} AS employer UNION ALL
    SELECT 2, DATE '2023-01-01', DATE '2026-12-31', FALSE, NULL`,
  benefits: `SELECT 1 AS "personId", 'rentSubsidy' AS kind WHERE FALSE`,
};

test("a list that the snapshot does not hold is unknown, neither an error nor absent", async () => {
  assert.deepEqual(await swept(policy("some l in leases satisfies l.filed")), ["possible", "possible"]);
  assert.deepEqual(await swept(policy("not(some l in leases satisfies l.filed)")), ["possible", "possible"]);
  assert.deepEqual(await swept(policy("count(leases) = 0")), ["possible", "possible"]);
  assert.deepEqual(await swept(policy("sum(pay.monthlyYuan) < 1000")), ["possible", "possible"]);
});

test("a fact of the person that it does not hold is unknown, and what decides anyway still does", async () => {
  assert.deepEqual(await swept(policy('hukouKind = "rural"')), ["possible", "possible"]);
  assert.deepEqual(await swept(policy('hukouKind = "rural" or sex = "M"')), ["entitled", "possible"]);
  assert.deepEqual(await swept(policy('hukouSince < asOf and sex = "M"')), ["possible", "notEntitled"]);
});

test("a field that the rows of a list lack is unknown in each, the others are read", async () => {
  assert.deepEqual(await swept(policy('some c in contracts satisfies c.key = "k"')), ["possible", "possible"]);
  assert.deepEqual(await swept(policy("every c in contracts satisfies c.openEnded")), ["notEntitled", "notEntitled"]);
  assert.deepEqual(await swept(policy("some c in contracts satisfies c.years > 0 or not(c.openEnded)")), [
    "entitled",
    "entitled",
  ]);
});

test("a group of an older form is made whole: what it has is read, an unknown group stays unknown", async () => {
  const scale = 'some c in contracts satisfies c.employer.scale = "micro"';
  assert.deepEqual(await swept(policy(scale)), ["possible", "possible"]);
  const either = 'some c in contracts satisfies c.employer.scale = "micro" or c.employer.kind = "enterprise"';
  assert.deepEqual(await swept(policy(either)), ["entitled", "possible"]);
  const neither = 'some c in contracts satisfies c.employer.scale = "micro" and c.employer.kind = "government"';
  assert.deepEqual(await swept(policy(neither)), ["notEntitled", "possible"]);
});

test("a policy about each lease finds none where no lease is known", async () => {
  assert.deepEqual(await swept(policy("lease.filed", "lease")), []);
});

test("a policy about each contract is decided on the fields that are held", async () => {
  assert.deepEqual(await swept(policy("not(contract.openEnded)", "contract")), ["entitled", "entitled"]);
  assert.deepEqual(await swept(policy('contract.key = "k"', "contract")), ["possible", "possible"]);
});

test("facts that a region adds are unknown in every snapshot", async () => {
  const facts = `facts:
  - { name: stars, type: integer, register: { id: stars, zh: 星级, en: stars }, label: { zh: 星级, en: stars } }
  - name: patents
    register: stars
    label: { zh: 专利, en: patents }
    fields: [{ name: granted, type: date, label: { zh: 授权日, en: granted } }]
`;
  const asks = (feel: string) => policy(feel, "person", facts);
  assert.deepEqual(await swept(asks("stars > 3")), ["possible", "possible"]);
  assert.deepEqual(await swept(asks("some p in patents satisfies p.granted < asOf")), ["possible", "possible"]);
  const decided = decidePerson([asks("stars > 3 and count(patents) > 0")], { sex: "M" }, AS_OF);
  assert.deepEqual(
    decided.subjects.map(({ decision }) => decision.outcome),
    ["possible"],
  );
});

test("one person's facts without the new lists are decided as a sweep decides them", () => {
  const outcomes = (feel: string) =>
    decidePerson([policy(feel)], { sex: "M" }, AS_OF).subjects.map(({ decision }) => decision.outcome);
  assert.deepEqual(outcomes("some l in leases satisfies l.filed"), ["possible"]);
  assert.deepEqual(outcomes("not(some l in leases satisfies l.filed)"), ["possible"]);
  assert.deepEqual(outcomes('hukouKind = "rural" or sex = "M"'), ["entitled"]);
});

test("a policy about employers says nothing of a person", () => {
  const decided = decidePerson([policy("aboveScale", "employer"), policy('sex = "M"')], { sex: "M" }, AS_OF);
  assert.deepEqual(
    decided.subjects.map(({ decision }) => decision.outcome),
    ["entitled"],
  );
});

/** Outcomes of the two people's subjects, in their order. */
async function swept(asked: CompiledPolicy): Promise<readonly string[]> {
  const name = mkdtempSync(join(root, "sweep-"));
  const facts = join(name, "facts");
  for (const [relation, query] of Object.entries(SNAPSHOT)) {
    const folder = join(facts, relation, "office=330602");
    mkdirSync(folder, { recursive: true });
    await analytics.run(`COPY (${query}) TO ${quoteText(join(folder, "000-0.parquet"))} (FORMAT parquet)`);
  }
  const out = join(name, "out");
  await sweepFacts({ analytics, policies: [asked], facts: snapshotFacts(facts), snapshot: "older", asOf: AS_OF, out });
  const files = officeFiles(join(out, FINDINGS));
  const found = files ? findingsFromColumns(await analytics.columns(`FROM ${files} ORDER BY "personId", subject`)) : [];
  return found.map(({ outcome }) => outcome);
}

function policy(feel: string, subject = "person", added?: string): CompiledPolicy {
  const both = (text: string) => `{ zh: ${text}, en: ${text} }`;
  const text = `id: asked
benefit: award
office: 330602
version: 1
title: ${both("award")}
source: { rule: X1, document: d, grade: B, note: ${both("n")} }
prose: ${both("p")}
${added ? "include: [city.shared.yaml]" : ""}
inForce: { from: 2024-01-01 }
keyDate: { feel: asOf, says: ${both("day")}, evidence: { document: ${both("d")} } }
subject: ${subject}
conditions:
  all:
    - id: asked
      feel: ${JSON.stringify(feel)}
      text: ${both("asked")}
      clause: ${both("c")}
      evidence: { document: ${both("d")} }
      when: atKeyDate
amount: { per: whole, yuan: 100 }
payPlan: { kind: once }
stacking: { ends: [], higherBarsLower: false, notWith: [] }
beneficiary: { who: person }
payee: { who: person }
handling:
  mode: apply
  offerDays: 30
  publicNoticeWorkingDays: 0
  approvals: [{ role: reviewer, title: ${both("r")} }]
tests:
  cases:
    - name: later
      asOf: 1999-01-01
      ${subject === "person" || subject === "employer" ? "facts: {}" : `claim: k\n      facts: { ${subject}s: [{ key: k }] }`}
      because: before its time
      expect: { outcome: notEntitled }
`;
  const files = [{ path: "asked.yaml", text }, ...(added ? [{ path: "city.shared.yaml", text: added }] : [])];
  const { policies, faults } = checkPolicies(files);
  assert.deepEqual(faults, [], feel);
  const [only] = policies;
  assert.ok(only);
  return only;
}
