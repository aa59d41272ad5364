// What README.md shows, as a test.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { compileDmn, evaluateDecision, inputsOfJson, invoke, readDmn, writeDmn } from "@wutong/dmn";
import { toJson } from "@wutong/feel/interpreter";
import { expectOk } from "@wutong/kernel";

const xml = readFileSync(new URL("rent-subsidy.dmn", import.meta.url), "utf8");
const model = expectOk(readDmn(xml), "reading");
const program = expectOk(compileDmn(model), "compiling");

function inputs(level: string) {
  const applicant = { level, "moved in": "2025-03-01", "monthly rent": 1500 };
  return inputsOfJson(program, { Applicant: applicant, "As of": "2026-09-01" });
}

test("the example of the documentation decides, and says why it can't", () => {
  assert.deepEqual(program.faults, []);
  const subsidy = (level: string) => expectOk(evaluateDecision(program, "Subsidy", inputs(level)), level);
  assert.deepEqual([toJson(subsidy("phd").value), toJson(subsidy("master").value)], [1200, 1000]);
  assert.equal(toJson(expectOk(invoke(program, "Rent service", inputs("phd")), "service").value), 1200);
  const { value, warnings } = subsidy("doctor");
  assert.deepEqual([value, warnings[0]?.code, warnings[0]?.element], [null, "dmn.notConforming", "Applicant"]);
});

test("the example is written as it stands", () => {
  assert.equal(writeDmn(model), xml);
});
