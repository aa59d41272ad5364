import assert from "node:assert/strict";
import { test } from "node:test";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type Day, day, type Fen, formatDay } from "@wutong/kernel";
import type { CompiledPolicy, PayPlan } from "@wutong/policy";
import { dueThisYear, totalOf } from "@wutong/policy";
import { type PlanNumbers, planOfNumbers } from "../../packages/policy/src/decide/plan-of-policy.ts";
import { costSql } from "../../packages/policy/src/sweep/cost-columns.ts";
import { columnsOf } from "../../packages/policy/src/sweep/policy-columns.ts";
import { createRandom, type Random } from "../parity/random.ts";

const seed = Number(process.env["WUTONG_SEED"] ?? 20_241_130);
const plans = Number(process.env["WUTONG_PLANS"] ?? 72);
const ROWS = 280;

test(`what plans cost is the same in SQL as from their instalments (${plans} plans × ${ROWS}, seed ${seed})`, async () => {
  const random = createRandom(seed);
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const seen = new Map<string, number>();
  try {
    for (let index = 0; index < plans; index += 1) {
      const asOf = randomDay(random);
      const policy = randomPolicy(random, index);
      const rows = Array.from({ length: ROWS }, () => randomRow(random, policy));
      const found = await costsInSql(connection, policy, asOf, rows);
      for (const [place, row] of rows.entries()) {
        const expected = costsOfInstalments(policy, asOf, row);
        assert.deepEqual(found[place], expected, describe(policy, asOf, row));
        const { kind } = policy.envelope.payPlan;
        const known = `${kind} ${policy.envelope.amount.per} ${expected.whole === null ? "unknown" : "known"}`;
        seen.set(known, (seen.get(known) ?? 0) + 1);
      }
    }
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
  for (const kind of ["once", "monthly", "yearly", "periodic", "staged"]) {
    for (const per of ["instalment", "whole"])
      assert.ok((seen.get(`${kind} ${per} known`) ?? 0) > 100, `${kind} ${per}`);
  }
  for (const kind of ["monthly", "yearly", "periodic"]) assert.ok((seen.get(`${kind} year known`) ?? 0) > 100, kind);
});

type Row = { readonly amountFen: bigint | null; readonly row: number; readonly numbers: PlanNumbers };
type Costs = { readonly whole: bigint | null; readonly year: bigint | null };

function costsOfInstalments(policy: CompiledPolicy, asOf: Day, { amountFen, row, numbers }: Row): Costs {
  const { stageFrom = [], ...single } = numbers;
  const unknown = [...Object.values(single), ...stageFrom].includes(null) || (numbers.every ?? 1) < 1;
  if (amountFen === null || unknown) return { whole: null, year: null };
  const { amount } = policy;
  const weights = amount.kind === "table" ? amount.rows[row]?.weights : amount.weights;
  const granted = { asOf, amountFen: amountFen as Fen, ...(weights ? { weights } : {}) };
  const instalments = planOfNumbers(policy, granted, numbers);
  return { whole: totalOf(instalments), year: dueThisYear(instalments, asOf) };
}

async function costsInSql(
  connection: DuckDBConnection,
  policy: CompiledPolicy,
  asOf: Day,
  rows: readonly Row[],
): Promise<readonly Costs[]> {
  const columns = columnsOf(0);
  const cost = costSql(policy, columns, asOf, "amount");
  const names = ["paidBefore", "atMost", "servedMonths", "windowFrom", "servedThrough", "every"] as const;
  const stages = policy.plan.stageFrom?.map((_, index) => index) ?? [];
  const dated = (value: Day | null | undefined) => (value == null ? "NULL::DATE" : `DATE '${formatDay(value)}'`);
  const tuples = rows.map(({ amountFen, row, numbers }, place) => {
    const values = names.map((name) => {
      const value = numbers[name];
      return name === "windowFrom" || name === "servedThrough"
        ? dated(value as Day | null)
        : `${value ?? "NULL"}::INTEGER`;
    });
    const days = stages.map((index) => dated(numbers.stageFrom?.[index]));
    const matches = rowsOf(policy).map((_, index) => `${index === row}`);
    return `(${[place, `${amountFen ?? "NULL"}::BIGINT`, ...values, ...days, ...matches].join(", ")})`;
  });
  const named = [
    "place",
    "amount",
    ...names.map((name) => columns.part(name)),
    ...stages.map((index) => columns.part(`stageFrom${index}`)),
    ...rowsOf(policy).map((_, index) => columns.row(index)),
  ];
  const sql =
    `SELECT CAST(${cost.wholePlanFen} AS BIGINT) AS whole, CAST(${cost.thisYearFen} AS BIGINT) AS year ` +
    `FROM (VALUES ${tuples.join(", ")}) AS t(${named.join(", ")}) ORDER BY place`;
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJS() as unknown as readonly Costs[];
}

function rowsOf({ amount }: CompiledPolicy) {
  return amount.kind === "table" ? amount.rows : [];
}

/** Some months of the calendar, in order. */
function randomMonths(random: Random): readonly number[] {
  const months = Array.from({ length: 12 }, (_, index) => index + 1).filter(() => random.chance(0.25));
  return months.length > 0 ? months : [1 + random.below(12)];
}

/** As much of a policy as its costs rest on; kinds take turns. Expressions only say that the plan asks for them. */
function randomPolicy(random: Random, index: number): CompiledPolicy {
  const written = randomPlan(random, index % 6);
  const staged = written.kind === "staged";
  const timeless = staged || written.kind === "once";
  const ways = timeless ? (["instalment", "whole"] as const) : (["instalment", "whole", "year"] as const);
  const per = ways[Math.floor(index / 6) % ways.length] ?? "whole";
  const own = per === "whole" && random.chance(0.3) ? withOwnParts(written) : written;
  const counted = own === written && random.chance(0.4) ? withOwnCount(written) : own;
  const payPlan: PayPlan = random.chance(0.3) ? { ...counted, payMonths: randomMonths(random) } : counted;
  const asked = {};
  const served = payPlan.kind === "yearly" || staged || (payPlan.kind === "monthly" && payPlan.window);
  const stages = payPlan.kind === "staged" ? payPlan.stages : [];
  const asksOwnCount = (payPlan.kind === "monthly" || payPlan.kind === "yearly") && payPlan.atMost !== undefined;
  const plan = {
    ...(asksOwnCount ? { atMost: asked } : {}),
    ...(random.chance(0.7) ? { paidBefore: asked } : {}),
    ...(served ? { servedMonths: asked, servedThrough: asked } : {}),
    ...(payPlan.kind === "monthly" && payPlan.window ? { windowFrom: asked } : {}),
    ...(payPlan.kind === "periodic" ? { every: asked } : {}),
    ...(staged ? { stageFrom: stages.map(({ when }) => (when.kind === "after" ? asked : undefined)) } : {}),
  };
  const rows = Array.from({ length: 1 + random.below(3) }, () => weightsFor(random, payPlan, per));
  const amount = random.chance(0.5)
    ? { kind: "table", hitPolicy: "FIRST", rows }
    : { kind: "fixed", ...weightsFor(random, payPlan, per) };
  return { envelope: { payPlan, amount: { per } }, conditions: [], plan, amount } as unknown as CompiledPolicy;
}

function withOwnCount(plan: PayPlan): PayPlan {
  return plan.kind === "monthly" || plan.kind === "yearly" ? { ...plan, atMost: "" } : plan;
}

function withOwnParts(plan: PayPlan): PayPlan {
  return plan.kind === "monthly" || plan.kind === "yearly" ? { ...plan, byParts: true } : plan;
}

function weightsFor(random: Random, plan: PayPlan, per: string): { readonly weights?: readonly number[] } {
  const repeated = plan.kind === "monthly" || plan.kind === "yearly";
  if (repeated && plan.byParts) return { weights: randomWeights(random, 1 + random.below(plan.count)) };
  const counted = repeated && plan.atMost !== undefined;
  if (per !== "whole" || plan.kind === "periodic" || counted || random.chance(0.4)) return {};
  const count = plan.kind === "once" ? 1 : plan.kind === "staged" ? plan.stages.length : plan.count;
  const divisors = Array.from({ length: count }, (_, index) => index + 1).filter((each) => count % each === 0);
  const parts = plan.kind === "staged" ? count : random.pick(divisors);
  return { weights: randomWeights(random, parts) };
}

function randomWeights(random: Random, length: number): readonly number[] {
  return Array.from({ length }, () => random.pick([0, 1, 3, 4, 1_500_000, 2_000_000]));
}

function randomPlan(random: Random, kind: number): PayPlan {
  const gap = "extend";
  const count = 1 + random.below(40);
  const nothing = { months: "", through: "" };
  switch (kind) {
    case 0:
      return { kind: "once" };
    case 1:
      return { kind: "monthly", count, first: random.pick(["atOnce", "nextMonth"] as const), gap };
    case 2: {
      const window = { from: "", months: count + random.below(12), served: nothing };
      return { kind: "monthly", count, first: random.pick(["atOnce", "nextMonth"] as const), gap, window };
    }
    case 3:
      return { kind: "yearly", count: 1 + random.below(6), gap, served: nothing };
    case 4:
      return {
        kind: "periodic",
        months: 1 + random.below(60),
        every: "",
        first: random.pick(["atOnce", "afterPeriod"] as const),
        gap,
      };
    default: {
      const stages = Array.from({ length: 1 + random.below(5) }, () => randomStage(random));
      const apart = random.chance(0.4) ? { apartMonths: 1 + random.below(14) } : {};
      return { kind: "staged", stages, gap, served: nothing, ...apart };
    }
  }
}

type Stage = Extract<PayPlan, { kind: "staged" }>["stages"][number];

function randomStage(random: Random): Stage {
  const months = random.below(40);
  const when: Stage["when"] = random.pick([
    { kind: "atOnce" },
    { kind: "served", months },
    { kind: "after", months, from: "" },
  ] as const);
  return { says: { zh: "", en: "" }, weight: random.pick([1, 3, 30, 40, 333_333]), when };
}

function randomRow(random: Random, policy: CompiledPolicy): Row {
  const known = <Value>(value: Value) => (random.chance(0.03) ? null : value);
  const { plan } = policy;
  const number = (limit: number) => random.below(limit) - 2;
  const stageFrom = plan.stageFrom?.map((each) => each && known(randomDay(random)));
  return {
    amountFen: known(BigInt(random.below(2) === 0 ? random.below(200) : random.below(2 ** 31) * 97)),
    row: random.below(Math.max(1, rowsOf(policy).length)),
    numbers: {
      ...(plan.paidBefore ? { paidBefore: known(random.chance(0.5) ? 0 : number(45)) } : {}),
      ...(plan.atMost ? { atMost: known(number(45)) } : {}),
      ...(plan.servedMonths ? { servedMonths: known(number(70)) } : {}),
      ...(plan.servedThrough ? { servedThrough: known(randomDay(random)) } : {}),
      ...(plan.windowFrom ? { windowFrom: known(randomDay(random)) } : {}),
      ...(plan.every ? { every: known(random.pick([-1, 0, 1, 2, 3, 4, 5, 6, 7, 12, 18, 24, 100])) } : {}),
      ...(stageFrom ? { stageFrom } : {}),
    },
  };
}

function randomDay(random: Random): Day {
  return (day("2020-01-01") + random.below(8 * 365)) as Day;
}

function describe(policy: CompiledPolicy, asOf: Day, row: Row): string {
  const { envelope, amount } = policy;
  const told = { plan: envelope.payPlan, per: envelope.amount.per, amount, asOf: formatDay(asOf), row };
  return JSON.stringify(told, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
}
