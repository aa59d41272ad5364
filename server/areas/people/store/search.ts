import { type RawBuilder, sql } from "kysely";
import { KEPT, type Tx } from "../../../storage/index.ts";
import type { SearchText } from "../model/search-text.ts";

export type PersonFilter = {
  readonly standing: "library" | "observed" | undefined;
  readonly officeId: number | undefined;
  readonly team: string | undefined;
  readonly talentClass: string | undefined;
};

/** A place in a list: behind the person of that office and number. */
export type ListPlace = { readonly officeId: number; readonly personId: number };

/** How many people a search brings up at most; somebody who looks for one person types more. */
const MATCHES_MAX = 500;

/**
 * Numbers of the people that a text finds, best first: whose name begins with it, then whose name holds it, then who work at
 * an employer so named. Every condition is an equality or a range, which an index answers behind row security.
 */
export async function findMatches(
  tx: Tx,
  text: SearchText,
  filter: PersonFilter,
  employerCodes: readonly string[],
): Promise<readonly number[]> {
  const branches = branchesOf(text, employerCodes).map(
    (
      branch,
      rank,
    ) => sql`(SELECT ${sql.lit(rank)}::int AS rank, p.person_id, p.office_id, p.name FROM ${branch.from} WHERE ${branch.where}
      AND ${conditions(filter)} LIMIT ${sql.lit(MATCHES_MAX)})`,
  );
  if (branches.length === 0) return [];
  const { rows } = await sql<{ person_id: number }>`${KEPT}
    WITH ${ME} SELECT person_id FROM (${sql.join(branches, sql` UNION ALL `)}) found
    GROUP BY person_id ORDER BY min(rank), min(length(name)), min(name COLLATE "C"), person_id LIMIT ${sql.lit(MATCHES_MAX)}`.execute(
    tx,
  );
  return rows.map((row) => row.person_id);
}

/** The people of a filter in the order of their offices and numbers. */
export async function listInOrder(
  tx: Tx,
  filter: PersonFilter,
  page: { readonly after: ListPlace | undefined; readonly limit: number },
): Promise<readonly ListPlace[]> {
  const after = page.after
    ? sql`(p.office_id, p.person_id) > (${page.after.officeId}::int, ${page.after.personId}::int)`
    : sql`true`;
  const { rows } = await sql<{ office_id: number; person_id: number }>`
    WITH ${ME} SELECT p.office_id, p.person_id FROM people.persons p
    WHERE ${mine("p")} AND ${conditions(filter)} AND ${after} ORDER BY p.office_id, p.person_id LIMIT ${page.limit}`.execute(
    tx,
  );
  return rows.map((row) => ({ officeId: row.office_id, personId: row.person_id }));
}

/** The session's tenant and offices, looked up once for all branches. */
const ME = sql`me AS MATERIALIZED (SELECT access.current_tenant() AS tenant, access.visible_offices() AS offices)`;

/** The policy of row security has an OR that hides the office from indexes: saying it again lets them be used. */
const mine = (table: "p" | "t" | "w"): RawBuilder<unknown> =>
  sql`${sql.ref(table)}.tenant_id = (SELECT tenant FROM me) AND ${sql.ref(table)}.office_id = ANY ((SELECT offices FROM me)::int[])`;

type Branch = { readonly from: RawBuilder<unknown>; readonly where: RawBuilder<unknown> };

function branchesOf(text: SearchText, employerCodes: readonly string[]): readonly Branch[] {
  switch (text.kind) {
    case "phone":
      return [ownRange("phone", text.digits)];
    case "letters":
      return [ownRange("pinyin", text.letters), ownRange("initials", text.letters), ownRange("name", text.letters)];
    case "characters":
      return [ownRange("name", text.characters), endingRange(text.characters), ...employees(employerCodes)];
    case "employer":
      return employees(employerCodes);
  }
}

function ownRange(column: "name" | "pinyin" | "initials" | "phone", start: string): Branch {
  return { from: sql`people.persons p`, where: sql`${mine("p")} AND ${beginsWith(sql.ref(`p.${column}`), start)}` };
}

function endingRange(start: string): Branch {
  return {
    from: sql`people.search_tokens t JOIN people.persons p ON p.tenant_id = t.tenant_id AND p.person_id = t.person_id`,
    where: sql`${mine("t")} AND ${beginsWith(sql.ref("t.token"), start)}`,
  };
}

function employees(codes: readonly string[]): readonly Branch[] {
  if (codes.length === 0) return [];
  const from = sql`people.workplaces w JOIN people.persons p ON p.tenant_id = w.tenant_id AND p.person_id = w.person_id`;
  const where = sql`${mine("w")} AND w.credit_code = ANY (${[...codes]}::text[])`;
  return [{ from, where }];
}

function beginsWith(column: RawBuilder<unknown>, start: string): RawBuilder<unknown> {
  return sql`${column} COLLATE "C" >= ${start} AND ${column} COLLATE "C" < ${`${start}\u{10FFFF}`}`;
}

function conditions({ standing, officeId, team, talentClass }: PersonFilter): RawBuilder<unknown> {
  const all = [
    standing === undefined ? undefined : sql`p.standing = ${standing}`,
    officeId === undefined ? undefined : sql`p.office_id = ${officeId}::int`,
    team === undefined ? undefined : sql`p.team = ${team}`,
    talentClass === undefined ? undefined : sql`p.talent_class = ${talentClass}`,
  ].filter((one) => one !== undefined);
  return all.length === 0 ? sql`true` : sql.join(all, sql` AND `);
}
