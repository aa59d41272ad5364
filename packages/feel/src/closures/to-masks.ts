import type { CompiledFeel } from "../compile.ts";
import type { Facts } from "./facts.ts";
import { createTests } from "./program.ts";
import { type RowTest, readsOneValue, testRow, testValue } from "./row-test.ts";

/** Bit i stands for condition i; a condition in neither mask is not met. */
export type Masks = { met: number; unknown: number };

/** At most so many conditions fit in the masks; the sign bit stays free. */
const CONDITIONS_MAX = 30;

/** A test, its bit, and the next test of the same fact. */
type BitTest = { readonly test: RowTest; readonly bit: number; readonly next: BitTest | undefined };

/**
 * Boolean expressions decided together, as masks: which are met, which unknown, and so which failed. The masks are the
 * same object each time, overwritten by the next call.
 *
 * Conditions on one fact are tested while the facts are gone through once, in their own order: looking each fact up by its
 * name takes three times as long (measured; names differ from call to call, so the engine below can't remember places).
 */
export function toMasks(conditions: readonly CompiledFeel[]): (facts: Facts) => Masks {
  if (conditions.length > CONDITIONS_MAX) throw new Error(`${conditions.length} conditions don't fit in a mask`);
  const { read, tests } = createTests(conditions.map(({ ir }) => ir));
  const bits = tests.map((test, index): BitTest => ({ test, bit: 1 << index, next: undefined }));
  const isSimple = ({ test }: BitTest): boolean => readsOneValue(test) && test.outer === undefined;
  const simple = bits.filter(isSimple);
  const others = bits.filter((each) => !isSimple(each));
  const atStart = simple.reduce((mask, { bit }) => mask | bit, 0);
  const order = createOrder(simple);
  const masks = { met: 0, unknown: 0 };
  return (facts) => {
    let met = 0;
    let unknown = atStart;
    let likely: FactPlace | undefined = order.first;
    for (const name in facts) {
      const value = facts[name];
      const place: FactPlace = likely !== undefined && likely.name === name ? likely : order.find(name, likely);
      likely = place.next;
      if (value === null || value === undefined) continue;
      for (let each = place.tests; each !== undefined; each = each.next) {
        unknown &= ~each.bit;
        if (testValue(each.test, value)) met |= each.bit;
      }
    }
    if (others.length > 0) read(facts);
    for (let i = 0; i < others.length; i += 1) {
      const { test, bit } = others[i] as BitTest;
      const truth = testRow(test, facts);
      if (truth === true) met |= bit;
      else if (truth === null) unknown |= bit;
    }
    masks.met = met;
    masks.unknown = unknown;
    return masks;
  };
}

/** A fact, what to test of it, and the fact that came after it when it was first met. */
type FactPlace = {
  readonly name: string;
  readonly tests: BitTest | undefined;
  next: FactPlace | undefined;
};

type Order = {
  first: FactPlace | undefined;
  readonly find: (name: string, likely: FactPlace | undefined) => FactPlace;
};

/** More names than any person's facts have: facts whose names go on changing are not remembered. */
const NAMES_MAX = 1_000;

/** Facts in the order in which they were first met: they come in the same order from person to person. */
function createOrder(simple: readonly BitTest[]): Order {
  const places = new Map<string, FactPlace>();
  let last: FactPlace | undefined;
  const find: Order["find"] = (name, likely) => {
    // One that is left out of a person's facts is the most likely reason.
    const afterThat = likely?.next;
    if (afterThat?.name === name) return afterThat;
    const known = places.get(name);
    if (known) return known;
    const tests = simple
      .filter(({ test }) => test.field === name)
      .reduce<BitTest | undefined>((next, { test, bit }) => ({ test, bit, next }), undefined);
    const place: FactPlace = { name, tests, next: undefined };
    if (places.size === NAMES_MAX) return place;
    places.set(name, place);
    if (last) last.next = place;
    else order.first = place;
    last = place;
    return place;
  };
  const order: Order = { first: undefined, find };
  return order;
}
