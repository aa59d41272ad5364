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
/** Begins after it ends: covers nothing. */
const NO_SPELL = `CAST(${UNIT} AS BIGINT)`;
const CONSTANT = /^CAST\(-?\d+ AS BIGINT\)$/;

export function monthsCoveredSql(_: readonly string[], tools: SqlTools): string {
  const packed = tools.mapRows(packMonths(undefined), NO_SPELL);
  return foldMonths(packed, tools, true, addedMonths, countOf);
}

/** Months after `at` are cut off before the fold, so the run that ends last is the one that may reach `at`. */
export function consecutiveMonthsSql([, at = "", gap = ""]: readonly string[], tools: SqlTools): string {
  const step = (state: State, spell: Spell): string =>
    `CASE WHEN ${state.count} = 0 OR ${spell.from} > ${state.last} + ${gap} + 1 ` +
    `THEN ${packState(`(${spell.to} - ${spell.from} + 1)`, spell.from, spell.to)} ELSE ${addedMonths(state, spell)} END`;
  const packed = tools.mapRows(packMonths(at), NO_SPELL);
  const run = foldMonths(packed, tools, CONSTANT.test(gap), step, (folded) => {
    const reached = `${monthOf(at)} - (${folded} & ${UNIT - 1}) <= ${gap}`;
    return `CASE WHEN ${reached} THEN ${countOf(folded)} ELSE 0 END`;
  });
  return `CASE WHEN ${gap} >= 0 AND ${at} IS NOT NULL THEN ${run} END`;
}

export function firstMonthSql(_: readonly string[], tools: SqlTools): string {
  const none = "DATE 'infinity'";
  const starts = tools.mapRows((spell) => `${spell}."from"`, none);
  return tools.once(starts, tools.local("p"), (list) => {
    const earliest = `CASE WHEN list_min(${list}) < ${none} THEN CAST(date_trunc('month', list_min(${list})) AS DATE) END`;
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

type State = { readonly count: string; readonly last: string };
type Spell = { readonly from: string; readonly to: string };

/** Folds the spells in the order of their first months; NULL when a spell or a month of it is unknown. */
function foldMonths(
  packed: string,
  tools: SqlTools,
  selfContained: boolean,
  step: (state: State, spell: Spell) => string,
  result: (folded: string) => string,
): string {
  const [a, m] = [tools.local("a"), tools.local("m")];
  const state = { count: `(${a} >> 40)`, before: `((${a} >> 20) & ${UNIT - 1})`, last: `(${a} & ${UNIT - 1})` };
  const spell = { from: `(${m} >> 20)`, to: `(${m} & ${UNIT - 1})` };
  const next =
    `CASE WHEN ${spell.from} > ${spell.to} THEN ${a} WHEN ${a} < 0 OR ${spell.from} < ${state.before} THEN -1 ` +
    `ELSE ${step(state, spell)} END`;
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

/** The months that the spell adds to those counted, when it begins no new run. */
function addedMonths(state: State, spell: Spell): string {
  const added = `greatest(0, ${spell.to} - greatest(${state.last}, ${spell.from} - 1))`;
  return packState(`(${state.count} + ${added})`, spell.from, `greatest(${state.last}, ${spell.to})`);
}

function packState(count: string, from: string, last: string): string {
  return `(${count} * ${UNIT * UNIT} + ${from} * ${UNIT} + ${last})`;
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
