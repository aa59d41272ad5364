import assert from "node:assert/strict";
import { test } from "node:test";
import { generateOffice } from "@wutong/generator";
import { day } from "@wutong/kernel";
import { evaluate } from "./evaluate.ts";
import { truthToFacts } from "./truth-to-facts.ts";

const OPTIONS = { office: 330602, people: 20_000, seed: 20241130, asOf: day("2024-11-30") };

test("among 20,000 made-up people every outcome of every policy befalls at least one in a hundred", () => {
  const people = new Map<string, number>();
  for (const person of generateOffice(OPTIONS).people) {
    const verdicts = evaluate(truthToFacts(person, OPTIONS), "2024-11-30");
    const seen = new Set(verdicts.map((one) => `${one.policy} ${one.outcome}`));
    for (const key of seen) people.set(key, (people.get(key) ?? 0) + 1);
  }
  const counts = [...people].sort(([a], [b]) => (a < b ? -1 : 1));
  assert.equal(counts.length, 12, JSON.stringify(counts));
  for (const [key, count] of counts) assert.ok(count >= OPTIONS.people / 100, `${key}: ${count}`);
});
