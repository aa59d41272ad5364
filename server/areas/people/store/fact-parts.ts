import { createHash } from "node:crypto";
import { type Day, formatDay } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { EMPLOYER_FIELDS, FACT_ROWS, type FactRows, PERSON_FIELDS } from "./fact-rows.ts";
import { coversOffice } from "./list-coverage.ts";

/** One row of a list, the person's own fields, or how far a register reaches: `part` tells which. */
export type FactPart = { readonly part: string; readonly body: never };

export const PERSON = "person";
export const COVERAGE = "coverage";

/**
 * Planning the statement takes longer than running it, so each connection prepares it once. The name holds the text's
 * digest: another version of Wutong on the same connection would prepare its own.
 */
export async function readFactParts(tx: Tx, personId: number, reach: Day): Promise<readonly FactPart[]> {
  const known = await sql`SELECT FROM pg_prepared_statements WHERE name = ${PREPARED}`.execute(tx);
  if (known.rows.length === 0) await sql.raw(`PREPARE ${PREPARED} (int, date) AS ${STATEMENT}`).execute(tx);
  // EXECUTE takes no parameters of the protocol; both values are made here, of numbers.
  const { rows } = await sql.raw<FactPart>(`EXECUTE ${PREPARED} (${personId}, '${formatDay(reach)}')`).execute(tx);
  return rows;
}

const MINE = "r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = $1";

const STATEMENT = `
  WITH person AS MATERIALIZED (
    SELECT r.office_id AS office, ${select(PERSON_FIELDS)} FROM people.persons r WHERE ${MINE})
  SELECT '${PERSON}' AS part, jsonb_strip_nulls(to_jsonb(p)) AS body FROM person p
  UNION ALL
  SELECT '${COVERAGE}', jsonb_build_object('register', b.register, 'since', min(b.from_month))
  FROM person p JOIN people.batch_coverage b
    ON b.whole AND b.through_month >= $2 AND (${coversOffice("b.district", "p.office")})
  GROUP BY b.register
  ${FACT_ROWS.map((rows) => `UNION ALL ${oneList(rows)}`).join("\n")}`;

const PREPARED = `wutong_read_facts_${createHash("sha256").update(STATEMENT).digest("hex").slice(0, 16)}`;

function oneList({ list, fields, from, withEmployer }: FactRows): string {
  const employer = Object.entries(EMPLOYER_FIELDS)
    .map(([field, column]) => `'${field}', ${field === "code" ? "r" : "e"}.${column}`)
    .join(", ");
  const field = `, CASE WHEN r.credit_code IS NOT NULL THEN jsonb_build_object(${employer}) END AS employer`;
  const join = "LEFT JOIN people.employer_facts e ON e.credit_code = r.credit_code";
  return `SELECT '${list}', jsonb_strip_nulls(to_jsonb(x)) FROM (
    SELECT ${select(fields)} ${withEmployer ? field : ""} FROM ${from} ${withEmployer ? join : ""} WHERE ${MINE}) x`;
}

function select(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([field, expression]) => `${expression} AS "${field}"`)
    .join(", ");
}
