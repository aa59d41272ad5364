import type { Session } from "../evaluate/session.ts";
import { FeelDecimal } from "../numbers/decimal.ts";
import { numberOf, toNumber } from "../numbers/number-of.ts";
import { compare } from "../values/ordering.ts";
import type { FeelFunction, FeelNumber, FeelValue } from "../values/value.ts";
import { define, overItems } from "./define.ts";
import { numbersOf } from "./list-functions.ts";

export const statisticFunctions: readonly FeelFunction[] = [
  define("count", ...overItems((items) => numberOf(items.length))),
  define("min", ...overItems((items, session) => extreme("min", items, -1, session))),
  define("max", ...overItems((items, session) => extreme("max", items, 1, session))),
  aggregate("sum", (numbers) => toNumber(sumOf(numbers))),
  aggregate("mean", (numbers) => toNumber(sumOf(numbers).dividedBy(numbers.length))),
  aggregate("product", (numbers) =>
    toNumber(numbers.reduce((all, { decimal }) => all.times(decimal), new FeelDecimal(1))),
  ),
  aggregate("median", median),
  aggregate("stddev", deviation),
  define("mode", ...overItems(mode)),
];

/** Over numbers alone, at least one; null otherwise. */
function aggregate(name: string, call: (numbers: readonly FeelNumber[]) => FeelValue): FeelFunction {
  return define(
    name,
    ...overItems((items, session) => {
      const numbers = numbersOf(items);
      if (!numbers || numbers.length === 0) return refuse(name, session);
      return call(numbers) ?? session.warn("feel.notANumber");
    }),
  );
}

function refuse(name: string, session: Session): null {
  return session.warn("feel.wrongArgumentValue", { name, reason: "not all items are numbers, or there is none" });
}

function sumOf(numbers: readonly FeelNumber[]): FeelDecimal {
  return numbers.reduce((sum, { decimal }) => sum.plus(decimal), new FeelDecimal(0));
}

function extreme(name: string, items: readonly FeelValue[], direction: 1 | -1, session: Session): FeelValue {
  let [best = null] = items;
  for (const item of items) {
    const order = compare(item, best);
    if (order === null) return session.warn("feel.wrongArgumentValue", { name, reason: "the items have no order" });
    if (order * direction > 0) best = item;
  }
  return best;
}

function median(numbers: readonly FeelNumber[]): FeelValue {
  const sorted = numbers.map(({ decimal }) => decimal).toSorted((a, b) => a.comparedTo(b));
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low && high ? toNumber(low.plus(high).dividedBy(2)) : null;
}

/** Of a sample: divided by one less than there are numbers; one number alone has none. */
function deviation(numbers: readonly FeelNumber[]): FeelValue {
  if (numbers.length < 2) return null;
  const mean = sumOf(numbers).dividedBy(numbers.length);
  const squares = numbers.reduce((sum, { decimal }) => sum.plus(decimal.minus(mean).pow(2)), new FeelDecimal(0));
  return toNumber(squares.dividedBy(numbers.length - 1).sqrt());
}

/** All of the most frequent numbers, the smallest first; none of none. */
function mode(items: readonly FeelValue[], session: Session): FeelValue {
  const numbers = numbersOf(items);
  if (!numbers) return refuse("mode", session);
  const counts = new Map<string, { readonly number: FeelNumber; count: number }>();
  for (const number of numbers) {
    const key = number.decimal.toString();
    const counted = counts.get(key) ?? { number, count: 0 };
    counted.count += 1;
    counts.set(key, counted);
  }
  const most = counts.values().reduce((max, { count }) => Math.max(max, count), 0);
  return Array.from(counts.values())
    .filter(({ count }) => count === most)
    .map(({ number }) => number)
    .toSorted((a, b) => a.decimal.comparedTo(b.decimal));
}
