import { invokeWith } from "../evaluate/invoke.ts";
import type { Session } from "../evaluate/session.ts";
import { numberOf } from "../numbers/number-of.ts";
import { equalityKey, isSame } from "../values/equality.ts";
import { compare } from "../values/ordering.ts";
import { type FeelFunction, type FeelNumber, type FeelValue, hasKind, isList } from "../values/value.ts";
import { callable, define, list, nullable, number, optional, signature, value } from "./define.ts";

export const listFunctions: readonly FeelFunction[] = [
  define(
    "list contains",
    signature([list("list"), nullable(value("element"))], ([items, element], session) => {
      session.spendOn(items);
      return items.some((item) => isSame(item, element));
    }),
  ),
  define(
    "list replace",
    signature([list("list"), number("position"), nullable(value("newItem"))], ([items, position, item], session) => {
      const index = findIndex(items, position, session);
      return index === null ? null : spent(items.with(index, item), session);
    }),
    signature([list("list"), callable("match"), nullable(value("newItem"))], ([items, match, item], session) =>
      replaceMatching(items, match, item, session),
    ),
  ),
  define(
    "sublist",
    signature([list("list"), number("start position"), optional(number("length"))], ([items, start, length], session) =>
      sublist(items, start, length, session),
    ),
  ),
  define(
    "append",
    {
      parameters: [list("list"), { name: "item" }, { name: "item", variadic: true }],
      call: ([into = null, ...items], session) => (isList(into) ? spent([...into, ...items], session) : null),
    },
    signature([list("list"), nullable(value("item"))], ([into, item], session) => spent([...into, item], session)),
  ),
  define(
    "concatenate",
    overLists((lists, session) => spent(lists.flat(), session)),
  ),
  define(
    "union",
    overLists((lists, session) => distinct(spent(lists.flat(), session), session)),
  ),
  define(
    "insert before",
    signature([list("list"), number("position"), nullable(value("newItem"))], ([items, position, item], session) => {
      const index = findIndex(items, position, session);
      return index === null ? null : spent(items.toSpliced(index, 0, item), session);
    }),
  ),
  define(
    "remove",
    signature([list("list"), number("position")], ([items, position], session) => {
      const index = findIndex(items, position, session);
      return index === null ? null : spent(items.toSpliced(index, 1), session);
    }),
  ),
  define(
    "reverse",
    signature([list("list")], ([items], session) => spent(items.toReversed(), session)),
  ),
  define(
    "index of",
    signature([list("list"), nullable(value("match"))], ([items, match], session) => {
      session.spendOn(items);
      return items.flatMap((item, index) => (isSame(item, match) ? [numberOf(index + 1)] : []));
    }),
  ),
  define(
    "distinct values",
    signature([list("list")], ([items], session) => distinct(items, session)),
  ),
  define(
    "duplicate values",
    signature([list("list")], ([items], session) => duplicates(items, session)),
  ),
  define(
    "flatten",
    signature([list("list")], ([items], session) => flatten(items, session)),
  ),
  define(
    "sort",
    signature([list("list"), optional(callable("precedes"))], ([items, precedes], session) =>
      precedes ? sortBy(items, precedes, session) : sortNaturally(items, session),
    ),
  ),
];

function overLists(call: (lists: readonly (readonly FeelValue[])[], session: Session) => FeelValue) {
  return {
    parameters: [{ ...list("list"), variadic: true }],
    call: (lists: readonly FeelValue[], session: Session) => (lists.every(isList) ? call(lists, session) : null),
  };
}

function spent<Items extends readonly FeelValue[]>(items: Items, session: Session): Items {
  session.spend(items.length);
  return items;
}

/** The index from 0 of a position from 1, or from -1 at the end; null with a warning where no item is. */
function findIndex(items: readonly FeelValue[], { decimal }: FeelNumber, session: Session): number | null {
  const position = decimal.trunc().toNumber();
  const index = position > 0 ? position - 1 : items.length + position;
  if (position !== 0 && index >= 0 && index < items.length) return index;
  return session.warn("feel.listIndex", { index: position, length: items.length });
}

