import assert from "node:assert/strict";
import { after, test } from "node:test";
import { day } from "@wutong/kernel";
import { sql } from "kysely";
import { testDatabase } from "../../../../tests/support/database.ts";
import { openDatabase } from "../../../storage/index.ts";
import { received, rowsOf } from "../store/column-arrays.ts";
import { toArrayColumn } from "./array-columns.ts";
import type { ColumnKind, FactValue } from "./fact-tables.ts";

const { appUrl } = await testDatabase();
const database = openDatabase({ url: appUrl });
after(() => database.close());

/** Values as PostgreSQL understands them, in its own words. */
async function throughPostgres(kind: ColumnKind, values: readonly FactValue[]): Promise<readonly (string | null)[]> {
  const column = toArrayColumn("value", kind, values);
  const { rows } = await sql<{ value: string | null }>`
    SELECT (${received(column, "i")})::text AS value FROM ${rowsOf([column], "i")} ORDER BY i.at`.execute(
    database.kysely,
  );
  return rows.map((row) => row.value);
}

test("values of every kind, and unknown ones, reach PostgreSQL as they are", async () => {
  assert.deepEqual(await throughPostgres("text", ["王小明", "", 'a"b\\c,{}', "𠮷", null]), [
    "王小明",
    "",
    'a"b\\c,{}',
    "𠮷",
    null,
  ]);
  assert.deepEqual(await throughPostgres("int", [0, -1, 2_147_483_647, null]), ["0", "-1", "2147483647", null]);
  assert.deepEqual(await throughPostgres("bigint", [9_007_199_254_740_993n, -5n, null]), [
    "9007199254740993",
    "-5",
    null,
  ]);
  assert.deepEqual(await throughPostgres("numeric", ["89.50", null]), ["89.50", null]);
  assert.deepEqual(await throughPostgres("boolean", [true, false, null]), ["true", "false", null]);
  assert.deepEqual(await throughPostgres("bytes", ["00ff7f", "", null]), ["\\x00ff7f", "\\x", null]);
  const days = ["1899-12-31", "1970-01-01", "2024-02-29"];
  assert.deepEqual(await throughPostgres("day", [...days.map((text) => day(text)), null]), [...days, null]);
});

test("a column grows with its values, however long", async () => {
  const values = Array.from({ length: 30_000 }, (_, at) => "语".repeat(at % 50));
  assert.deepEqual(await throughPostgres("text", values), values);
  assert.deepEqual(await throughPostgres("text", []), []);
});
