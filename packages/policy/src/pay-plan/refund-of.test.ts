import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fen } from "@wutong/kernel";
import { refundOf } from "./refund-of.ts";
import { percentOf, splitByShares } from "./shares.ts";

test("450,000 paid for ten promised years of which four were served: 270,000 are asked back (R45)", () => {
  const fuzhou = { kind: "proRata", years: 10, by: "fullYears" } as const;
  assert.equal(refundOf(fuzhou, { paidFen: yuan(450_000), servedMonths: 48 }), yuan(270_000));
  assert.equal(refundOf(fuzhou, { paidFen: yuan(450_000), servedMonths: 59 }), yuan(270_000));
  assert.equal(refundOf(fuzhou, { paidFen: yuan(450_000), servedMonths: 60 }), yuan(225_000));
  assert.equal(refundOf(fuzhou, { paidFen: yuan(450_000), servedMonths: 0 }), yuan(450_000));
});

test("counted by months, each full month of service counts; a fen is rounded half up", () => {
  const byMonths = { kind: "proRata", years: 5, by: "fullMonths" } as const;
  assert.equal(refundOf(byMonths, { paidFen: yuan(60_000), servedMonths: 59 }), yuan(1_000));
  assert.equal(refundOf(byMonths, { paidFen: yuan(60_000), servedMonths: 30.9 }), yuan(30_000));
  assert.equal(refundOf({ ...byMonths, years: 1 }, { paidFen: 6n as Fen, servedMonths: 11 }), 1n);
  assert.equal(refundOf({ ...byMonths, years: 1 }, { paidFen: 5n as Fen, servedMonths: 11 }), 0n);
});

test("the whole of it, or only what is not paid yet", () => {
  const ended = { paidFen: yuan(50_000), servedMonths: 35 };
  assert.equal(refundOf({ kind: "whole", years: 3 }, ended), yuan(50_000));
  assert.equal(refundOf({ kind: "whole" }, ended), yuan(50_000));
  assert.equal(refundOf({ kind: "unpaid", years: 3 }, ended), 0n);
});

test("who served what they promised owes nothing", () => {
  for (const kind of ["whole", "proRata", "unpaid"] as const) {
    assert.equal(refundOf({ kind, years: 3 }, { paidFen: yuan(50_000), servedMonths: 36 }), 0n, kind);
    assert.equal(refundOf({ kind, years: 3 }, { paidFen: yuan(50_000), servedMonths: 400 }), 0n, kind);
  }
});

test("a city and a county bear 30 and 70 of a hundred, to the fen; the last takes the remainder", () => {
  const shares = [{ percent: 30 }, { percent: 70 }];
  assert.deepEqual(splitByShares(yuan(100_000), shares), [yuan(30_000), yuan(70_000)]);
  assert.deepEqual(splitByShares(101n as Fen, shares), [30n, 71n]);
  assert.deepEqual(splitByShares(100n as Fen, [{ percent: 33.33 }, { percent: 33.33 }, { percent: 33.34 }]), [
    33n,
    33n,
    34n,
  ]);
  assert.deepEqual(splitByShares(100n as Fen, []), []);
});

test("a percentage is rounded half up to the fen", () => {
  assert.equal(percentOf(yuan(60_000), 20), yuan(12_000));
  assert.equal(percentOf(5n as Fen, 10), 1n);
  assert.equal(percentOf(4n as Fen, 10), 0n);
  assert.equal(percentOf(1_000n as Fen, 12.55), 126n);
});

function yuan(amount: number): Fen {
  return BigInt(amount * 100) as Fen;
}
