import { type FlatLists, planDuckSql, renderSteps, type TruthBits } from "@wutong/feel";
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
  const name = layers.last.replaceAll('"', "").replace(/\d+$/, String(layers.ctes.length));
  const added = columns.map((column) => `,\n  ${column}`).join("");
  return { ctes: [...layers.ctes, `"${name}" AS (SELECT *${added} FROM ${layers.last})`], last: `"${name}"` };
}

/**
 * Adds expressions as columns of their names, each distinct fold among them once. `own` begins the names of the folds'
 * columns and layers, so that plans of one query don't mix.
 */
export function addExpressions(
  layers: Layers,
  expressions: readonly NamedFeel[],
  how: { readonly own: string; readonly flat: FlatLists },
): Layers {
  const { ctes, last } = renderSteps(planDuckSql(expressions, how.flat), layers.last, how.own);
  return { ctes: [...layers.ctes, ...ctes], last };
}

/** The same, of truths that may be told as bits: those that are have no column. `besides`: other expressions over the same rows. */
export function addTruths(
  layers: Layers,
  truths: readonly NamedFeel[],
  how: { readonly own: string; readonly flat: FlatLists; readonly besides?: readonly NamedFeel[] },
): Layers & { readonly bits: readonly TruthBits[] } {
  const asked = [...truths.map((each) => ({ ...each, asBits: true })), ...(how.besides ?? [])];
  const { ctes, last, bits } = renderSteps(planDuckSql(asked, how.flat), layers.last, how.own);
  return { ctes: [...layers.ctes, ...ctes], last, bits };
}
