import type { SettledPlan } from "../sweep/plan-sweep.ts";
import { grantColumns } from "../sweep/stacking-columns.ts";
import type { SqlStep } from "../sweep/sweep-plan.ts";

/**
 * One side: its `tables` are made, `alike` is read and handed to `stackContested`, its answers go into the table `answers`, and
 * `settle` is run; then `findings` and `open` can be read. People whose grants are alike are settled once, wherever they are.
 */
export type SidePlan = Pick<SettledPlan, "findings" | "open"> & {
  readonly tables: readonly SqlStep[];
  /** Columns of `ContestedRow`: of all whose grants are alike, one person's. */
  readonly alike: string;
  /** Has the columns of `StackedRow`. */
  readonly answers: string;
  readonly settle: string;
};

/** What tells people's grants apart, all but whose they are. */
const ALIKE = Object.keys(grantColumns).filter((name) => name !== "personId" && name !== "subject");

export function planSide({ contested, made, stacked, findings, open }: SettledPlan, prefix: string): SidePlan {
  const rows = `${prefix}_rows`;
  const kinds = `${prefix}_kinds`;
  const answers = `${prefix}_answers`;
  const row = ALIKE.map((column) => `coalesce(CAST("${column}" AS VARCHAR), '')`);
  // Subjects are told apart by their order within the person.
  const numbered = `SELECT *, CASE WHEN subject IS NULL THEN 0 ELSE dense_rank() OVER (PARTITION BY "personId" ORDER BY subject) END AS nth FROM (${contested})`;
  const kind = `string_agg(concat_ws(',', nth, ${row.join(", ")}), ';' ORDER BY policy, nth)`;
  const same = `a.policy = o.policy AND a.nth = o.nth`;
  return {
    findings,
    open,
    tables: [
      made,
      tableOf(rows, numbered),
      tableOf(
        kinds,
        `SELECT "personId", min("personId") OVER (PARTITION BY kind) AS one FROM (SELECT "personId", ${kind} AS kind FROM ${rows} GROUP BY "personId")`,
      ),
      { name: answers, sql: `CREATE OR REPLACE TEMP TABLE ${answers} AS FROM ${stacked} WHERE FALSE` },
    ],
    alike: `SELECT * EXCLUDE (nth) FROM ${rows} WHERE "personId" IN (SELECT one FROM ${kinds}) ORDER BY "personId", policy, subject`,
    answers,
    settle:
      `INSERT INTO ${stacked} SELECT o."personId", o.policy, o.subject, a.chosen, a."lostTo" FROM ${rows} o ` +
      `JOIN ${kinds} k ON k."personId" = o."personId" JOIN (SELECT t.*, r.nth FROM ${answers} t JOIN ${rows} r ` +
      `ON r."personId" = t."personId" AND r.policy = t.policy AND coalesce(r.subject, '') = coalesce(t.subject, '')) a ` +
      `ON a."personId" = k.one AND ${same}`,
  };
}

function tableOf(name: string, query: string): SqlStep {
  return { name, sql: `CREATE OR REPLACE TEMP TABLE ${name} AS\n${query}` };
}
