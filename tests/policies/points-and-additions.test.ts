import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkPolicies, policyFaultMessage } from "@wutong/policy";
import { type CaseEngine, duckEngine, maskEngine } from "./case-engines.ts";
import { compareCases } from "./compare-cases.ts";
import { policyText } from "./written-policies.ts";

const engines: CaseEngine[] = [];
before(async () => {
  engines.push(maskEngine(), await duckEngine());
});
after(async () => {
  for (const engine of engines) await engine.close();
});

const words = { zh: "试验", en: "trial" };
const degree = (level: string) => ({ education: [{ key: "d", level }] });
const due = (asOf: string, facts: unknown, expect: unknown) => {
  return { name: `${asOf} ${JSON.stringify(facts)}`, asOf, facts, because: "trial", expect };
};

test("points of several tables are added once, under a name, and asked wherever they count", async () => {
  const text = policyText({
    id: "by-points",
    subject: "person",
    benefit: "livingSubsidy",
    tables: [
      table("degreePoints", "BEST", ['some e in education satisfies e.level = "phd"', 40]),
      table("agePoints", "FIRST", ["age <= 30", 20]),
    ],
    terms: [
      { id: "points", says: words, feel: "degreePoints + agePoints" },
      { id: "age", says: words, feel: "full years between(birth, asOf)" },
    ],
    conditions: ["points >= 60"],
    amount: { per: "instalment", each: { count: "points - 50", yuan: 100 } },
    payPlan: { kind: "monthly", count: 12, first: "nextMonth", gap: "stop" },
    tests: {
      cases: [
        due(
          "2024-11-30",
          { birth: "1994-11-30", ...degree("phd") },
          { outcome: "entitled", yuan: 1000, instalments: 12 },
        ),
        due("2024-11-30", { birth: "1993-11-30", ...degree("phd") }, { outcome: "notEntitled", failed: ["c0"] }),
        due("2024-11-30", { birth: "1994-11-30", ...degree("master") }, { outcome: "notEntitled", failed: ["c0"] }),
        due("2024-11-30", degree("phd"), { outcome: "possible", unknown: ["c0", "amount"] }),
      ],
    },
  });
  await comesOutOnAll(text);
});

test("what goes on top is added after the uplifts, before what is taken off and the cap", async () => {
  const benefits = (amountYuan: number) => ({ complete: true, rows: [{ policy: "old", amountYuan }] });
  const kin = (children: number) => Array.from({ length: children }, () => ({ relation: "child" }));
  const text = policyText({
    id: "on-top",
    subject: "person",
    benefit: "settlementSubsidy",
    conditions: ["asOf > inForceFrom"],
    amount: {
      per: "whole",
      yuan: 10_000,
      uplifts: { pick: "best", of: [{ if: 'sex = "F"', percent: 20, says: words }] },
      plus: [
        { feel: 'min(count(family[relation = "child"]), 3) * 2000', says: words },
        { feel: 'if starts with(nativePlace, "33") then 500 else 0', says: words },
      ],
      deduct: [{ feel: "sum(benefits.amountYuan)", says: words }],
      cap: "15000",
    },
    tests: {
      cases: [
        due("2024-11-30", { ...about("M", "110101"), family: [], benefits: [] }, { outcome: "entitled", yuan: 10_000 }),
        due(
          "2024-11-30",
          { ...about("F", "110101"), family: kin(1), benefits: [] },
          { outcome: "entitled", yuan: 14_000 },
        ),
        due(
          "2024-11-30",
          { ...about("F", "330602"), family: kin(4), benefits: benefits(4000) },
          { outcome: "entitled", yuan: 14_500 },
        ),
        due(
          "2024-11-30",
          { ...about("F", "330602"), family: kin(4), benefits: [] },
          { outcome: "entitled", yuan: 15_000 },
        ),
        due("2024-11-30", { ...about("M", "110101"), benefits: [] }, { outcome: "possible", unknown: ["amount"] }),
      ],
    },
  });
  await comesOutOnAll(text);
});

test("a claim may be made until the last day of the next calendar year, and not before its own day", async () => {
  const claimWithin = [
    {
      id: "inTime",
      after: "hukouSince",
      span: { count: 1, unit: "calendarYears" },
      text: words,
      clause: words,
      evidence: { register: "household" },
    },
  ];
  const moved = { hukouSince: "2023-02-28" };
  const text = policyText({
    id: "next-year",
    subject: "person",
    benefit: "settlementSubsidy",
    claimWithin,
    conditions: ["asOf > inForceFrom"],
    amount: { per: "whole", yuan: 1 },
    tests: {
      cases: [
        due("2023-02-27", moved, { outcome: "notEntitled", failed: ["inTime"] }),
        due("2023-02-28", moved, { outcome: "entitled" }),
        due("2024-12-31", moved, { outcome: "entitled" }),
        due("2025-01-01", moved, { outcome: "notEntitled", failed: ["inTime"] }),
        due("2024-12-31", {}, { outcome: "possible", unknown: ["inTime"] }),
      ],
    },
  });
  await comesOutOnAll(text);
});

test("a case leaves out a fact of its example, which is then unknown on every engine", async () => {
  const text = (without: string) =>
    policyText({
      id: "left-out",
      subject: "person",
      benefit: "settlementSubsidy",
      conditions: ['sex = "F"', "count(education) > 0"],
      amount: { per: "whole", yuan: 1 },
      tests: {
        examples: { her: { sex: "F", birth: "1990-01-01", ...degree("phd") } },
        cases: [
          { ...due("2024-11-30", {}, { outcome: "entitled" }), like: "her" },
          { ...due("2024-11-29", {}, { outcome: "possible", unknown: ["c0"] }), like: "her", without: [without] },
          { ...due("2024-11-28", {}, { outcome: "possible", unknown: ["c1"] }), like: "her", without: ["education"] },
        ],
      },
    });
  await comesOutOnAll(text("sex"));
  const { faults } = checkPolicies([{ path: "trial.yaml", text: text("sexx") }]);
  assert.match(faults[0] ? policyFaultMessage(faults[0], "en") : "", /no fact “sexx” to leave out; did you mean “sex”/);
});

async function comesOutOnAll(text: string): Promise<void> {
  const { policies, faults } = checkPolicies([{ path: "trial.yaml", text }]);
  assert.deepEqual(
    faults.map((fault) => policyFaultMessage(fault, "en")),
    [],
  );
  for (const policy of policies) assert.deepEqual(await compareCases(policy, engines), []);
  assert.equal(policies.length, 1);
}

function about(sex: string, nativePlace: string) {
  return { sex, nativePlace };
}

function table(id: string, hitPolicy: string, ...rows: readonly (readonly [feel: string, value: number])[]) {
  return { id, says: words, hitPolicy, rows: rows.map(([feel, value]) => ({ if: feel, value })), otherwise: 0 };
}
