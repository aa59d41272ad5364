import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import type { Fen } from "@wutong/kernel";
import { checkPolicies } from "../check/check-policies.ts";
import type { Envelope } from "../envelope/envelope.ts";
import { notYetPayable } from "./not-yet-payable.ts";

const folder = new URL("../../../../regions/yuecheng/policies/", import.meta.url);
const files = readdirSync(folder).map((path) => ({ path, text: readFileSync(new URL(path, folder), "utf8") }));
const envelopes = checkPolicies(files).policies.map(({ envelope }) => envelope);
const texts = { zh: "某", en: "some" };

test("Yuecheng's policies can be paid", () => {
  assert.ok(envelopes.length >= 4);
  for (const envelope of envelopes) assert.deepEqual(notYetPayable(envelope), [], envelope.id);
});

test("each part that payments would ignore is named", () => {
  const [own] = envelopes as [Envelope];
  const { amount, stacking, handling } = own;
  const stage = { says: texts, weight: 1, when: { kind: "atOnce" } } as const;
  const proof = {
    id: "p",
    feel: "true",
    text: texts,
    clause: texts,
    evidence: { kind: "document", document: texts },
  } as const;
  const served = { months: "1", through: "asOf" };
  const monthly = { kind: "monthly", count: 1, first: "atOnce", gap: "stop" } as const;
  const changes: readonly (readonly [string, Partial<Envelope>])[] = [
    ["subject", { subject: "home" }],
    ["beneficiary", { beneficiary: { who: "household" } }],
    ["payee", { payee: { who: "employer", passesOn: true } }],
    ["payee", { payee: { who: "host" } }],
    ["payee", { payee: { who: "family" } }],
    ["inKind", { amount: { ...amount, inKind: { unit: texts, quantity: "7", worthFen: 200n as Fen } } }],
    ["tax", { amount: { ...amount, tax: { percent: 20, says: texts } } }],
    ["window", { payPlan: { ...monthly, window: { from: "asOf", months: 1, served } } }],
    ["proofs", { payPlan: { kind: "staged", gap: "stop", stages: [stage, { ...stage, requires: proof }] } }],
    ["oncePerHousehold", { stacking: { ...stacking, oncePer: "household" } }],
    ["lessThanPlanned", { stacking: { ...stacking, topUp: "g" } }],
    ["lessThanPlanned", { stacking: { ...stacking, deducts: ["rentSubsidy"] } }],
    ["lessThanPlanned", { stacking: { ...stacking, combined: { group: "g", months: 36 } } }],
    ["lessThanPlanned", { stacking: { ...stacking, jointCap: { group: "g", yuan: "1" } } }],
    ["shares", { limits: { budget: { line: "l", shares: [30, 70].map((percent) => ({ payer: texts, percent })) } } }],
    ["choices", { choices: [{ id: "form", text: texts, options: [] }] }],
    ["levels", { handling: { ...handling, levels: [{ by: texts }] } }],
  ];
  for (const [part, change] of changes) {
    assert.deepEqual(notYetPayable({ ...own, ...change }), [part]);
  }
});

test("places for who comes first, stages without proofs, and plans by period can be paid", () => {
  const [own] = envelopes as [Envelope];
  const stage = { says: texts, weight: 1, when: { kind: "atOnce" } } as const;
  assert.deepEqual(notYetPayable({ ...own, payPlan: { kind: "staged", gap: "stop", stages: [stage, stage] } }), []);
  const periodic = { kind: "periodic", months: 36, every: "6", first: "atOnce", gap: "stop" } as const;
  assert.deepEqual(notYetPayable({ ...own, payPlan: periodic }), []);
  const quota = { places: 1, per: "year", order: { kind: "lottery" }, reserved: [] } as const;
  assert.deepEqual(notYetPayable({ ...own, limits: { quota } }), []);
});
