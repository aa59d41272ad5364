import type { Facts, List, Spell, Status } from "./facts.ts";
import { listOf } from "./facts.ts";
import { type Answer, all, is, some } from "./kleene.ts";

/** The district whose rules these are. */
export const YUECHENG = "330602";
/** An open spell is known through the month last covered; up to so many months later it still counts. */
const TOLERATED_MONTHS = 2;

/**
 * Whether a spell or a status runs on a day. Ended before: no. Open but last heard of too long ago: unknown.
 */
export function runsOn(spell: Spell | Status, day: string): Answer {
  const begun = spell.from === undefined ? null : spell.from <= day;
  return all([begun, notEndedBy(spell, day)]);
}

function notEndedBy(spell: Spell | Status, day: string): Answer {
  if (spell.to === undefined) return null;
  if (spell.to >= day) return true;
  if (spell.open === undefined) return null;
  if (!spell.open) return false;
  return monthNumber(day) - monthNumber(spell.to) <= TOLERATED_MONTHS ? true : null;
}

/** The spells by which someone is insured (pension, the kind that every employer pays) in Yuecheng on the day. */
export function isPensionHere(spell: Spell, day: string): Answer {
  return all([is(spell.kind, "pension"), is(spell.region, YUECHENG), runsOn(spell, day)]);
}

/** “缴纳社保”: insured in Yuecheng on the day. */
export function isInsuredHere(facts: Facts, day: string): Answer {
  return some(listOf(facts.insurance), (spell) => isPensionHere(spell, day));
}

/** “首次”: no insured month of any kind in Yuecheng before the rule began. */
export function isFirstInYuecheng(facts: Facts, ruleBegan: string): Answer {
  const earlier = some(listOf(facts.insurance), (spell) =>
    all([is(spell.region, YUECHENG), spell.from === undefined ? null : spell.from < ruleBegan]),
  );
  return earlier === null ? null : !earlier;
}

/** The key date of what begins with arriving: the first insured month in Yuecheng, known only from the whole history. */
export function isArrivalKnown(facts: Facts): boolean {
  const { complete, rows } = listOf(facts.insurance);
  const here = rows.filter((spell) => spell.region === YUECHENG);
  return complete && here.length > 0 && here.every((spell) => spell.from !== undefined);
}

/** Different calendar months of the spells of a kind; unknown where one of them is not known whole. */
export function monthsInsured(facts: Facts, kind: string): number | null {
  return monthsOf(listOf(facts.insurance), (spell) => is(spell.kind, kind));
}

/** Different calendar months of the rows that match; unknown where a row may be missing, or one that may match is not known whole. */
export function monthsOf<Row extends { readonly from?: string; readonly to?: string }>(
  list: List<Row>,
  matches: (row: Row) => Answer,
): number | null {
  if (!list.complete) return null;
  const months = new Set<number>();
  for (const row of list.rows) {
    const matched = matches(row);
    if (matched === false) continue;
    if (matched === null || row.from === undefined || row.to === undefined) return null;
    for (let month = monthNumber(row.from); month <= monthNumber(row.to); month += 1) months.add(month);
  }
  return months.size;
}

function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}
