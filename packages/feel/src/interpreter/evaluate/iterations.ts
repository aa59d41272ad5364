import { numberOf } from "../numbers/number-of.ts";
import type { Iterator } from "../syntax/ast.ts";
import { civilOfDays, daysOfCivil } from "../temporal/calendar.ts";
import { type FeelRange, type FeelValue, hasKind, isList, kindOf } from "../values/value.ts";
import type { Evaluators, Machine } from "./machine.ts";
import { innerScope, type Scope } from "./scope.ts";
import type { Session } from "./session.ts";
import { asTruth, both, either } from "./truth.ts";

export const iterations: Evaluators<"for" | "quantified"> = {
  for: (expr, scope, machine) => {
    const results: FeelValue[] = [];
    const partial: Scope = {
      // What is handed out must not grow afterwards.
      get: (name) => (name === "partial" ? copyOf(results, machine.session) : undefined),
    };
    const done = iterate(expr.iterators, innerScope(partial, scope), machine, (inner) => {
      results.push(machine.run(expr.body, inner));
      return true;
    });
    return done ? results : null;
  },
  quantified: (expr, scope, machine) => {
    const some = expr.quantifier === "some";
    let truth: boolean | null = !some;
    let other: FeelValue = null;
    const done = iterate(expr.iterators, scope, machine, (inner) => {
      const satisfied = machine.run(expr.satisfies, inner);
      if (satisfied !== null && typeof satisfied !== "boolean") other = satisfied;
      truth = some ? either(truth, asTruth(satisfied)) : both(truth, asTruth(satisfied));
      return truth !== some && other === null;
    });
    if (other === null) return done ? truth : null;
    const params = { expected: "boolean", found: kindOf(other) };
    return machine.session.warn("feel.wrongType", params, expr.satisfies.span);
  },
};

function copyOf(list: readonly FeelValue[], session: Session): readonly FeelValue[] {
  session.spend(list.length);
  return [...list];
}

/**
 * Visits each combination of the iterators' items, the last changing fastest, until the visitor wants no more.
 * False where there is nothing to go over: null, or ends that make no range.
 */
function iterate(
  iterators: readonly Iterator[],
  scope: Scope,
  machine: Machine,
  visit: (scope: Scope) => boolean,
): boolean {
  let found = true;
  const go = (index: number, at: Scope): boolean => {
    const iterator = iterators[index];
    if (!iterator) return visit(at);
    const items = itemsOf(iterator, at, machine);
    if (!items) {
      found = false;
      return false;
    }
    for (const item of items) {
      machine.session.spend(1);
      const inner = innerScope({ get: (name) => (name === iterator.name ? item : undefined) }, at);
      if (!go(index + 1, inner)) return false;
    }
    return true;
  };
  go(0, scope);
  return found;
}

function itemsOf(iterator: Iterator, scope: Scope, { run, session }: Machine): Iterable<FeelValue> | null {
  const over = run(iterator.over, scope);
  if (!iterator.to) return itemsOfValue(over, session, iterator);
  const to = run(iterator.to, scope);
  const items = stepsBetween(over, to);
  if (items) return items;
  session.warn("feel.noRange", {}, iterator.span);
  return null;
}

/** A list's items, or the whole numbers or days of a range; null for a value of another kind, which makes no list here. */
function itemsOfValue(value: FeelValue, session: Session, { over }: Iterator): Iterable<FeelValue> | null {
  if (isList(value)) return value;
  const items = hasKind(value, "range") && value.form === "interval" ? stepsWithin(value) : null;
  if (!items) session.warn("feel.wrongType", { expected: "list", found: kindOf(value) }, over.span);
  return items;
}

/**
 * The whole numbers or days from one end to the other, down where the second is the smaller; null for other kinds, and
 * for numbers beyond 2^53, which nobody counts through.
 */
function stepsBetween(from: FeelValue, to: FeelValue): Iterable<FeelValue> | null {
  if (hasKind(from, "number") && hasKind(to, "number")) {
    const [first, last] = [from.decimal.toNumber(), to.decimal.toNumber()];
    return Number.isSafeInteger(first) && Number.isSafeInteger(last) ? steps(first, last, numberOf) : null;
  }
  if (!hasKind(from, "date") || !hasKind(to, "date")) return null;
  return steps(daysOfCivil(from), daysOfCivil(to), (day) => ({ kind: "date", ...civilOfDays(day) }));
}

function stepsWithin(range: FeelRange): Iterable<FeelValue> | null {
  const items = stepsBetween(range.low, range.high);
  if (!items) return null;
  return skipEnds(items, range);
}

function* skipEnds(items: Iterable<FeelValue>, { lowClosed, highClosed }: FeelRange): Generator<FeelValue> {
  let held: FeelValue | undefined;
  let first = true;
  for (const item of items) {
    if (held !== undefined) yield held;
    held = first && !lowClosed ? undefined : item;
    first = false;
  }
  if (held !== undefined && highClosed) yield held;
}

function* steps(from: number, to: number, make: (at: number) => FeelValue): Generator<FeelValue> {
  const step = from <= to ? 1 : -1;
  for (let at = from; step > 0 ? at <= to : at >= to; at += step) yield make(at);
}
