import { planDuckSql } from "@wutong/feel";
import type { NamedFeel } from "./policy-columns.ts";

/** Common table expressions, each of which adds columns to the one before. */
export type Layers = { readonly ctes: readonly string[]; readonly last: string };

/** `source` is SQL that can stand after FROM; `name` begins the names of the layers. */
export function startLayers(name: string, source: string): Layers {
  return { ctes: [`${name}_0 AS (SELECT * FROM ${source})`], last: `${name}_0` };
}

/** `columns` are written `sql AS name`; they may read the columns of all layers before. */
export function addColumns(layers: Layers, columns: readonly string[]): Layers {
  if (columns.length === 0) return layers;
  const name = layers.last.replace(/\d+$/, String(layers.ctes.length));
  const added = columns.map((column) => `,\n  ${column}`).join("");
  return { ctes: [...layers.ctes, `${name} AS (SELECT *${added} FROM ${layers.last})`], last: name };
}

/**
 * Adds expressions as columns of their names, each distinct fold among them once. With `only` (a boolean column) they are
 * computed for the rows where it is true, and NULL elsewhere: a CASE computes its branch for those rows alone. `own`
 * begins the names of the folds' columns, so that plans of one query don't mix.
 */
export function addExpressions(
  layers: Layers,
  expressions: readonly NamedFeel[],
  how: { readonly own: string; readonly only?: string },
): Layers {
  const plan = planDuckSql(expressions);
  const renamed = (sql: string) => sql.replaceAll('"feel$', `"${how.own}$`);
  const guarded = (sql: string) => (how.only ? `CASE WHEN ${how.only} THEN ${renamed(sql)} END` : renamed(sql));
  const column = (sql: string, name: string) => `${guarded(sql)} AS ${renamed(name)}`;
  const steps = plan.steps.map(({ columns }) => columns.map(({ sql, name }) => column(sql, name)));
  const selects = plan.selects.map(({ sql, name }) => column(sql, `"${name}"`));
  return [...steps, selects].reduce(addColumns, layers);
}
