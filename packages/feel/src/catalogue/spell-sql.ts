import type { SqlTools } from "./function-entry.ts";

/**
 * A spell's months packed into one BIGINT, first month in the high bits, so that sorting numbers sorts spells.
 * The state of a fold is packed too: months counted so far in the high bits, last month covered in the low ones.
 *
 * Met on DuckDB 1.5.5: `list_reduce` with an initial value reads columns of the wrong row inside its lambda; without
 * one it doesn't. So the initial state is prepended, and lambdas of `list_reduce` read nothing from outside.
 */
const SHIFT = 1_048_576;
const EPOCH_MONTH = 1970 * 12;

export function monthsCoveredSql([spells = ""]: readonly string[], tools: SqlTools): string {
  const [state, spell] = [tools.local("a"), tools.local("m")];
  const { last, count } = stateParts(state);
  const { from, to } = spellParts(spell);
  const added = `greatest(0, ${to} - greatest(${last}, ${from} - 1))`;
  const step = `CASE WHEN ${from} > ${to} THEN ${state} ELSE (${count} + ${added}) * ${SHIFT} + greatest(${last}, ${to}) END`;
  return foldMonths(spells, undefined, step, tools, (folded) => stateParts(folded).count);
}

/** Months after `at` are cut off before the fold, so the run that ends last is the one that may reach `at`. */
export function consecutiveMonthsSql([spells = "", at = "", gap = ""]: readonly string[], tools: SqlTools): string {
  const [state, spell] = [tools.local("a"), tools.local("m")];
  const { last, count } = stateParts(state);
  const { from, to } = spellParts(spell);
  const step =
    `CASE WHEN ${from} > ${to} THEN ${state} ` +
    `WHEN ${count} = 0 OR ${from} > ${last} + ${gap} + 1 THEN (${to} - ${from} + 1) * ${SHIFT} + ${to} ` +
    `ELSE (${count} + greatest(0, ${to} - greatest(${last}, ${from} - 1))) * ${SHIFT} + greatest(${last}, ${to}) END`;
  const run = foldMonths(spells, at, step, tools, (folded) => {
    const reached = stateParts(folded);
    return `CASE WHEN ${monthOf(at)} - ${reached.last} <= ${gap} THEN ${reached.count} ELSE 0 END`;
  });
  return `CASE WHEN ${gap} >= 0 AND ${at} IS NOT NULL THEN ${run} END`;
}

export function firstMonthSql([spells = ""]: readonly string[], tools: SqlTools): string {
  const spell = tools.local("s");
  const starts = `list_transform(${spells}, lambda ${spell}: ${spell}."from")`;
  return tools.once(
    starts,
    tools.local("p"),
    (list) =>
      `CASE WHEN list_count(${list}) = len(${list}) THEN CAST(date_trunc('month', list_min(${list})) AS DATE) END`,
  );
}

export function inForceAtSql([spell = "", day = "", tolerance = ""]: readonly string[]): string {
  const part = (name: string): string => `${spell}."${name}"`;
  const tolerated = `CASE WHEN ${monthOf(day)} - ${monthOf(part("to"))} <= ${tolerance} THEN TRUE END`;
  const running =
    `CASE WHEN ${day} <= ${part("to")} THEN TRUE WHEN ${day} > ${part("to")} AND NOT ${part("open")} THEN FALSE ` +
    `WHEN ${part("open")} THEN ${tolerated} END`;
  return `(${part("from")} <= ${day} AND ${running})`;
}

/** Folds the spells in the order of their first months; NULL when a month is unknown. */
function foldMonths(
  spells: string,
  until: string | undefined,
  step: string,
  tools: SqlTools,
  result: (folded: string) => string,
): string {
  const [state, spell, packed] = [tools.local("a"), tools.local("m"), packedMonths(spells, until, tools)];
  return tools.once(packed, tools.local("p"), (months) => {
    const ordered = tools.once(isSorted(months, tools), tools.local("o"), (sorted) => {
      return `CASE WHEN ${sorted} THEN ${months} ELSE list_sort(${months}) END`;
    });
    const folded = `list_reduce(list_prepend(CAST(0 AS BIGINT), ${ordered}), lambda ${state}, ${spell}: ${step})`;
    const known = `list_count(${months}) = len(${months})`;
    return `CASE WHEN ${known} THEN ${tools.once(folded, tools.local("r"), result)} END`;
  });
}

/** Snapshots keep spells in order, and looking is half as dear as sorting. */
function isSorted(months: string, { local }: SqlTools): string {
  const [state, spell] = [local("a"), local("m")];
  const step = `CASE WHEN ${state} < 0 OR ${spell} < ${state} THEN -1 ELSE ${spell} END`;
  return `(list_reduce(list_prepend(CAST(0 AS BIGINT), ${months}), lambda ${state}, ${spell}: ${step}) >= 0)`;
}

function packedMonths(spells: string, until: string | undefined, { local }: SqlTools): string {
  const spell = local("s");
  const to = `${spell}."to"`;
  const end = until === undefined ? to : `CASE WHEN ${to} > ${until} THEN ${until} ELSE ${to} END`;
  return `list_transform(${spells}, lambda ${spell}: ${monthOf(`${spell}."from"`)} * ${SHIFT} + ${monthOf(end)})`;
}

function stateParts(state: string): { readonly count: string; readonly last: string } {
  return { count: `(${state} // ${SHIFT})`, last: `(${state} % ${SHIFT})` };
}

function spellParts(spell: string): { readonly from: string; readonly to: string } {
  return { from: `(${spell} // ${SHIFT})`, to: `(${spell} % ${SHIFT})` };
}

/** year × 12 + month − 1; one `date_diff` is three times as fast as `year` and `month` together. */
function monthOf(day: string): string {
  return `(date_diff('month', DATE '1970-01-01', ${day}) + ${EPOCH_MONTH})`;
}
