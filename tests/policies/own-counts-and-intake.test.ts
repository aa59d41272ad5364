import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { checkPolicies, policyFaultMessage } from "@wutong/policy";
import { type CaseEngine, duckEngine, maskEngine, postgresEngine } from "./case-engines.ts";
import { compareCases } from "./compare-cases.ts";
import { policyText } from "./written-policies.ts";

const engines: CaseEngine[] = [];
before(async () => {
  engines.push(maskEngine(), await duckEngine(), await postgresEngine());
});
after(async () => {
  for (const engine of engines) await engine.close();
});

const words = { zh: "试验", en: "trial" };
const trial = { subject: "person", benefit: "livingSubsidy", conditions: ["asOf > inForceFrom"] } as const;
const on = (asOf: string, facts: unknown, expect: unknown) => {
  return { name: `${asOf} ${JSON.stringify(facts)}`, asOf, facts, because: "trial", expect };
};
const isDoctor = 'some e in education satisfies e.level = "phd"';
const degree = (level: string) => ({ education: [{ key: "d", level }] });
const paid = (count: number) => ({ benefits: Array.from({ length: count }, () => ({ policy: "old" })) });

test("doctors have 36 months and masters 24 of one plan, those paid before among them", async () => {
  const months = { atMost: `if ${isDoctor} then 36 else 24`, paidBefore: "count(benefits)" };
  const text = policyText({
    ...trial,
    id: "own-count",
    amount: { per: "instalment", yuan: 1000 },
    payPlan: { kind: "monthly", count: 36, first: "nextMonth", gap: "extend", ...months },
    tests: {
      cases: [
        on("2024-11-30", { ...degree("phd"), ...paid(0) }, { outcome: "entitled", yuan: 1000, instalments: 36 }),
        on("2024-11-30", { ...degree("master"), ...paid(0) }, { outcome: "entitled", yuan: 1000, instalments: 24 }),
        on("2024-11-30", { ...degree("master"), ...paid(23) }, { outcome: "entitled", yuan: 1000, instalments: 1 }),
        on("2024-11-30", { ...degree("master"), ...paid(24) }, { outcome: "entitled", yuan: 1000, instalments: 0 }),
        on("2024-11-30", { ...degree("phd"), ...paid(24) }, { outcome: "entitled", yuan: 1000, instalments: 12 }),
      ],
    },
  });
  await comesOutOnAll(text);
});

const yearly = (amount: unknown, cases: readonly unknown[]) =>
  policyText({
    ...trial,
    id: "own-years",
    amount: amount as Record<string, unknown>,
    payPlan: {
      kind: "yearly",
      count: 5,
      atMost: `if ${isDoctor} then 5 else 3`,
      gap: "stop",
      served: { months: "14", through: "asOf" },
    },
    tests: { cases },
  });
const threeYears = (...yuan: readonly number[]) =>
  ["2024-11-30", "2025-10-01", "2026-10-01"].map((due, index) => ({ due, yuan: yuan[index] }));

test("years that differ by person come one after another, by the year or as equal parts of a whole", async () => {
  const [master, doctor] = [degree("master"), degree("phd")];
  await comesOutOnAll(
    yearly({ per: "year", yuan: 6000 }, [
      on("2024-11-30", master, { outcome: "entitled", yuan: 6000, plan: threeYears(6000, 6000, 6000) }),
      on("2024-11-30", doctor, { outcome: "entitled", yuan: 6000, instalments: 5 }),
    ]),
  );
  await comesOutOnAll(
    yearly({ per: "whole", yuan: 100_000 }, [
      on("2024-11-30", master, { outcome: "entitled", plan: threeYears(33_333.33, 33_333.33, 33_333.34) }),
      on("2024-11-30", doctor, { outcome: "entitled", yuan: 100_000, instalments: 5 }),
    ]),
  );
});

test("parts told one by one don't go with a number that differs by person", () => {
  const text = yearly({ per: "whole", parts: [{ yuan: 1000, times: 5 }] }, [
    on("2024-11-30", {}, { outcome: "possible" }),
  ]);
  const { faults } = checkPolicies([{ path: "own-years.yaml", text }]);
  assert.deepEqual(
    faults.map(({ code }) => code),
    ["policy.plan.partsAtMost"],
  );
});

