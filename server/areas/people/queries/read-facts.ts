import { createHash } from "node:crypto";
import { type Day, formatDay, parseDay } from "@wutong/kernel";
import type { GivenFacts, GivenList, GivenRow } from "@wutong/policy";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { EMPLOYER_FIELDS, FACT_ROWS, type FactRows, PERSON_FIELDS } from "../store/fact-rows.ts";
import { coversOffice, isComplete, reachedBy } from "../store/list-coverage.ts";

/** A person's facts with what says whose they are; the same form as a line of `wutong sweep --facts`. */
export type PersonFacts = { readonly personId: number; readonly office: number; readonly facts: GivenFacts };

/**
 * Everything a policy may ask about one person, as known now; `asOf` decides which lists are complete. A missing key is
 * unknown. Undefined where the token in force doesn't see the person.
 */
export async function readFacts(tx: Tx, personId: number, asOf: Day): Promise<PersonFacts | undefined> {
  if (!Number.isSafeInteger(personId) || personId > PERSON_ID_MAX) return undefined;
  const rows = await executePrepared(tx, personId, reachedBy(asOf));
  const person = rows.find((row) => row.part === PERSON)?.body as PersonRow | undefined;
  if (person === undefined) return undefined;
  const { office, ...own } = person;
  const birth = typeof own.birth === "string" ? dayOf(own.birth) : null;
  const since = new Map(rows.filter((row) => row.part === COVERAGE).map((row) => coverageOf(row.body)));
  const lists = FACT_ROWS.map(({ list, register }): [string, GivenList] => [
    list,
    {
      complete: isComplete(since.get(register), birth),
      rows: rows.filter((row) => row.part === list).map((row) => row.body as GivenRow),
    },
  ]);
  return { personId, office, facts: { ...own, ...Object.fromEntries(lists) } };
}

type Part = { readonly part: string; readonly body: never };
type PersonRow = { readonly office: number; readonly [field: string]: string | number };

/** Ids are int4. */
const PERSON_ID_MAX = 2 ** 31 - 1;
const PERSON = "person";
const COVERAGE = "coverage";

function coverageOf(body: { readonly register: string; readonly since: string }): [string, Day] {
  return [body.register, dayOf(body.since)];
}

function dayOf(text: string): Day {
  const parsed = parseDay(text);
  if (!parsed.ok) throw new Error(`PostgreSQL sent the date ${text}`);
  return parsed.value;
}

/**
 * Planning the statement takes longer than running it, so each connection prepares it once. The name holds the text's
 * digest: another version of Wutong on the same connection would prepare its own.
 */
async function executePrepared(tx: Tx, personId: number, reach: Day): Promise<readonly Part[]> {
  const known = await sql`SELECT FROM pg_prepared_statements WHERE name = ${PREPARED}`.execute(tx);
  if (known.rows.length === 0) await sql.raw(`PREPARE ${PREPARED} (int, date) AS ${STATEMENT}`).execute(tx);
  // EXECUTE takes no parameters of the protocol; both values are made here, of numbers.
  const { rows } = await sql.raw<Part>(`EXECUTE ${PREPARED} (${personId}, '${formatDay(reach)}')`).execute(tx);
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
