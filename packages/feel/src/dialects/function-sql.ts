import { DAY_MAX, DAY_MIN } from "../calendar/civil.ts";
import { type Dialect, monthIndexSql, type SqlRows } from "./dialect.ts";

export type FunctionTools = {
  readonly dialect: Dialect;
  readonly once: (sql: string, body: (value: string) => string) => string;
  /** A field of the context that is the argument at `index`. */
  readonly part: (index: number, name: string) => string;
  /** The rows of the list argument with the columns `belongs` and the fields named. */
  readonly spells: (names: readonly string[]) => SqlRows;
};

/** Arguments are SQL, to be repeated only through `once`; in the place of a list or context stands an empty text. */
export type FunctionSql = (args: readonly string[], tools: FunctionTools) => string;

/**
 * The functions of the catalogue over what every dialect has, each written once. (DuckDB's own stand in the catalogue,
 * made for speed.)
 */
const functions: Readonly<Record<string, FunctionSql>> = {
  "full years between": ([from = "", to = ""], { dialect: { dates }, once }) =>
    once(from, (a) =>
      once(to, (b) => {
        const inYear = (date: string) => `(${dates.month(date)} * 100 + ${dates.dayOfMonth(date)})`;
        return `(${dates.year(b)} - ${dates.year(a)} - CASE WHEN ${inYear(b)} < ${inYear(a)} THEN 1 ELSE 0 END)`;
      }),
    ),
  "full months between": ([from = "", to = ""], { dialect, once }) =>
    once(from, (a) =>
      once(to, (b) => {
        const missing = `CASE WHEN ${dialect.dates.dayOfMonth(b)} < ${dialect.dates.dayOfMonth(a)} THEN 1 ELSE 0 END`;
        return `(${monthIndexSql(dialect, b)} - ${monthIndexSql(dialect, a)} - ${missing})`;
      }),
    ),
  "add months": ([date = "", months = ""], { dialect, once }) =>
    once(date, (day) =>
      once(months, (count) => {
        const reached = `(${monthIndexSql(dialect, day)} + ${count}) BETWEEN ${MONTH_MIN} AND ${MONTH_MAX}`;
        return `CASE WHEN ${reached} THEN ${dialect.dates.plusMonths(day, count)} END`;
      }),
    ),
  "add days": ([date = "", days = ""], { dialect: { dates }, once }) =>
    once(
      `(${dates.dayNumber(date)} + ${days})`,
      (reached) => `CASE WHEN ${reached} BETWEEN ${DAY_MIN} AND ${DAY_MAX} THEN ${dates.dayOfNumber(reached)} END`,
    ),
  "days between": daysBetween,
  "date difference": daysBetween,
  "date.year": ([date = ""], { dialect }) => dialect.dates.year(date),
  "date.month": ([date = ""], { dialect }) => dialect.dates.month(date),
  "date.day": ([date = ""], { dialect }) => dialect.dates.dayOfMonth(date),
  "months covered": (_, { dialect, spells }) => dialect.months(spells(["from", "to"]), {}, (months) => months),
  "consecutive months": consecutiveMonths,
  "in force at": inForceAt,
  "first month": (_, { dialect, once, spells }) =>
    once(dialect.fold(spells(["from"]), "min", { kind: "date" }), (first) => {
      const { dayNumber, dayOfMonth, dayOfNumber } = dialect.dates;
      return dayOfNumber(`(${dayNumber(first)} - ${dayOfMonth(first)} + 1)`);
    }),
  "starts with": ([text = "", match = ""], { dialect }) => dialect.texts.startsWith(text, match),
  "ends with": ([text = "", match = ""], { dialect, once }) =>
    once(match, (ending) => dialect.texts.endsWith(text, ending)),
  contains: ([text = "", match = ""], { dialect }) => dialect.texts.contains(text, match),
  "string length": ([text = ""], { dialect }) => dialect.texts.length(text),
  substring,
  "upper case": ([text = ""]) => `translate(${text}, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')`,
  "join text": ([left = "", right = ""]) => `(${left} || ${right})`,
  absolute: ([n = ""]) => `abs(${n})`,
};

/** Of a function that the checker has let through. */
export function functionSql(name: string): FunctionSql {
  const sql = Object.hasOwn(functions, name) ? functions[name] : undefined;
  if (!sql) throw new Error(`"${name}" is not yet defined for PostgreSQL and Spark`);
  return sql;
}

export function functionNames(): readonly string[] {
  return Object.keys(functions);
}

/** January of the year 1 and December of 9999: beyond lies unknown. */
const MONTH_MIN = 12;
const MONTH_MAX = 9_999 * 12 + 11;

function daysBetween([from = "", to = ""]: readonly string[], { dialect: { dates } }: FunctionTools): string {
  return `(${dates.dayNumber(to)} - ${dates.dayNumber(from)})`;
}

/** Months after `at` are cut off before the fold, so the run that ends last is the one that may reach `at`. */
function consecutiveMonths([, at = "", gap = ""]: readonly string[], { dialect, once, spells }: FunctionTools): string {
  return once(at, (day) =>
    once(gap, (allowed) =>
      once(monthIndexSql(dialect, day), (month) => {
        const limits = { at: month, gap: allowed };
        const run = dialect.months(spells(["from", "to"]), limits, (months, last) => {
          const reached = `${month} - ${last} <= ${allowed}`;
          return `CASE WHEN ${months} IS NULL THEN NULL WHEN ${reached} THEN ${months} ELSE 0 END`;
        });
        return `CASE WHEN ${allowed} >= 0 AND ${month} IS NOT NULL THEN ${run} END`;
      }),
    ),
  );
}

/** Kleene: begun and not ended. */
function inForceAt([, day = "", tolerance = ""]: readonly string[], { dialect, once, part }: FunctionTools): string {
  return once(day, (at) =>
    once(part(0, "to"), (to) => {
      const apart = `${monthIndexSql(dialect, at)} - ${monthIndexSql(dialect, to)}`;
      const tolerated = `CASE WHEN ${apart} <= ${tolerance} THEN TRUE END`;
      return `(${part(0, "from")} <= ${at} AND (${at} <= ${to} OR (${part(0, "open")} AND ${tolerated})))`;
    }),
  );
}

function substring([text = "", start = "", length]: readonly string[], { dialect, once }: FunctionTools): string {
  const { length: lengthOf, part } = dialect.texts;
  return once(text, (whole) =>
    once(start, (from) => {
      const first = `CASE WHEN ${from} > 0 THEN ${from} ELSE ${lengthOf(whole)} + ${from} + 1 END`;
      const valid = `${from} <> 0 AND ${from} >= -${lengthOf(whole)}`;
      if (length === undefined) return `CASE WHEN ${valid} THEN ${part(whole, first, undefined)} END`;
      return once(length, (count) => `CASE WHEN ${valid} AND ${count} >= 1 THEN ${part(whole, first, count)} END`);
    }),
  );
}
