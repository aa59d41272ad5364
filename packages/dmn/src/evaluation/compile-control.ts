import { type FeelValue, hasKind, isList, type NameScope } from "@wutong/feel/interpreter";
import type { Conditional, Filter, Iterator, Part } from "../model/expression.ts";
import { compileText } from "./compile-text.ts";
import { addNames, type Compiling, type Evaluator, namesOfResult, sourceAt } from "./compiling.ts";
import { type LocalScope, openScope } from "./local-scope.ts";
import { type Run, type Source, warn } from "./run.ts";

/** A condition that is neither true nor false nor null makes the whole null (DMN 1.5 §10.2.2.8). */
export function compileConditional(conditional: Conditional, names: NameScope, compiling: Compiling): Evaluator {
  const compile = ({ value }: Part): Evaluator => compiling.compile(value, names, compiling);
  const condition = compile(conditional.condition);
  const whenTrue = compile(conditional.whenTrue);
  const otherwise = compile(conditional.otherwise);
  const source = sourceAt(compiling, conditional.at);
  return (scope, run) => {
    const value = condition(scope, run);
    if (value === true) return whenTrue(scope, run);
    if (value === false || value === null) return otherwise(scope, run);
    return warn(run, "dmn.notBoolean", "The condition (if) isn't true or false.", source);
  };
}

/** `item` is the element at hand; where that is a context, its entries have names of their own too. */
export function compileFilter(filter: Filter, names: NameScope, compiling: Compiling): Evaluator {
  const list = compiling.compile(filter.list.value, names, compiling);
  const inside = namesOfResult(filter.list.value, compiling);
  const match = compiling.compile(
    filter.match.value,
    addNames(names, [["item", inside], ...(inside ?? [])]),
    compiling,
  );
  const source = sourceAt(compiling, filter.at);
  return (scope, run) => {
    const items = itemsOf(list(scope, run));
    if (!items) return noList(run, source);
    const kept: FeelValue[] = [];
    for (const item of items) {
      const passes = match(openScope(itemEntries(item), scope), run);
      if (passes !== null && typeof passes !== "boolean") {
        return warn(run, "dmn.notBoolean", "The condition (match) isn't true or false.", source);
      }
      if (passes === true) kept.push(item);
    }
    return kept;
  };
}

export function compileFor(iterator: Iterator, names: NameScope, compiling: Compiling): Evaluator {
  const { list, body } = compileIterator(iterator, addNames(names, [["partial", null]]), compiling);
  const source = sourceAt(compiling, iterator.at);
  return (scope, run) => {
    const items = list(scope, run);
    if (!items) return noList(run, source);
    const results: FeelValue[] = [];
    for (const item of items) {
      const inside = openScope(new Map([[iterator.variable, item]]), openPartial(results, scope, run));
      results.push(body(inside, run));
    }
    return results;
  };
}

/** The results so far, copied only when somebody asks: what keeps them must not see later ones. */
function openPartial(results: readonly FeelValue[], scope: LocalScope, run: Run): LocalScope {
  return {
    names: scope.names,
    get: (name) => {
      if (name !== "partial") return scope.get(name);
      run.session.spend(results.length);
      return results.slice();
    },
  };
}

/** Kleene's `or` and `and` over what is satisfied; null where one test is neither true nor false nor null. */
export function compileQuantified(iterator: Iterator, names: NameScope, compiling: Compiling): Evaluator {
  const { list, body } = compileIterator(iterator, names, compiling);
  const deciding = iterator.kind === "some";
  const source = sourceAt(compiling, iterator.at);
  return (scope, run) => {
    const items = list(scope, run);
    if (!items) return noList(run, source);
    let result: FeelValue = !deciding;
    for (const item of items) {
      const value = body(openScope(new Map([[iterator.variable, item]]), scope), run);
      if (value !== null && typeof value !== "boolean") {
        return warn(run, "dmn.notBoolean", "The condition (satisfies) isn't true or false.", source);
      }
      if (value === deciding) result = deciding;
      else if (value === null && result !== deciding) result = null;
    }
    return result;
  };
}

type Compiled = {
  readonly list: (scope: LocalScope, run: Run) => readonly FeelValue[] | null;
  readonly body: Evaluator;
};

function compileIterator({ variable, list, body }: Iterator, names: NameScope, compiling: Compiling): Compiled {
  const evaluateList = compiling.compile(list.value, names, compiling);
  const unfold = compileUnfolding(compiling);
  const inner = addNames(names, [[variable, namesOfResult(list.value, compiling)]]);
  const evaluateBody = compiling.compile(body.value, inner, compiling);
  return {
    list: (scope, run) => {
      const value = evaluateList(scope, run);
      return itemsOf(hasKind(value, "range") ? unfold(openScope(new Map([["range", value]])), run) : value);
    },
    body: evaluateBody,
  };
}

/** A range is gone through as FEEL's own `for` does it. */
function compileUnfolding(compiling: Compiling): Evaluator {
  return compileText({ text: "for item in range return item" }, new Map([["range", null]]), {
    ...compiling,
    linked: { ...compiling.linked, model: withoutLanguage(compiling) },
  });
}

function withoutLanguage({ linked }: Compiling): Compiling["linked"]["model"] {
  const { expressionLanguage: _, ...model } = linked.model;
  return model;
}

/** A single value counts as a list of it; null is no list. */
function itemsOf(value: FeelValue): readonly FeelValue[] | null {
  if (isList(value)) return value;
  return value === null ? null : [value];
}

function noList(run: Run, source: Omit<Source, "text">): null {
  return warn(run, "dmn.notAList", "What stands at “in” is no list.", source);
}

function itemEntries(item: FeelValue): ReadonlyMap<string, FeelValue> {
  const entries = hasKind(item, "context") ? item.entries : [];
  return new Map([["item", item], ...entries]);
}
