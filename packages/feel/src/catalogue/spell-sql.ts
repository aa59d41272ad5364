type Local = (suffix: string) => string;

/** A spell's months packed into one BIGINT, first month in the high bits, so that sorting numbers sorts spells. */
const SHIFT = 1_048_576;
const EPOCH_MONTH = 1970 * 12;

/** Months of spells, sorted; NULL when a month is unknown. Invalid spells (to before from) are left out. */
function sortedMonthsSql(spells: string, local: Local): string {
  const spell = local("s");
  const packed = `list_transform(${spells}, lambda ${spell}: ${monthOf(`${spell}."from"`)} * ${SHIFT} + ${monthOf(`${spell}."to"`)})`;
  const month = local("m");
  return `list_sort(list_filter(${packed}, lambda ${month}: ${month} IS NULL OR ${month} // ${SHIFT} <= ${month} % ${SHIFT}))`;
}

/** The state of the fold is packed too: months counted so far in the high bits, last month covered in the low ones. */
export function monthsCoveredSql([spells = ""]: readonly string[], local: Local): string {
  const [state, spell] = [local("a"), local("m")];
  const last = `${state} % ${SHIFT}`;
  const from = `${spell} // ${SHIFT}`;
  const to = `${spell} % ${SHIFT}`;
  const added = `greatest(0, ${to} - greatest(${last}, ${from} - 1))`;
  const step = `(${state} // ${SHIFT} + ${added}) * ${SHIFT} + greatest(${last}, ${to})`;
  return unlessUnknown(
    spells,
    local,
    (sorted) => `list_reduce(${sorted}, lambda ${state}, ${spell}: ${step}, 0) // ${SHIFT}`,
  );
}

export function consecutiveMonthsSql([spells = "", at = "", gap = ""]: readonly string[], local: Local): string {
  const [state, spell] = [local("a"), local("m")];
  const atMonth = monthOf(at);
  const last = `${state} % ${SHIFT}`;
  const run = `${state} // ${SHIFT}`;
  const from = `${spell} // ${SHIFT}`;
  const end = `least(${spell} % ${SHIFT}, ${atMonth})`;
  const next =
    `CASE WHEN ${from} > ${atMonth} THEN ${state} ` +
    `WHEN ${run} = 0 OR ${from} > ${last} + ${gap} + 1 THEN (${end} - ${from} + 1) * ${SHIFT} + ${end} ` +
    `ELSE (${run} + greatest(0, ${end} - greatest(${last}, ${from} - 1))) * ${SHIFT} + greatest(${last}, ${end}) END`;
  return unlessUnknown(spells, local, (sorted) => {
    const folded = `list_reduce(${sorted}, lambda ${state}, ${spell}: ${next}, 0)`;
    const result = local("r");
    const reached = `CASE WHEN ${atMonth} - ${result} % ${SHIFT} <= ${gap} THEN ${result} // ${SHIFT} ELSE 0 END`;
    return `CASE WHEN ${gap} >= 0 AND ${at} IS NOT NULL THEN list_transform([${folded}], lambda ${result}: ${reached})[1] END`;
  });
}

export function firstMonthSql([spells = ""]: readonly string[], local: Local): string {
  const spell = local("s");
  const starts = `list_transform(${spells}, lambda ${spell}: ${spell}."from")`;
  return `CASE WHEN list_count(${starts}) = len(${spells}) THEN CAST(date_trunc('month', list_min(${starts})) AS DATE) END`;
}

export function inForceAtSql([spell = "", day = "", tolerance = ""]: readonly string[]): string {
  const part = (name: string): string => `${spell}."${name}"`;
  const tolerated = `CASE WHEN ${monthOf(day)} - ${monthOf(part("to"))} <= ${tolerance} THEN TRUE END`;
  const running =
    `CASE WHEN ${day} <= ${part("to")} THEN TRUE WHEN ${day} > ${part("to")} AND NOT ${part("open")} THEN FALSE ` +
    `WHEN ${part("open")} THEN ${tolerated} END`;
  return `(${part("from")} <= ${day} AND ${running})`;
}

function unlessUnknown(spells: string, local: Local, fold: (sorted: string) => string): string {
  const sorted = sortedMonthsSql(spells, local);
  return `CASE WHEN list_count(${sorted}) = len(${sorted}) THEN ${fold(sorted)} END`;
}

/** year × 12 + month − 1; one `date_diff` is three times as fast as `year` and `month` together. */
function monthOf(day: string): string {
  return `(date_diff('month', DATE '1970-01-01', ${day}) + ${EPOCH_MONTH})`;
}
