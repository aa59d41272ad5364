import assert from "node:assert/strict";
import { test } from "node:test";
import { type Day, day, type Fen, formatDay, formatYuan } from "@wutong/kernel";
import type { PayPlan, Stage, StagedPlan } from "../envelope/envelope.ts";
import { dueThisYear, type Instalment, type PlanInput, planInstalments, totalOf } from "./plan-instalments.ts";

const asOf = day("2024-11-30");
const unsaid = { months: "", through: "" };

test("half of a purchase subsidy now and half once three years are served; all at once when they are (R07)", () => {
  const plan = stages([half(), { ...half(), when: { kind: "served", months: 36 } }]);
  const master = { plan, per: "whole" as const, amountFen: yuan(150_000) };
  assert.deepEqual(told({ ...master, served: served(10) }), ["2024-11-30 75,000.00", "2027-02-01 75,000.00"]);
  assert.deepEqual(told({ ...master, served: served(35) }), ["2024-11-30 75,000.00", "2025-01-01 75,000.00"]);
  assert.deepEqual(told({ ...master, served: served(36) }), ["2024-11-30 75,000.00", "2024-11-30 75,000.00"]);
  assert.deepEqual(told({ ...master, served: served(40), paidBefore: 1 }), ["2024-11-30 75,000.00"]);
});

test("a student subsidy at 12, 24 and 36 months, unequal by the row that applies (R10)", () => {
  const plan = stages([12, 24, 36].map((months) => ({ ...half(), when: { kind: "served", months } as const })));
  const master = { plan, per: "whole" as const, amountFen: yuan(50_000), weights: [2_000_000, 1_500_000, 1_500_000] };
  assert.deepEqual(told({ ...master, served: served(12) }), [
    "2024-11-30 20,000.00",
    "2025-12-01 15,000.00",
    "2026-12-01 15,000.00",
  ]);
  assert.deepEqual(
    planInstalments(input({ ...master, served: served(25) })).map(({ due, months }) => [formatDay(due), months]),
    [
      ["2024-11-30", 12],
      ["2024-11-30", 12],
      ["2025-11-01", 12],
    ],
  );
  assert.deepEqual(told({ plan, amountFen: yuan(5_000), served: served(24), paidBefore: 2 }), ["2025-12-01 5,000.00"]);
});

const pearl: PayPlan = {
  kind: "monthly",
  count: 36,
  first: "atOnce",
  gap: "notMadeUp",
  window: { from: "", months: 36, served: unsaid },
};
const bachelor = { plan: pearl, amountFen: yuan(1_000), windowFrom: day("2024-01-08") };

test("36 months from the first insured one: three without insurance are lost, 33,000 at most (R14)", () => {
  const plan = planInstalments(input({ ...bachelor, served: served(8) }));
  assert.equal(plan.length, 33);
  assert.equal(totalOf(plan), yuan(33_000));
  assert.equal(plan.filter(({ due }) => due === asOf).length, 8);
  assert.deepEqual(
    plan.slice(8, 10).map(({ due }) => formatDay(due)),
    ["2024-12-01", "2025-01-01"],
  );
  assert.equal(formatDay(plan.at(-1)?.due ?? asOf), "2026-12-01");
  assert.equal(dueThisYear(plan, asOf), yuan(9_000));
});

test("what was paid for months of the window is left out, and a month that the register has not told yet is due by now", () => {
  assert.equal(planInstalments(input({ ...bachelor, served: served(8), paidBefore: 8 })).length, 25);
  const late = planInstalments(
    input({ ...bachelor, served: { months: 7, through: day("2024-10-31") }, paidBefore: 7 }),
  );
  assert.deepEqual(
    late.slice(0, 2).map(({ due }) => formatDay(due)),
    ["2024-11-30", "2024-12-01"],
  );
  assert.equal(late.length, 26);
});

test("after the window only what was served in it is left, and before it all of it is to come", () => {
  const after = input({ ...bachelor, asOf: day("2027-06-15"), served: { months: 33, through: day("2027-05-31") } });
  assert.equal(planInstalments(after).length, 33);
  assert.equal(dueThisYear(planInstalments(after), day("2027-06-15")), yuan(33_000));
  const before = planInstalments(input({ ...bachelor, windowFrom: day("2025-03-01"), served: served(0) }));
  assert.deepEqual([before.length, formatDay(before[0]?.due ?? asOf)], [36, "2025-03-01"]);
});

