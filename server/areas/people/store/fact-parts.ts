import { type Day, formatDay } from "@wutong/kernel";
import { CompiledQuery } from "kysely";
import { KEPT_MARK, type Tx } from "../../../storage/index.ts";
import { EMPLOYER_FIELDS, FACT_ROWS, type FactRows, PERSON_FIELDS } from "./fact-rows.ts";
import { coversOffice } from "./list-coverage.ts";

/** One row of a list, the person's own fields, or how far a register reaches: `part` tells which. */
export type FactPart = { readonly part: string; readonly body: never };

export const PERSON = "person";
export const COVERAGE = "coverage";

/** Planning the statement takes longer than running it, so that each connection keeps its plan. */
export async function readFactParts(tx: Tx, personId: number, reach: Day): Promise<readonly FactPart[]> {
  const { rows } = await tx.executeQuery<FactPart>(CompiledQuery.raw(STATEMENT, [personId, formatDay(reach)]));
  return rows;
}

/** Row security says the tenant again for each table; here the session is looked up once for all of them. */
const MINE = "r.tenant_id = (SELECT tenant FROM me) AND r.person_id = $1::int";

const STATEMENT = `${KEPT_MARK}
  WITH me AS MATERIALIZED (SELECT access.current_tenant() AS tenant), person AS MATERIALIZED (
    SELECT r.office_id AS office, ${select(PERSON_FIELDS)} FROM people.persons r WHERE ${MINE})
  SELECT '${PERSON}' AS part, jsonb_strip_nulls(to_jsonb(p)) AS body FROM person p
  UNION ALL
  SELECT '${COVERAGE}', jsonb_build_object('register', b.register, 'since', min(b.from_month))
  FROM person p JOIN people.batch_coverage b
    ON b.whole AND b.through_month >= $2::date AND (${coversOffice("b.district", "p.office")})
  GROUP BY b.register
  ${FACT_ROWS.map((rows) => `UNION ALL ${oneList(rows)}`).join("\n")}`;

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
