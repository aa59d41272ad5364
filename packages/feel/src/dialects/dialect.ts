import type { FoldOperator, Literal } from "../ir/ir.ts";
import type { ListType, ValueType } from "../types/value-type.ts";

/**
 * Rows of a list with what is computed of each. `stored`: the columns read the row variable `row` over the SQL list.
 * `written`: the columns of each row of a list that the expression itself writes out.
 */
export type SqlRows =
  | { readonly kind: "stored"; readonly list: string; readonly row: string; readonly columns: readonly string[] }
  | { readonly kind: "written"; readonly rows: readonly (readonly string[])[] };

/**
 * What one SQL says differently from another. A scalar is SQL whose NULL means unknown, safe to stand next to any
 * operator; whole numbers are BIGINT, or the widest exact type where `big`. Contexts and lists are read where they are
 * stored and never made.
 */
export type Dialect = {
  readonly title: string;
  readonly quoteName: (name: string) => string;
  readonly literal: (value: Literal, type: ValueType) => string;
  /** Why a literal can't be written; undefined where it can. */
  readonly refusesLiteral: (value: Literal) => string | undefined;
  /** A fact's column, a field of a stored context, an element of a stored list: in the form that expressions compute with. */
  readonly column: (sql: string, type: ValueType) => string;
  readonly field: (holder: string, name: string, type: ValueType) => string;
  readonly element: (row: string, type: ValueType) => string;
  /** The rows of a stored list, and whether they are all: never NULL. */
  readonly list: (sql: string, type: ListType) => string;
  readonly isWhole: (complete: string, list: string) => string;
  /** Whether a stored context is known. */
  readonly isContext: (sql: string) => string;
  /** A text as it is ordered: by code point. */
  readonly ordered: (text: string) => string;
  readonly toInteger: (sql: string, big: boolean) => string;
  /** a ÷ b cut towards 0; both cheap to repeat, b not 0. */
  readonly quotient: (a: string, b: string, big: boolean) => string;
  /** Computes an expression once for a body that reads it several times, by a name that nothing around uses. */
  readonly bind: (sql: string, name: string, body: (value: string) => string) => string;
  /** The row variable of a binder's slot. */
  readonly rowName: (slot: number) => string;
  /** Kleene over the known rows: whether the first column is true for some. */
  readonly some: (rows: SqlRows) => string;
  /** For how many rows the first column is true; NULL when it is unknown for any. */
  readonly count: (rows: SqlRows) => string;
  /** Folds the second column of the rows whose first is true; NULL when either is unknown for any that may belong. */
  readonly fold: (rows: SqlRows, operator: FoldOperator, type: ValueType) => string;
  /**
   * Of rows (belongs, first day, last day), by first month: how many different months the last unbroken run covers, and
   * its last month; only months up to `at` (a month index) count. Where `gap` is given, more uncovered months than
   * that break a run. The months are NULL when anything is unknown.
   */
  readonly months: (
    rows: SqlRows,
    limits: { readonly at?: string; readonly gap?: string },
    body: (months: string, last: string) => string,
  ) => string;
  readonly dates: DateSql;
  readonly texts: TextSql;
};

type DateSql = {
  readonly year: (date: string) => string;
  readonly month: (date: string) => string;
  readonly dayOfMonth: (date: string) => string;
  /** Days since 1970 as BIGINT, and back. */
  readonly dayNumber: (date: string) => string;
  readonly dayOfNumber: (days: string) => string;
  /** The day of the month is cut to the length of the month reached; the caller sees to the range. */
  readonly plusMonths: (date: string, months: string) => string;
};

type TextSql = {
  readonly length: (text: string) => string;
  /** From a position ≥ 1; `length` ≥ 1 where given. */
  readonly part: (text: string, from: string, length: string | undefined) => string;
  readonly startsWith: (text: string, match: string) => string;
  readonly endsWith: (text: string, match: string) => string;
  readonly contains: (text: string, match: string) => string;
};

/** year × 12 + month − 1, as the kernel's `Month`. */
export function monthIndexSql({ dates }: Pick<Dialect, "dates">, date: string): string {
  return `(${dates.year(date)} * 12 + ${dates.month(date)} - 1)`;
}
