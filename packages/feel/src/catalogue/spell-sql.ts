import { BEFORE_ALL_DAYS } from "../sql/sql-text.ts";
import type { SqlTools } from "./function-entry.ts";

/**
 * A spell's months are packed into one BIGINT: first month in the high 20 bits, last in the low ones, so that sorting
 * numbers sorts spells. A fold's state is packed too: months counted (bits 40 and up), first month of the spell before
 * (20 to 39), last month covered (0 to 19). Spells out of order turn the state to −1, and the fold is done again on
 * the sorted list: snapshots keep spells in order, and sorting costs as much as the rest.
 *
 * Met on DuckDB 1.5.5: `list_reduce` with an initial value reads columns of the wrong row inside its lambda, so its
 * lambdas here read nothing from outside; where one must, the initial state is prepended instead.
 */
const EPOCH_MONTH = 1970 * 12;
const UNIT = 1_048_576;
/** Of a state, all but the count and the last month: no spell may be less. A state of −1 is more than any spell. */
const BEFORE = UNIT * UNIT - UNIT;
/** Of a state, the count where it stands. */
const COUNT = -UNIT * UNIT;
/** Begins after it ends: covers nothing. */
const NO_SPELL = `CAST(${UNIT} AS BIGINT)`;
const CONSTANT = /^CAST\(-?\d+ AS BIGINT\)$/;

export function monthsCoveredSql(_: readonly string[], tools: SqlTools): string {
  const packed = tools.mapRows(packMonths(undefined), NO_SPELL);
  return foldMonths(packed, tools, true, ({ count }) => count, countOf);
}

/** Months after `at` are cut off before the fold, so the run that ends last is the one that may reach `at`. */
export function consecutiveMonthsSql([, at = "", gap = ""]: readonly string[], tools: SqlTools): string {
  const run = ({ count, last }: State, { from }: Spell): string =>
    `CASE WHEN ${from} > ${last} + (${gap} + 1) THEN 0 ELSE ${count} END`;
  const packed = tools.mapRows(packMonths(at), NO_SPELL);
  const folded = foldMonths(packed, tools, CONSTANT.test(gap), run, (folded) => {
    const reached = `${monthOf(at)} - (${folded} & ${UNIT - 1}) <= ${gap}`;
    return `CASE WHEN ${reached} THEN ${countOf(folded)} ELSE 0 END`;
  });
  return `CASE WHEN ${gap} >= 0 AND ${at} IS NOT NULL THEN ${folded} END`;
}

export function firstMonthSql(_: readonly string[], tools: SqlTools): string {
  const none = "DATE 'infinity'";
  const start = (spell: string): string => `${spell}."from"`;
  const monthOfDay = (day: string): string => `CAST(date_trunc('month', ${day}) AS DATE)`;
  const least = tools.leastOfRows(start, none);
  if (least) return `CASE WHEN ${least} > ${BEFORE_ALL_DAYS} AND ${least} < ${none} THEN ${monthOfDay(least)} END`;
  const starts = tools.mapRows(start, none);
  return tools.once(starts, tools.local("p"), (list) => {
    const earliest = `CASE WHEN list_min(${list}) < ${none} THEN ${monthOfDay(`list_min(${list})`)} END`;
    return `CASE WHEN list_count(${list}) = len(${list}) THEN ${earliest} END`;
  });
}

export function inForceAtSql([spell = "", day = "", tolerance = ""]: readonly string[]): string {
  const part = (name: string): string => `${spell}."${name}"`;
  const tolerated = `CASE WHEN ${withinMonths(part("to"), day, tolerance)} THEN TRUE END`;
  const running = `(${day} <= ${part("to")} OR (${part("open")} AND ${tolerated}))`;
  return `(${part("from")} <= ${day} AND ${running})`;
}

const DAY = /^DATE '(\d{4})-(\d\d)-\d\d'$/;
const MONTHS = /^CAST\((\d{1,4}) AS BIGINT\)$/;

/** Where both are written out, the first day that is near enough is known before any row is read: no calendar for each. */
function withinMonths(to: string, day: string, tolerance: string): string {
  const [, year, month] = DAY.exec(day) ?? [];
  const [, months] = MONTHS.exec(tolerance) ?? [];
  const first = Number(year) * 12 + Number(month) - 1 - Number(months);
  if (!(first >= EPOCH_MONTH)) return `date_diff('month', ${to}, ${day}) <= ${tolerance}`;
  return `${to} >= DATE '${Math.floor(first / 12)}-${String((first % 12) + 1).padStart(2, "0")}-01'`;
}

/** The count stands where it does in the state. */
type State = { readonly count: string; readonly last: string };
type Spell = { readonly from: string; readonly to: string };

/**
 * Folds the spells in the order of their first months; NULL when a spell or a month of it is unknown. `counted` are the
 * months that a spell adds its own to.
 */
function foldMonths(
  packed: string,
  tools: SqlTools,
  selfContained: boolean,
  counted: (state: State, spell: Spell) => string,
  result: (folded: string) => string,
): string {
  const [a, m] = [tools.local("a"), tools.local("m")];
  const state = { count: `(${a} & ${COUNT})`, last: `(${a} & ${UNIT - 1})` };
  const spell = { from: `(${m} >> 20)`, to: `(${m} & ${UNIT - 1})` };
  const next =
    `CASE WHEN ${spell.from} > ${spell.to} THEN ${a} WHEN ${m} < (${a} & ${BEFORE}) THEN -1 ` +
    `ELSE ${counted(state, spell)} + ${addedMonths(state, spell)} * ${UNIT * UNIT} + (${m} & ${BEFORE}) + ` +
    `greatest(${state.last}, ${spell.to}) END`;
  const reduce = (months: string): string =>
    selfContained
      ? `list_reduce(${months}, lambda ${a}, ${m}: ${next}, CAST(0 AS BIGINT))`
      : `list_reduce(list_prepend(CAST(0 AS BIGINT), ${months}), lambda ${a}, ${m}: ${next})`;
  return tools.once(packed, tools.local("p"), (months) => {
    const known = `list_count(${months}) = len(${months})`;
    const folded = tools.once(reduce(months), tools.local("o"), (inOrder) => {
      return `CASE WHEN ${inOrder} < 0 THEN ${reduce(`list_sort(${months})`)} ELSE ${inOrder} END`;
    });
    return `CASE WHEN ${known} THEN ${tools.once(folded, tools.local("r"), result)} END`;
  });
}

/** The months of the spell that lie behind the last one covered. */
function addedMonths({ last }: State, { from, to }: Spell): string {
  return `greatest(0, ${to} - greatest(${last}, ${from} - 1))`;
}

function countOf(folded: string): string {
  return `(${folded} >> 40)`;
}

function packMonths(until: string | undefined): (spell: string) => string {
  return (spell) => {
    const to = `${spell}."to"`;
    const end = until === undefined ? to : `CASE WHEN ${to} > ${until} THEN ${until} ELSE ${to} END`;
    return `${monthOf(`${spell}."from"`)} * ${UNIT} + ${monthOf(end)}`;
  };
}

/** year × 12 + month − 1; one `date_diff` is three times as fast as `year` and `month` together. */
function monthOf(day: string): string {
  return `(date_diff('month', DATE '1970-01-01', ${day}) + ${EPOCH_MONTH})`;
}