function sublist(
  items: readonly FeelValue[],
  start: FeelNumber,
  length: FeelNumber | null,
  session: Session,
): readonly FeelValue[] | null {
  const from = findIndex(items, start, session);
  if (from === null) return null;
  const count = length ? length.decimal.trunc().toNumber() : items.length - from;
  if (count < 0 || from + count > items.length) {
    return session.warn("feel.listIndex", { index: from + count, length: items.length });
  }
  return spent(items.slice(from, from + count), session);
}

function replaceMatching(
  items: readonly FeelValue[],
  match: FeelFunction,
  newItem: FeelValue,
  session: Session,
): readonly FeelValue[] | null {
  const replaced: FeelValue[] = [];
  for (const item of items) {
    const matched = invokeWith(match, [item, newItem], session);
    if (typeof matched !== "boolean") {
      return session.warn("feel.wrongArgumentValue", { name: "list replace", reason: "match gives no boolean" });
    }
    replaced.push(matched ? newItem : item);
  }
  return replaced;
}

/** Equal items once, in the order of their first. Only items of one key are compared, each pair counted as a step. */
function distinct(items: readonly FeelValue[], session: Session): readonly FeelValue[] {
  return groups(items, session).map(({ first }) => first);
}

function duplicates(items: readonly FeelValue[], session: Session): readonly FeelValue[] {
  return groups(items, session)
    .filter(({ count }) => count > 1)
    .map(({ first }) => first);
}

type Group = { readonly first: FeelValue; count: number };

function groups(items: readonly FeelValue[], session: Session): readonly Group[] {
  const all: Group[] = [];
  const byKey = new Map<string, Group[]>();
  for (const item of items) {
    const key = equalityKey(item);
    const near = byKey.get(key) ?? [];
    session.spend(near.length);
    if (near.length > 0) session.spendOn(item);
    const group = near.find(({ first }) => isSame(first, item));
    if (group) {
      group.count += 1;
      continue;
    }
    const made = { first: item, count: 1 };
    all.push(made);
    near.push(made);
    byKey.set(key, near);
  }
  return all;
}

function flatten(items: readonly FeelValue[], session: Session): readonly FeelValue[] {
  const flat: FeelValue[] = [];
  const waiting: FeelValue[] = items.toReversed();
  while (waiting.length > 0) {
    const item = waiting.pop() ?? null;
    session.spend(1);
    if (isList(item)) for (const inner of item.toReversed()) waiting.push(inner);
    else flat.push(item);
  }
  return flat;
}

function sortBy(items: readonly FeelValue[], precedes: FeelFunction, session: Session): readonly FeelValue[] | null {
  let failed = false;
  const before = (a: FeelValue, b: FeelValue): boolean => {
    const result = invokeWith(precedes, [a, b], session);
    if (typeof result !== "boolean") failed = true;
    return result === true;
  };
  const sorted = items.toSorted((a, b) => (before(a, b) ? -1 : before(b, a) ? 1 : 0));
  if (!failed) return sorted;
  return session.warn("feel.wrongArgumentValue", { name: "sort", reason: "precedes gives no boolean" });
}

function sortNaturally(items: readonly FeelValue[], session: Session): readonly FeelValue[] | null {
  const [first = null] = items;
  if (items.some((item) => compare(item, first) === null)) {
    return session.warn("feel.wrongArgumentValue", { name: "sort", reason: "the items have no order" });
  }
  return spent(items, session).toSorted((a, b) => compare(a, b) ?? 0);
}

/** All items as numbers; null where one isn't. */
export function numbersOf(items: readonly FeelValue[]): readonly FeelNumber[] | null {
  return items.every((item) => hasKind(item, "number")) ? items : null;
}
