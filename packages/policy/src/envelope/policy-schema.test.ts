import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import { policySchema } from "./policy-schema.ts";

const file = new URL("../../schema/policy.schema.json", import.meta.url);

test("the schema that editors use says what the reader accepts (WUTONG_UPDATE=1 writes it anew)", () => {
  const schema = `${JSON.stringify(policySchema(), null, 2)}\n`;
  if (process.env["WUTONG_UPDATE"]) writeFileSync(file, schema);
  assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), JSON.parse(schema));
});
