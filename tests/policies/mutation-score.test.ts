import assert from "node:assert/strict";
import { test } from "node:test";
import { type MutationScore, readPolicies, tryMutants } from "@wutong/policy";
import { policyFolders } from "./rules/rule-files.ts";

/** The share of single changes that the cases of a policy must notice. */
const CAUGHT_MIN = 0.95;

for (const { folder, files } of policyFolders()) {
  test(`the cases of each policy of ${folder} notice nearly every change of a threshold, comparison or amount`, () => {
    const poor = readPolicies(files).policies.flatMap(({ yaml }) => {
      const tried = tryMutants(files, yaml.file);
      if (!tried.ok) return [`${yaml.file}: ${tried.error.map(({ line, code }) => `line ${line} ${code}`).join(", ")}`];
      const { caught, counted, faults } = tried.value;
      return faults.length > 0 || caught < counted * CAUGHT_MIN ? [told(tried.value)] : [];
    });
    assert.deepEqual(poor, []);
  });
}

function told({ policy, caught, counted, survivors, faults }: MutationScore): string {
  const places = survivors.map(({ line, column, before, after }) => `${line}:${column} ${before} → ${after}`);
  const untrue = faults.map(({ line }) => `line ${line}: no such unnoticed change`);
  return `${policy} ${caught}/${counted}: ${[...places, ...untrue].join("; ")}`;
}
