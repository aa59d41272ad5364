import { addMonths, type Day, firstDayOf, formatDay, monthOfDay } from "@wutong/kernel";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

/** Registers may lag: a batch that reaches this many months before the sweep date still tells of absence. */
const REACH_MONTHS = 2;
/** What matters to a policy begins at working age: the month of the 16th birthday. */
const NEEDED_FROM_YEARS = 16;

/** From when on an office's people are wholly covered by one batch of a register. */
export type CoveredSince = { readonly office: number; readonly register: string; readonly since: Day };

/**
 * For each of the given offices and each register: the earliest month from which a single complete batch covers the
 * office's district up to at least two months before `asOf`. A city's batch covers its districts, theirs their towns.
 */
export async function listCoveredSince(
  tx: Tx,
  offices: readonly number[],
  asOf: Day,
): Promise<readonly CoveredSince[]> {
  const { rows } = await sql<CoveredSince>`
    SELECT o.office, b.register, min(b.from_month) AS since
    FROM unnest(${[...offices]}::int[]) AS o (office)
    JOIN people.batch_coverage b ON b.whole AND b.through_month >= ${formatDay(reachedBy(asOf))}::date AND (${sql.raw(coversOffice("b.district", "o.office"))})
    GROUP BY o.office, b.register ORDER BY o.office, b.register`.execute(tx);
  return rows;
}

/** Whether a list is all there is for somebody born on that day: one batch must reach back to their 16th birthday. */
export function isComplete(coveredSince: Day | undefined, birth: Day | null): boolean {
  if (coveredSince === undefined || birth === null) return false;
  return coveredSince <= firstDayOf(addMonths(monthOfDay(birth), NEEDED_FROM_YEARS * 12));
}

/** The same rule as a condition of DuckDB over a row with `birth` and the covered-since day of its office. */
export function isCompleteInSql(coveredSince: string, birth: string): string {
  return `coalesce(${coveredSince} <= date_trunc('month', ${birth}) + INTERVAL ${NEEDED_FROM_YEARS} YEAR, false)`;
}

/** The last month that a batch must reach, as its first day. */
export function reachedBy(asOf: Day): Day {
  return firstDayOf(addMonths(monthOfDay(asOf), -REACH_MONTHS));
}

/** Division codes nest: 330600 covers 330602, and 330602 covers the town 330602001. */
export function coversOffice(district: string, office: string): string {
  const officeDistrict = `left(${office}::text, 6)::int`;
  return `${district} = ${officeDistrict}
    OR ${district} % 100 = 0 AND ${district} / 100 = ${officeDistrict} / 100
    OR ${district} % 10000 = 0 AND ${district} / 10000 = ${officeDistrict} / 10000`;
}