test("doctors get three unequal parts and masters two: each row has as many instalments as parts", async () => {
  const rows = [
    { if: isDoctor, parts: [{ yuan: 40_000 }, { yuan: 30_000, times: 2 }], says: words },
    { if: "count(education) > 0", declining: { of: 60_000, percents: [70, 30] }, says: words },
  ];
  const text = policyText({
    ...trial,
    id: "own-parts",
    amount: { per: "whole", hitPolicy: "FIRST", rows },
    payPlan: {
      kind: "yearly",
      count: 3,
      byParts: true,
      gap: "stop",
      paidBefore: "count(benefits)",
      served: { months: "14", through: "asOf" },
    },
    tests: {
      cases: [
        on(
          "2024-11-30",
          { ...degree("phd"), ...paid(0) },
          { outcome: "entitled", yuan: 100_000, plan: threeYears(40_000, 30_000, 30_000) },
        ),
        on(
          "2024-11-30",
          { ...degree("master"), ...paid(0) },
          { outcome: "entitled", plan: threeYears(42_000, 18_000).slice(0, 2) },
        ),
        on("2024-11-30", { ...degree("phd"), ...paid(2) }, { outcome: "entitled", instalments: 1 }),
        on("2024-11-30", { ...degree("master"), ...paid(2) }, { outcome: "entitled", instalments: 0 }),
      ],
    },
  });
  await comesOutOnAll(text);
});

test("an intake window without a year comes again each year, over New Year too", async () => {
  const takes = (from: string, to: string, cases: readonly unknown[]) =>
    policyText({ ...trial, id: "intake", intake: [{ from, to }], amount: { per: "whole", yuan: 1 }, tests: { cases } });
  const [inTime, outside] = [{ outcome: "entitled" }, { outcome: "notEntitled", failed: ["intake"] }];
  await comesOutOnAll(
    takes("03-01", "04-30", [
      on("2024-02-29", {}, outside),
      on("2024-03-01", {}, inTime),
      on("2025-04-30", {}, inTime),
      on("2025-05-01", {}, outside),
    ]),
  );
  await comesOutOnAll(
    takes("11-15", "01-31", [
      on("2024-11-14", {}, outside),
      on("2024-11-15", {}, inTime),
      on("2025-01-31", {}, inTime),
      on("2025-02-01", {}, outside),
    ]),
  );
});

test("while it is unknown whose places are asked for, nobody is entitled to one", async () => {
  const evidence = { register: "insurance" };
  const eachOf = { feel: "max(insurance.employer.code)", says: { zh: "用人单位", en: "employer" }, evidence };
  const insured = (code?: string) => ({ insurance: [{ kind: "pension", ...(code ? { employer: { code } } : {}) }] });
  const text = policyText({
    ...trial,
    id: "each-employer",
    amount: { per: "whole", yuan: 1 },
    limits: { quota: { places: 5, per: "year", order: { kind: "firstCome" }, eachOf } },
    tests: {
      cases: [
        on("2024-11-30", insured("e1"), { outcome: "entitled" }),
        on("2024-11-30", insured(), { outcome: "possible", unknown: ["placesOf"] }),
        on("2024-11-30", { insurance: { complete: false, rows: [] } }, { outcome: "possible", unknown: ["placesOf"] }),
      ],
    },
  });
  await comesOutOnAll(text);
});

test("a window with a year at one end only, or with a day that no year has, is told with its place", () => {
  for (const [from, to] of [
    ["03-01", "2024-04-30"],
    ["02-30", "03-31"],
  ] as const) {
    const fault = intakeFault(from, to);
    assert.match(fault ? policyFaultMessage(fault, "en") : "", /MM-DD for every year, both of one form/);
    assert.match(fault ? policyFaultMessage(fault, "zh") : "", /都写作 MM-DD（每年）/);
  }
});

test("what is no day at all is told as such", () => {
  const fault = intakeFault("soon", "03-31");
  assert.match(fault ? policyFaultMessage(fault, "en") : "", /YYYY-MM-DD, or MM-DD for every year, found soon/);
  assert.match(fault ? policyFaultMessage(fault, "zh") : "", /写作 YYYY-MM-DD 的日期，或 MM-DD（每年）；写的是：soon/);
});

function intakeFault(from: string, to: string) {
  const text = policyText({ ...trial, id: "intake", intake: [{ from, to }], amount: { per: "whole", yuan: 1 } });
  return checkPolicies([{ path: "intake.yaml", text }]).faults[0];
}

async function comesOutOnAll(text: string): Promise<void> {
  const { policies, faults } = checkPolicies([{ path: "trial.yaml", text }]);
  assert.deepEqual(faults, []);
  for (const policy of policies) assert.deepEqual(await compareCases(policy, engines), []);
  assert.ok(policies.length === 1, words.en);
}
