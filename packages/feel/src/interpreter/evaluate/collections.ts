import { findBuiltIn } from "../builtins/registry.ts";
import type { Expr } from "../syntax/ast.ts";
import { findProperty } from "../temporal/properties.ts";
import { type FeelRange, type FeelValue, hasKind, isList, kindOf } from "../values/value.ts";
import type { Evaluators } from "./machine.ts";
import { innerScope, type Scope } from "./scope.ts";
import type { Session } from "./session.ts";

type Collections = Evaluators<"name" | "path" | "filter" | "list" | "context">;

export const collections: Collections = {
  name: ({ name, span }, scope, { session }) => {
    const value = scope.get(name);
    if (value !== undefined) return value;
    return findBuiltIn(name) ?? session.warn("feel.unknownName", { name }, span);
  },
  path: (expr, scope, { run, session }) => {
    const value = entryOf(run(expr.of, scope), expr.name, session);
    return value === undefined ? null : value;
  },
  filter: (expr, scope, { run, session }) => {
    const source = run(expr.list, scope);
    const list = isList(source) ? source : source === null ? [] : [source];
    return filterList(list, expr.predicate, scope, run, session);
  },
  list: (expr, scope, { run }) => expr.items.map((item) => run(item, scope)),
  context: (expr, scope, { run, session }) => {
    const entries = new Map<string, FeelValue>();
    const inner = innerScope(entries, scope);
    for (const entry of expr.entries) {
      if (entries.has(entry.name)) return session.warn("feel.duplicateName", { name: entry.name }, entry.span);
      entries.set(entry.name, run(entry.value, inner));
    }
    return { kind: "context", entries };
  },
};

/** An entry of a context, a property of a date, time, duration or range; of a list, that of each item. */
function entryOf(value: FeelValue, name: string, session: Session): FeelValue | undefined {
  if (isList(value)) {
    session.spend(value.length);
    return value.map((item) => entryOf(item, name, session) ?? null);
  }
  const found = findEntry(value, name);
  return found === undefined ? session.warn("feel.unknownEntry", { name, kind: kindOf(value) }) : found;
}

function findEntry(value: FeelValue, name: string): FeelValue | undefined {
  if (value === null || typeof value !== "object" || isList(value)) return undefined;
  switch (value.kind) {
    case "context":
      return value.entries.get(name);
    case "range":
      return rangeProperty(value, name);
    case "number":
    case "function":
      return undefined;
  }
  return findProperty(value, name);
}

function rangeProperty(range: FeelRange, name: string): FeelValue | undefined {
  switch (name) {
    case "start":
      return range.low;
    case "end":
      return range.high;
    case "start included":
      return range.lowClosed;
    case "end included":
      return range.highClosed;
  }
  return undefined;
}

/** What can't give a number: over nothing it needn't be evaluated. */
const CONDITIONS: ReadonlySet<Expr["kind"]> = new Set([
  "compare",
  "between",
  "in",
  "and",
  "or",
  "quantified",
  "instanceOf",
]);

/** A number picks an item, 1 being the first and -1 the last; a condition keeps the items that it is true of. */
function filterList(
  list: readonly FeelValue[],
  predicate: Expr,
  scope: Scope,
  run: (expr: Expr, scope: Scope) => FeelValue,
  session: Session,
): FeelValue {
  const [first] = list;
  if (first === undefined && CONDITIONS.has(predicate.kind)) return [];
  const asked = run(predicate, first === undefined ? scope : itemScope(first, scope));
  if (hasKind(asked, "number")) return itemAt(list, asked.decimal.toNumber(), session);
  const kept: FeelValue[] = [];
  for (const [index, item] of list.entries()) {
    const truth = index === 0 ? asked : run(predicate, itemScope(item, scope));
    if (truth === true) kept.push(item);
    else if (truth !== false && truth !== null) {
      return session.warn("feel.wrongType", { expected: "boolean", found: kindOf(truth) }, predicate.span);
    }
  }
  return kept;
}

function itemAt(list: readonly FeelValue[], position: number, session: Session): FeelValue {
  const index = Math.trunc(position);
  const item = index === 0 ? undefined : list.at(index > 0 ? index - 1 : index);
  return item === undefined ? session.warn("feel.listIndex", { index, length: list.length }) : item;
}

/** What a filter's condition sees of an item: `item`, and the entries of one that is a context. */
function itemScope(item: FeelValue, scope: Scope): Scope {
  const entries = hasKind(item, "context") ? item.entries : null;
  return innerScope(
    { get: (name) => (entries?.has(name) ? entries.get(name) : name === "item" ? item : undefined) },
    scope,
  );
}
