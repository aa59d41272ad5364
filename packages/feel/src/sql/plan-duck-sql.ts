import type { CompiledFeel } from "../compile.ts";
import type { QuantifierStatus } from "./compile-lists.ts";
import type { FlatLists } from "./flat-lists.ts";
import { gatherSql } from "./gathering.ts";
import { createHoister, type Step } from "./hoister.ts";
import { quoteName } from "./sql-text.ts";
import { type Columns, compileSql, type SqlOverrides, statusSql } from "./to-duck-sql.ts";

export type { Step } from "./hoister.ts";

/**
 * Several expressions over one table: `steps` are columns to add one layer after the other (each reads only earlier
 * ones), `selects` then read them. Each distinct fold over a list stands in exactly one step column.
 */
export type DuckPlan = {
  readonly steps: readonly Step[];
  readonly selects: readonly { readonly name: string; readonly sql: string }[];
  /** Instead of columns: where the truths stand that were asked for as bits, and are such. */
  readonly bits: readonly TruthBits[];
  readonly flat: FlatLists | undefined;
};

/**
 * A truth in two bits of a column of BIGINT: bit 2 × place + 1 where some row decides it, bit 2 × place where some row may.
 * It is `found` where one does; its opposite where none may and `complete` (SQL over the plan's columns, never NULL) holds;
 * else unknown.
 */
export type TruthBits = {
  readonly name: string;
  readonly word: string;
  readonly place: number;
  readonly complete: string;
  readonly found: boolean;
};

export type Planned = {
  readonly name: string;
  readonly compiled: CompiledFeel;
  readonly columns?: Columns;
  /**
   * A quoted boolean column of the table: where it isn't true nobody will look at the result, which may be anything there.
   * Passes over flat lists leave those rows out.
   */
  readonly only?: string;
  /** A truth that may be told as bits, which is many times cheaper than as a column where it is only put into a mask. */
  readonly asBits?: boolean;
};

/** Lists of `flat` are read where they lie; of the others, and of lists within, columns of the table are read. */
export function planDuckSql(exprs: readonly Planned[], flat?: FlatLists, overrides?: SqlOverrides): DuckPlan {
  const { hoister, steps } = createHoister(flat);
  const bits: TruthBits[] = [];
  const selects = exprs.flatMap(({ name, compiled, columns = {}, only, asBits }) => {
    hoister.flat?.askFor(only);
    const found = asBits && !overrides ? bitsOf(name, statusSql(compiled, columns, hoister)) : undefined;
    if (found) bits.push(found);
    return found ? [] : [{ name, sql: compileSql(compiled, columns, hoister, overrides) }];
  });
  return { steps: steps(), selects, bits, flat };
}

const IN_WORD = /^\(\(("feel\$\d+") >> (\d+)\) & 3\)$/;

function bitsOf(name: string, status: QuantifierStatus | undefined): TruthBits | undefined {
  const [, word, shift] = status?.status.match(IN_WORD) ?? [];
  if (!status || word === undefined) return undefined;
  return { name, word, place: Number(shift) / 2, complete: status.complete, found: status.found };
}

/**
 * The plan as common table expressions over the relation `source`: `WITH ${ctes} SELECT … FROM ${last}`. The last has all
 * columns of the source, and the results by their names. `own` begins the names of the relations and columns, so that plans
 * of one query don't mix.
 */
export function renderSteps(
  plan: DuckPlan,
  source: string,
  own = "feel",
): { readonly ctes: readonly string[]; readonly last: string; readonly bits: readonly TruthBits[] } {
  const named = (sql: string): string => sql.replaceAll('"feel$', `"${own}$`);
  const ctes: string[] = [];
  const add = (select: (last: string) => string): void => {
    const last = ctes.length === 0 ? source : `"feel$step${ctes.length}"`;
    // Read by several branches of the step after: computed once.
    ctes.push(named(`"feel$step${ctes.length + 1}" AS (${select(last)})`));
  };
  const addColumns = (columns: Step["columns"]): void => {
    const added = columns.map(({ sql, name }) => `,\n  ${sql} AS ${name}`);
    if (columns.length > 0) add((last) => `SELECT *${added.join("")} FROM ${last}`);
  };
  for (const { gathering, columns } of plan.steps) {
    const { flat } = plan;
    if (flat && gathering.asked.length > 0) add((last) => gatherSql(gathering, { flat, last }));
    addColumns(columns);
  }
  addColumns(plan.selects.map(({ name, sql }) => ({ name: quoteName(name), sql })));
  const bits = plan.bits.map((each) => ({ ...each, word: named(each.word), complete: named(each.complete) }));
  return { ctes, last: ctes.length === 0 ? source : named(`"feel$step${ctes.length}"`), bits };
}

/** A whole query: the named results for each row of `source`, after the columns to `keep`. */
export function renderQuery(plan: DuckPlan, source: string, keep: readonly string[]): string {
  const { ctes, last } = renderSteps(plan, '"feel$source"');
  const columns = [...keep, ...plan.selects.map(({ name }) => name)].map(quoteName);
  return `WITH ${[`"feel$source" AS (SELECT * FROM ${source})`, ...ctes].join(",\n")}\nSELECT ${columns.join(", ")} FROM ${last}`;
}
