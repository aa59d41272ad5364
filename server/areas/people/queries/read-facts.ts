import type { Day } from "@wutong/kernel";
import { parseDay } from "@wutong/kernel";
import type { GivenFacts, GivenList, GivenRow } from "@wutong/policy";
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { EMPLOYER_FIELDS, FACT_ROWS, type FactRows, PERSON_FIELDS } from "../store/fact-rows.ts";
import { coversOffice, isComplete, reachedBy } from "../store/list-coverage.ts";

/** A person's facts with what says whose they are; the same form as a line of `wutong sweep --facts`. */
export type PersonFacts = { readonly personId: number; readonly office: number; readonly facts: GivenFacts };

/**
 * Everything a policy may ask about one person, as known now; `asOf` decides which lists are complete. A missing key is
 * unknown. Undefined where the token in force doesn't see the person. One round trip.
 */
export async function readFacts(tx: Tx, personId: number, asOf: Day): Promise<PersonFacts | undefined> {
  const { rows } = await onePerson(personId, reachedBy(asOf)).execute(tx);
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

function onePerson(personId: number, reach: string): RawBuilder<Part> {
  const mine = sql`r.tenant_id = (SELECT access.current_tenant()) AND r.person_id = ${personId}`;
  return sql<Part>`
    WITH person AS MATERIALIZED (
      SELECT r.office_id AS office, ${select(PERSON_FIELDS)} FROM people.persons r WHERE ${mine})
    SELECT ${PERSON} AS part, jsonb_strip_nulls(to_jsonb(p)) AS body FROM person p
    UNION ALL
    SELECT ${COVERAGE}, jsonb_build_object('register', b.register, 'since', min(b.from_month))
    FROM person p JOIN people.batch_coverage b
      ON b.whole AND b.through_month >= ${reach}::date AND (${sql.raw(coversOffice("b.district", "p.office"))})
    GROUP BY b.register
    ${sql.join(
      FACT_ROWS.map((rows) => sql`UNION ALL ${oneList(rows, mine)}`),
      sql` `,
    )}`;
}

function oneList({ list, fields, from, withEmployer }: FactRows, mine: RawBuilder<unknown>): RawBuilder<unknown> {
  const employer = withEmployer ? EMPLOYER : { field: sql``, join: sql`` };
  return sql`SELECT ${list}, jsonb_strip_nulls(to_jsonb(x)) FROM (
    SELECT ${select(fields)} ${employer.field} FROM ${sql.raw(from)} ${employer.join} WHERE ${mine}) x`;
}

const EMPLOYER = {
  field: sql`, CASE WHEN r.credit_code IS NOT NULL THEN jsonb_build_object(${sql.raw(
    Object.entries(EMPLOYER_FIELDS)
      .map(([field, column]) => `'${field}', ${field === "code" ? "r" : "e"}.${column}`)
      .join(", "),
  )}) END AS employer`,
  join: sql`LEFT JOIN people.employer_facts e ON e.credit_code = r.credit_code`,
};

function select(fields: Readonly<Record<string, string>>): RawBuilder<unknown> {
  return sql.raw(
    Object.entries(fields)
      .map(([field, expression]) => `${expression} AS "${field}"`)
      .join(", "),
  );
}