test("paid in the month after: what was served from next month on, each month to come a month later", () => {
  const plan = planInstalments(input({ ...bachelor, plan: { ...pearl, first: "nextMonth" }, served: served(8) }));
  assert.deepEqual(
    plan.slice(7, 10).map(({ due }) => formatDay(due)),
    ["2024-12-01", "2025-01-01", "2025-02-01"],
  );
  assert.equal(formatDay(plan.at(-1)?.due ?? asOf), "2027-01-01");
});

test("40, 30 and 30 of a hundred, once a year (R45); 4:3:3 at least a year apart (R65)", () => {
  const fuzhou = stages(
    [40, 30, 30].map((weight) => ({ ...half(), weight })),
    12,
  );
  assert.deepEqual(told({ plan: fuzhou, per: "whole", amountFen: yuan(450_000) }), [
    "2024-11-30 180,000.00",
    "2025-11-30 135,000.00",
    "2026-11-30 135,000.00",
  ]);
  const suqian = stages(
    [4, 3, 3].map((weight) => ({ ...half(), weight })),
    12,
  );
  const master = { plan: suqian, per: "whole" as const, amountFen: yuan(150_000) };
  assert.deepEqual(told(master), ["2024-11-30 60,000.00", "2025-11-30 45,000.00", "2026-11-30 45,000.00"]);
  assert.deepEqual(told({ ...master, asOf: day("2024-02-29") }), [
    "2024-02-29 60,000.00",
    "2025-02-28 45,000.00",
    "2026-02-28 45,000.00",
  ]);
});

test("when the last one was paid is not known, the next keeps its distance from today, unless it names a day itself", () => {
  const plan = stages(
    [4, 3, 3].map((weight) => ({ ...half(), weight })),
    12,
  );
  const rest = { plan, per: "whole" as const, amountFen: yuan(150_000), paidBefore: 1 };
  assert.deepEqual(told(rest), ["2025-11-30 45,000.00", "2026-11-30 45,000.00"]);
  const named: StagedPlan = {
    ...plan,
    stages: plan.stages.map((stage, index) =>
      index === 1 ? { ...stage, when: { kind: "after", months: 12, from: "" } } : stage,
    ),
  };
  const days = [undefined, day("2023-05-20"), undefined];
  assert.deepEqual(told({ ...rest, plan: named, stageFrom: days }), ["2024-11-30 45,000.00", "2025-11-30 45,000.00"]);
});

test("30 of a hundred at 3 months, 70 at 12 (R51)", () => {
  const plan = stages([
    { ...half(), weight: 30, when: { kind: "served", months: 3 } },
    { ...half(), weight: 70, when: { kind: "served", months: 12 } },
  ]);
  const bachelors = { plan, per: "whole" as const, amountFen: yuan(20_000) };
  assert.deepEqual(told({ ...bachelors, served: served(0) }), ["2025-03-01 6,000.00", "2025-12-01 14,000.00"]);
  assert.deepEqual(told({ ...bachelors, served: served(3) }), ["2024-11-30 6,000.00", "2025-09-01 14,000.00"]);
  assert.deepEqual(
    planInstalments(input({ ...bachelors, served: served(3) })).map(({ months }) => months),
    [3, 9],
  );
});

test("200,000 as 6, 7 and 7 with a fifth of each withheld as tax (R52)", () => {
  const plan: PayPlan = { kind: "yearly", count: 3, gap: "stop", served: unsaid };
  const doctor = { plan, per: "whole" as const, amountFen: yuan(200_000), weights: [6, 7, 7], taxPercent: 20 };
  assert.deepEqual(
    planInstalments(input({ ...doctor, served: served(12) })).map(({ amountFen, withheldFen }) =>
      [amountFen, withheldFen].map(formatYuan),
    ),
    [
      ["60,000.00", "12,000.00"],
      ["70,000.00", "14,000.00"],
      ["70,000.00", "14,000.00"],
    ],
  );
});

test("a proof that a part waits for is named until it is there", () => {
  const proof = {
    id: "midTermPassed",
    feel: "",
    text: texts,
    clause: texts,
    evidence: { kind: "document", document: texts },
  } as const;
  const plan = stages([half(), { ...half(), when: { kind: "after", months: 12, from: "" }, requires: proof }]);
  const asked = { plan, per: "whole" as const, amountFen: yuan(360_000), needs: ["stillHere"] };
  const days = { stageFrom: [undefined, day("2024-03-31")] };
  const needs = (proven: boolean) =>
    planInstalments(input({ ...asked, ...days, stageProven: [undefined, proven] })).map((each) => each.needs);
  assert.deepEqual(needs(false), [["stillHere"], ["stillHere", "midTermPassed"]]);
  assert.deepEqual(needs(true), [["stillHere"], ["stillHere"]]);
  assert.deepEqual(told({ ...asked, ...days }), ["2024-11-30 180,000.00", "2025-03-31 180,000.00"]);
});

