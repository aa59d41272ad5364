import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fen } from "@wutong/kernel";
import type { Amount, AmountValue, PayPlan } from "@wutong/policy";
import { presentAmount } from "./present-amount.ts";
import { presentPlan } from "./present-plan.ts";

const says = { zh: "住房", en: "home" };
const served = { months: "m", through: "d" };

test("each kind of pay plan is told in both languages, with the number of its instalments where it is fixed", () => {
  const stage = { says, weight: 4, when: { kind: "atOnce" } } as const;
  const proof = {
    id: "p",
    feel: "true",
    text: says,
    clause: says,
    evidence: { kind: "document", document: says },
  } as const;
  const plans: readonly (readonly [PayPlan, number | null, string])[] = [
    [{ kind: "once" }, 1, "paid once"],
    [
      { kind: "monthly", count: 36, first: "nextMonth", gap: "extend" },
      36,
      "paid monthly, 36 times; a gap moves the rest on",
    ],
    [
      { kind: "monthly", count: 36, first: "atOnce", gap: "notMadeUp", window: { from: "f", months: 36, served } },
      null,
      "paid monthly, at most 36 times in the 36 months from f; what falls into a gap is not made up",
    ],
    [{ kind: "yearly", count: 3, gap: "stop", served }, 3, "paid yearly, 3 times; a gap ends it"],
    [
      { kind: "periodic", months: 60, every: "6", first: "atOnce", gap: { continueWithin: 12 } },
      null,
      "paid every 6 months, 60 months in all; what falls into a gap of at most 12 months is lost and it goes on; a longer gap ends it",
    ],
    [
      {
        kind: "staged",
        gap: "stop",
        apartMonths: 12,
        stages: [
          stage,
          { ...stage, weight: 3, when: { kind: "served", months: 36 } },
          { ...stage, weight: 3, when: { kind: "after", months: 6, from: "d" }, requires: proof },
        ],
      },
      3,
      "paid in stages: home 4/10 at once, home 3/10 after 36 months served, home 3/10 6 months after d (needs: home), at least 12 months apart; a gap ends it",
    ],
  ];
  for (const [plan, instalments, en] of plans) {
    const presented = presentPlan(plan);
    assert.deepEqual([presented.text.en, presented.instalments], [en, instalments]);
    assert.doesNotMatch(presented.text.zh, /paid|gap|undefined/);
  }
});

test("each form of a sum is told in both languages, and what acts on it after it", () => {
  const fen = (yuan: number) => BigInt(yuan * 100) as Fen;
  const of = (value: AmountValue, beside: Partial<Amount> = {}): string =>
    presentAmount({ per: "whole", of: value, deduct: [], ...beside }).text.en;
  assert.equal(of({ kind: "fixed", amountFen: fen(5_000) }), "5,000.00 yuan in all");
  assert.equal(
    of({ kind: "share", of: "price", percent: 30, capFen: fen(200_000) }),
    "30% of price, at most 200,000.00 yuan in all",
  );
  assert.equal(
    of({ kind: "each", count: "area", amountFen: fen(600), max: 25 }),
    "area × 600.00 yuan, at most 25 in all",
  );
  assert.equal(
    of({ kind: "bands", of: "rank", bands: [{ upTo: 150, amountFen: fen(50_000) }, { amountFen: fen(40_000) }] }),
    "by rank: ≤ 150: 50,000.00, 40,000.00 in all",
  );
  assert.equal(of({ kind: "parts", parts: [fen(20_000), fen(15_000)] }), "20,000.00 + 15,000.00 yuan in all");
  assert.equal(of({ kind: "declining", of: "rent", percents: [100, 80] }), "100%, 80% of rent in all");
  const uplift = (percent: number) => ({ feel: "true", percent, says });
  const beside: Partial<Amount> = {
    uplifts: { pick: "best", of: [uplift(40), uplift(20)] },
    plus: [{ feel: "2000", says }],
    deduct: [{ feel: "paid", says }],
    cap: "limit",
    tax: { percent: 20, says },
  };
  assert.equal(
    of({ kind: "feel", feel: "price / 2" }, beside),
    "price / 2 in all; home: 40% on top; home: 20% on top; of what goes on top: the best; plus home; less home; at most limit yuan; 20% withheld as tax",
  );
});

test("a table of sums shows figures where its rows are figures", () => {
  const row = (value: AmountValue) => ({ when: { kind: "expression", feel: "x" }, value }) as const;
  const rows = [row({ kind: "fixed", amountFen: 50_000n as Fen }), row({ kind: "share", of: "price", percent: 30 })];
  const { table } = presentAmount({
    per: "year",
    of: { kind: "table", hitPolicy: "FIRST", inputs: [], rows },
    deduct: [],
  });
  assert.deepEqual(
    table?.rows.map(({ amount }) => amount),
    ["500.00", "price 的 30% / 30% of price"],
  );
});
