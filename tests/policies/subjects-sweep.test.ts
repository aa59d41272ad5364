import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import {
  type CompiledPolicy,
  decideSubjects,
  type GivenFacts,
  OUTCOME_CODES,
  planSweep,
  readFacts,
  type SubjectKind,
  subjectOf,
} from "@wutong/policy";
import { type Finding, openDuckSweeper, type Subjects } from "./duck-sweep.ts";
import { type PolicyParts, policiesOf } from "./written-policies.ts";

const asOf = day("2024-11-30");

const written: readonly PolicyParts[] = [
  {
    id: "for-people",
    subject: "person",
    benefit: "rentSubsidy",
    conditions: ['team = "A"'],
    amount: { per: "whole", yuan: 100 },
    stacking: { chooseOne: "one" },
  },
  {
    id: "for-leases",
    subject: "lease",
    benefit: "rentSubsidy",
    conditions: ['lease.kind = "market"', 'team = "A"', "count(leases[filed]) >= 1"],
    amount: { per: "whole", share: { of: "lease.rentYuan * 12", percent: 50, capYuan: 12_000 } },
    stacking: { chooseOne: "one" },
  },
  {
    id: "for-homes",
    subject: "home",
    benefit: "purchaseSubsidy",
    conditions: ["home.owned"],
    amount: { per: "whole", each: { count: "home.areaM2", yuan: 1_500, max: 120 } },
  },
  {
    id: "for-certificates",
    subject: "certificate",
    benefit: "skillSubsidy",
    conditions: ['certificate.level in ("3", "2", "1")'],
    amount: {
      per: "whole",
      hitPolicy: "FIRST",
      rows: [
        { if: 'certificate.level = "3"', yuan: 2_000 },
        { if: "true", yuan: 3_000 },
      ],
    },
  },
  {
    id: "for-households",
    subject: "household",
    benefit: "rentSubsidy",
    conditions: ["memberCount >= 3", "incomePerHeadYuan < 30000"],
    amount: { per: "whole", each: { count: "memberCount", yuan: 200 } },
    stacking: { chooseOne: "one" },
  },
  {
    id: "for-employers",
    subject: "employer",
    benefit: "traineeSubsidy",
    conditions: ["count(trainees[insured]) >= 1"],
    amount: { per: "whole", each: { count: "sum(trainees[insured].months)", yuan: 1_000.5 } },
    stacking: { chooseOne: "one" },
  },
  {
    id: "for-employers-once",
    subject: "employer",
    benefit: "employmentSubsidy",
    conditions: ["insuredEmployees > 10"],
    amount: { per: "whole", yuan: 3_000 },
    stacking: { chooseOne: "one" },
  },
  {
    id: "for-platforms",
    subject: "platform",
    benefit: "platformFunding",
    conditions: ['level = "national" or level = "provincial"'],
    amount: { per: "whole", yuan: 500_000 },
  },
];

const list = (...rows: readonly GivenFacts[]) => ({ complete: true, rows: rows as never });
const subjects: Subjects = {
  person: [
    {
      team: "A",
      leases: list(
        { key: "l1", kind: "market", rentYuan: 1_500, filed: true },
        { key: "l2", kind: "market", rentYuan: 3_000, filed: false },
      ),
      homes: list({ property: "h1", owned: true, areaM2: 88.25 }, { property: "h2", owned: true, areaM2: 150 }),
      certificates: list({ key: "c1", level: "4" }, { key: "c2", level: "2" }, { key: "c3" }),
    },
    { team: "B", homes: list({ property: "h3", areaM2: 90 }) },
    { leases: { complete: false, rows: [{ key: "l4", kind: "publicRental" }, { key: "l5" }] } },
  ],
  household: [{ memberCount: 3, incomePerHeadYuan: 29_999.99 }, { memberCount: 2 }, { memberCount: 5 }],
  employer: [
    {
      insuredEmployees: 11,
      trainees: list(
        { key: "t1", insured: true, months: 3 },
        { key: "t2", insured: false, months: 9 },
        { key: "t3", insured: true, months: 4 },
      ),
    },
    { insuredEmployees: 3, trainees: list() },
  ],
  platform: [{ level: "provincial" }, { level: "county" }, {}],
};

test("one sweep decides people, their claims, households, employers and platforms, each over its own facts", async () => {
  const policies = policiesOf(written);
  const found = await swept(policies, subjects);
  const expected = policies.flatMap((policy, place) => expectedOf(policy, place));
  assert.deepEqual(found.map(textOf).sort(), expected.sort());
  assert.ok(new Set(found.map(({ outcome }) => outcome)).size === 3);
});

test("people and employers of the same number don't compete with each other", async () => {
  const found = await swept(policiesOf(written), subjects);
  const chosen = found
    .filter((each) => each.personId === 0 && each.chosen)
    .map(({ policy, subject }) => `${policy} ${subject}`);
  // Of one group the dearest: of the person the dearer lease, of the household its only one, of the employer the trainees'.
  assert.deepEqual(chosen.sort(), ["1 l2", "2 h1", "2 h2", "3 c2", "4 null", "5 null", "7 null"]);
  const lost = found.find(({ policy, personId }) => policy === 6 && personId === 0);
  assert.deepEqual([lost?.chosen, lost?.lostTo], [false, 5]);
});

test("policies about subjects of whom there are no facts are left out, and named", async () => {
  const policies = policiesOf(written);
  const { withoutSource } = planSweep(policies, { asOf, sources: { platform: "facts" } });
  assert.deepEqual(withoutSource, [0, 1, 2, 3, 4, 5, 6]);
  const { platform = [] } = subjects;
  const found = await swept(policies, { platform });
  assert.deepEqual(
    found.map(({ policy, outcome }) => [policy, outcome]),
    [
      [7, 2],
      [7, 0],
      [7, 1],
    ],
  );
  assert.deepEqual(await swept(policies.slice(0, 2), { platform }), []);
});

async function swept(policies: readonly CompiledPolicy[], of: Subjects): Promise<readonly Finding[]> {
  const sweeper = await openDuckSweeper();
  try {
    return await sweeper.sweep(policies, of, asOf);
  } finally {
    sweeper.close();
  }
}

function expectedOf(policy: CompiledPolicy, place: number): readonly string[] {
  const kind: SubjectKind = subjectOf(policy.envelope.subject)?.kind ?? "person";
  return (subjects[kind] ?? []).flatMap((given, personId) => {
    const facts = readFacts(given, policy.envelope.subject);
    assert.ok(facts.ok, JSON.stringify(facts));
    return decideSubjects(policy, facts.value, asOf).map(({ certificate, outcome, amountFen, wholePlanFen }) =>
      textOf({
        personId,
        policy: place,
        subject: certificate,
        outcome: OUTCOME_CODES[outcome],
        amountFen,
        wholePlanFen,
      }),
    );
  });
}

type Told = Pick<Finding, "personId" | "policy" | "subject" | "outcome" | "amountFen" | "wholePlanFen">;

function textOf({ personId, policy, subject, outcome, amountFen, wholePlanFen }: Told): string {
  return `${personId} ${policy} ${subject} ${outcome} ${amountFen} ${wholePlanFen}`;
}