test("every 12 or every 6 months as the facts say, at once or after a first period (R36)", () => {
  const plan: PayPlan = { kind: "periodic", months: 60, every: "", first: "atOnce", gap: "stop" };
  const doctor = { plan, per: "year" as const, amountFen: yuan(8_000) };
  const yearly = told({ ...doctor, every: 12 });
  assert.deepEqual([yearly.length, yearly[0], yearly[1]], [5, "2024-11-30 8,000.00", "2025-11-01 8,000.00"]);
  const halves = told({ ...doctor, every: 6 });
  assert.deepEqual([halves.length, halves[0], halves[1]], [10, "2024-11-30 4,000.00", "2025-05-01 4,000.00"]);
  const later = told({ ...doctor, every: 6, plan: { ...plan, first: "afterPeriod" }, paidBefore: 8 });
  assert.deepEqual(later, ["2025-05-01 4,000.00", "2025-11-01 4,000.00"]);
});

test("a last period that is shorter costs less, by the month", () => {
  const plan: PayPlan = { kind: "periodic", months: 30, every: "", first: "atOnce", gap: "stop" };
  const amounts = (per: PlanInput["per"], every: number) =>
    planInstalments(input({ plan, per, every, amountFen: yuan(12_000) })).map(
      ({ amountFen }) => Number(amountFen) / 100,
    );
  assert.deepEqual(amounts("year", 12), [12_000, 12_000, 6_000]);
  assert.deepEqual(amounts("year", 18), [18_000, 12_000]);
  assert.deepEqual(amounts("whole", 12), [4_800, 4_800, 2_400]);
  assert.deepEqual(amounts("instalment", 12), [12_000, 12_000, 12_000]);
});

test("a sum for a year comes out to the fen each year: the last month of it takes the remainder", () => {
  const plan: PayPlan = { kind: "monthly", count: 18, first: "atOnce", gap: "stop" };
  const amounts = planInstalments(input({ plan, per: "year", amountFen: yuan(1_000) })).map(
    ({ amountFen }) => amountFen,
  );
  assert.deepEqual([amounts[0], amounts[10], amounts[11], amounts[12]], [8_333n, 8_333n, 8_337n, 8_333n]);
  assert.equal(
    amounts.slice(0, 12).reduce((sum, each) => sum + each, 0n),
    100_000n,
  );
});

test("2,000 a month for six months, then 1,500: two parts over twelve instalments (R26)", () => {
  const plan: PayPlan = { kind: "monthly", count: 12, first: "nextMonth", gap: "stop" };
  const amounts = planInstalments(input({ plan, per: "whole", amountFen: yuan(21_000), weights: [12, 9] }));
  assert.deepEqual([...new Set(amounts.map(({ amountFen }) => formatYuan(amountFen)))], ["2,000.00", "1,500.00"]);
  assert.equal(totalOf(amounts.slice(0, 6)), yuan(12_000));
});

test("what is given in kind carries its worth, and no tax is withheld from it", () => {
  const nights = planInstalments(
    input({ plan: { kind: "once" }, amountFen: yuan(1_400), inKind: true, taxPercent: 20 }),
  );
  assert.deepEqual(nights, [
    { number: 1, due: asOf, amountFen: yuan(1_400), withheldFen: 0n, needs: [], months: 0, inKind: true },
  ]);
});

const texts = { zh: "", en: "" };

function half(): Stage {
  return { says: texts, weight: 1, when: { kind: "atOnce" } };
}

function stages(of: readonly Stage[], apartMonths?: number): StagedPlan {
  return { kind: "staged", stages: of, gap: "stop", served: unsaid, ...(apartMonths ? { apartMonths } : {}) };
}

function served(months: number) {
  return { months, through: asOf };
}

function input(changed: Partial<PlanInput> & Pick<PlanInput, "plan">): PlanInput {
  return { per: "instalment", amountFen: yuan(1_000), asOf, paidBefore: 0, needs: [], ...changed };
}

function told(changed: Partial<PlanInput> & Pick<PlanInput, "plan">): readonly string[] {
  return planInstalments(input(changed)).map(sentence);
}

function sentence({ due, amountFen }: Pick<Instalment, "due" | "amountFen">): string {
  return `${formatDay(due as Day)} ${formatYuan(amountFen)}`;
}

function yuan(amount: number): Fen {
  return BigInt(amount * 100) as Fen;
}
