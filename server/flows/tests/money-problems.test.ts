import assert from "node:assert/strict";
import { test } from "node:test";
import { isProblemCode } from "@wutong/contracts";
import { BENEFIT_PROBLEMS } from "../../areas/benefits/errors.ts";
import { CASE_PROBLEMS } from "../../areas/cases/errors.ts";
import { FUND_PROBLEMS } from "../../areas/funds/errors.ts";

test("every problem of cases, funds and benefits has its message in both languages", () => {
  const codes = [...CASE_PROBLEMS, ...FUND_PROBLEMS, ...BENEFIT_PROBLEMS];
  assert.deepEqual(
    codes.filter((code) => !isProblemCode(code)),
    [],
  );
});
