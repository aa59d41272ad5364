import assert from "node:assert/strict";
import { test } from "node:test";
import { factCatalogue } from "@wutong/policy";
import { EMPLOYER_FIELDS, FACT_ROWS, PERSON_FIELDS } from "./fact-rows.ts";
import { registerFacts } from "./register-facts.ts";

test("whatever registers feed is in the fact catalogue, and a snapshot holds just that", () => {
  const scalars = registerFacts.scalars.map(({ name }) => name);
  assert.deepEqual(scalars.toSorted(), Object.keys(PERSON_FIELDS).toSorted());
  assert.equal(registerFacts.lists.length, FACT_ROWS.length);
  for (const { list, fields, withEmployer, register } of FACT_ROWS) {
    const held = registerFacts.lists.find(({ name }) => name === list);
    const groups = withEmployer ? ["employer"] : [];
    assert.deepEqual(held?.fields.map(({ name }) => name).toSorted(), [...Object.keys(fields), ...groups].toSorted());
    assert.equal(held?.register, register);
    const employer = held?.fields.find(({ name }) => name === "employer");
    if (employer && "fields" in employer) {
      assert.deepEqual(employer.fields.map(({ name }) => name).toSorted(), Object.keys(EMPLOYER_FIELDS).toSorted());
    }
  }
});

test("the catalogue knows more than registers feed", () => {
  assert.ok(factCatalogue.lists.some(({ name }) => name === "leases"));
  assert.ok(!registerFacts.lists.some(({ name }) => name === "leases"));
});
