import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fen } from "@wutong/kernel";
import { flipped, runLaw } from "./run-law.ts";

const seed = Number(process.env["WUTONG_SEED"] ?? Math.floor(Math.random() * 2 ** 31));

test(`no fact supplied flips a decision, its reasons or its amount (WUTONG_SEED=${seed})`, (t) => {
  const { steps, held, settled, broken } = runLaw({ seed, steps: 20_000 });
  t.diagnostic(`${steps} facts supplied: ${held} definite answers held, ${settled} outcomes were settled`);
  assert.deepEqual(broken.slice(0, 1), []);
  assert.ok(held > steps && settled > steps / 200, `${held} held, ${settled} settled`);
});

test("a flip of outcome, reason or amount would be seen", () => {
  const entitled = { outcome: 2, met: 0b011, unknown: 0b100, steps: 0, amountFen: 100n as Fen } as const;
  assert.equal(flipped(entitled, { ...entitled, met: 0b111, unknown: 0 }), undefined);
  assert.match(flipped(entitled, { ...entitled, outcome: 1 }) ?? "", /outcome/);
  assert.match(flipped(entitled, { ...entitled, met: 0b001 }) ?? "", /was met/);
  assert.match(flipped({ ...entitled, met: 0b001 }, entitled) ?? "", /was not met/);
  assert.match(flipped(entitled, { ...entitled, amountFen: null }) ?? "", /amount/);
  const possible = { ...entitled, outcome: 1 } as const;
  assert.equal(flipped(possible, { ...possible, outcome: 0, amountFen: null }), undefined);
  assert.match(flipped(possible, { ...possible, amountFen: 200n as Fen }) ?? "", /amount/);
});
