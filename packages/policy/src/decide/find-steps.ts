import type { Facts, ListFact } from "@wutong/feel";
import { addDays, addMonthsToDay, type Day, lastDayOf, monthOfDay } from "@wutong/kernel";
import type { CompiledCondition, CompiledPolicy, Remedy } from "../compile/compiled-policy.ts";
import type { Step } from "./decision.ts";
import { type Judged, judge } from "./judge.ts";
import { truthOf } from "./truth-tree.ts";

/**
 * One step short: the root is false, and setting one remediable condition to met, wherever it stands, makes it true
 * with the unknowns as they are. Remediable only when the comparison can be mended within 12 months.
 */
export function findSteps(policy: CompiledPolicy, facts: Facts, asOf: Day, judged: Judged): readonly Step[] {
  if (judged.root !== false || judged.amount.state === "noRow") return [];
  return policy.conditions.flatMap((condition) => {
    if (!condition.remedy || judged.truths[condition.index] !== false) return [];
    const mended = judged.truths.map((truth, index) => (index === condition.index ? true : truth));
    if (truthOf(policy.tree, mended) !== true) return [];
    const step = stepOf(policy, condition, condition.remedy, { ...facts, asOf });
    return step ? [step] : [];
  });
}

function stepOf(policy: CompiledPolicy, condition: CompiledCondition, remedy: Remedy, facts: Facts): Step | undefined {
  if (remedy.mendable.evaluate(facts) !== true) return undefined;
  const short = Number(remedy.needValue.evaluate(facts)) - Number(remedy.haveValue.evaluate(facts));
  const { by, unit } = remedy;
  const on = by === "time" ? dayOfMending(policy, condition, facts, { short, unit }) : null;
  return { id: condition.id, by, unit, short, on };
}

type Missing = { readonly short: number; readonly unit: Remedy["unit"] };

/** A day is shown only after deciding again at that day, as if what runs today went on. */
function dayOfMending(
  policy: CompiledPolicy,
  condition: CompiledCondition,
  facts: Facts,
  missing: Missing,
): Day | null {
  const asOf = facts["asOf"] as Day;
  const { short, unit } = missing;
  const then = unit === "days" ? addDays(asOf, short) : addMonthsToDay(asOf, unit === "years" ? short * 12 : short);
  const again = judge(policy, { ...continued(facts, then), asOf: then });
  return again.outcome !== "notEntitled" && again.truths[condition.index] === true ? then : null;
}

/** The facts as they will be if every open spell goes on to the month of that day. */
function continued(facts: Facts, day: Day): Facts {
  const end = lastDayOf(monthOfDay(day));
  const entries = Object.entries(facts).map(([name, value]) => [
    name,
    isList(value) ? continuedList(value, end) : value,
  ]);
  return Object.fromEntries(entries) as Facts;
}

function continuedList(list: ListFact, end: Day): ListFact {
  return { complete: list.complete, rows: list.rows.map((row) => (isOpen(row) ? { ...row, to: end } : row)) };
}

function isOpen(row: unknown): row is { readonly open: true } {
  return typeof row === "object" && row !== null && "open" in row && row.open === true;
}

function isList(value: unknown): value is ListFact {
  return typeof value === "object" && value !== null && "rows" in value && "complete" in value;
}
