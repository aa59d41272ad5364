import assert from "node:assert/strict";
import { test } from "node:test";
import { day } from "@wutong/kernel";
import { factScope } from "@wutong/policy";
import { loadPostgresPeople, openPostgres } from "../parity/postgres-people.ts";
import { compareAnswers, factsOfPeople } from "./compare-answers.ts";
import { yuechengPolicies } from "./yuecheng.ts";

const seed = Number(process.env["WUTONG_SEED"] ?? 20_241_130);

test(`PostgreSQL and JS agree on Yuecheng's policies, certificates included (seed ${seed})`, async (t) => {
  const client = await openPostgres();
  try {
    const facts = factsOfPeople(seed, 400);
    await loadPostgresPeople(client, factScope, facts);
    const asked = { policies: yuechengPolicies(), facts, asOf: day("2024-11-30") };
    const { compared, differences } = await compareAnswers("postgres", asked, async (text) => {
      return (await client.query<(string | number | null)[]>({ text, rowMode: "array" })).rows;
    });
    t.diagnostic(`${compared} answers`);
    assert.deepEqual(differences.slice(0, 4), []);
    assert.ok(compared > facts.length * asked.policies.length);
  } finally {
    await client.end();
  }
});
