import type { CompiledFeel } from "../compile.ts";
import { createHoister, type Step } from "./hoister.ts";
import { quoteName } from "./sql-text.ts";
import { type Columns, compileSql } from "./to-duck-sql.ts";

export type { Step } from "./hoister.ts";

/**
 * Several expressions over one table: `steps` are columns to add one layer after the other (each reads only earlier
 * ones), `selects` then read them. Each distinct fold over a list stands in exactly one step column.
 */
export type DuckPlan = {
  readonly steps: readonly Step[];
  readonly selects: readonly { readonly name: string; readonly sql: string }[];
};

export function planDuckSql(
  exprs: readonly { readonly name: string; readonly compiled: CompiledFeel; readonly columns?: Columns }[],
): DuckPlan {
  const { hoister, steps } = createHoister();
  const selects = exprs.map(({ name, compiled, columns }) => ({
    name,
    sql: compileSql(compiled, columns ?? {}, hoister),
  }));
  return { steps: steps(), selects };
}

/**
 * The steps as common table expressions, to be followed by a query on the relation `last`:
 * `WITH ${ctes} SELECT … FROM ${last}`. `source` is SQL that can stand after FROM.
 */
export function renderSteps(steps: readonly Step[], source: string): { readonly ctes: string; readonly last: string } {
  const first = `"feel$step0" AS (SELECT * FROM ${source})`;
  const rest = steps.map(({ columns }, index) => {
    const added = columns.map((column) => `${column.sql} AS ${column.name}`);
    return `"feel$step${index + 1}" AS (SELECT *, ${added.join(", ")} FROM "feel$step${index}")`;
  });
  return { ctes: [first, ...rest].join(",\n"), last: `"feel$step${steps.length}"` };
}

/** A whole query: the named results for each row of `source`, after the columns to `keep`. */
export function renderQuery(plan: DuckPlan, source: string, keep: readonly string[]): string {
  const { ctes, last } = renderSteps(plan.steps, source);
  const results = plan.selects.map(({ name, sql }) => `${sql} AS ${quoteName(name)}`);
  return `WITH ${ctes}\nSELECT ${[...keep.map(quoteName), ...results].join(", ")} FROM ${last}`;
}
