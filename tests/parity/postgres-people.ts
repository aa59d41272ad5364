import type { FeelType, Scope } from "@wutong/feel";
import pg from "pg";
import { testDatabase } from "../support/database.ts";
import { personJson } from "./people-json.ts";
import type { Person } from "./random-people.ts";

/** A connection to an empty database on the tests' server. */
export async function openPostgres(): Promise<pg.Client> {
  const { ownerUrl } = await testDatabase({ schema: "empty" });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  // Just-in-time compilation takes longer than queries over so few people.
  await client.query("SET jit = off");
  return client;
}

/**
 * Makes the temporary table `people`: scalar facts in columns of their types, contexts and lists as jsonb. Texts have an
 * order of their own that no expression may follow.
 */
export async function loadPostgresPeople(client: pg.Client, scope: Scope, people: readonly Person[]): Promise<void> {
  const columns = Object.entries(scope).flatMap(([name, type]) => {
    const column = `"${name}" ${storedType(type)}`;
    return type.kind === "list" ? [column, `"${name}_complete" boolean`] : [column];
  });
  const all = ["row integer", ...columns].join(", ");
  await client.query(`DROP TABLE IF EXISTS people`);
  await client.query(`CREATE TEMP TABLE people (${all})`);
  const lines = people.map((person, row) => personJson(scope, person, row));
  await client.query(`INSERT INTO people SELECT * FROM jsonb_to_recordset($1::jsonb) AS each(${all})`, [
    `[${lines.join(",\n")}]`,
  ]);
  await client.query("ANALYZE people");
}

function storedType(type: FeelType): string {
  switch (type.kind) {
    case "boolean":
      return "boolean";
    case "string":
      return 'text COLLATE "unicode"';
    case "date":
      return "date";
    case "number":
      return `numeric(${(type.digits ?? 12) > 15 ? 38 : 18}, ${type.scale ?? 0})`;
    case "monthsDuration":
    case "daysDuration":
      return "integer";
    case "list":
    case "context":
      return "jsonb";
  }
}
