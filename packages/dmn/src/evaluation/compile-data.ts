import { type FeelValue, makeContext, type NameScope } from "@wutong/feel/interpreter";
import type { BoxedContext, BoxedList, Relation } from "../model/expression.ts";
import { addNames, type Compiling, conform, type Evaluator, findType, namesOfEntry, sourceAt } from "./compiling.ts";
import { openScope } from "./local-scope.ts";

/** Entries see those above them; one without a variable is the result instead of the context. */
export function compileContext(context: BoxedContext, names: NameScope, compiling: Compiling): Evaluator {
  let known = names;
  const entries = context.entries.map((entry) => {
    const { variable, value } = entry;
    const type = findType(compiling, variable?.typeRef, variable?.at);
    const own = variable ? [namesOfEntry(entry, compiling)] : [];
    // A function sees itself: by the time that it is called, its entry is there.
    const evaluate = compiling.compile(
      value,
      value?.kind === "functionDefinition" ? addNames(known, own) : known,
      compiling,
    );
    if (compiling.spend(known.size)) known = addNames(known, own);
    const source = sourceAt({ element: variable?.name ?? compiling.element }, entry.at);
    return { name: variable?.name, type, evaluate, source };
  });
  return (scope, run) => {
    const values = new Map<string, FeelValue>();
    const inside = openScope(values, scope);
    for (const { name, type, evaluate, source } of entries) {
      const value = evaluate(inside, run);
      if (name === undefined) return value;
      values.set(name, conform(value, type, run, source));
    }
    return makeContext(values);
  };
}

export function compileList(list: BoxedList, names: NameScope, compiling: Compiling): Evaluator {
  const elements = list.elements.map((element) => compiling.compile(element, names, compiling));
  return (scope, run) => elements.map((element) => element(scope, run));
}

/** A list of contexts, one for each row. */
export function compileRelation(relation: Relation, names: NameScope, compiling: Compiling): Evaluator {
  const columns = relation.columns.map(({ name, typeRef, at }) => ({ name, type: findType(compiling, typeRef, at) }));
  const rows = relation.rows.map((row) => row.elements.map((cell) => compiling.compile(cell, names, compiling)));
  const source = sourceAt(compiling, relation.at);
  return (scope, run) =>
    rows.map((cells) =>
      makeContext(
        columns.map(({ name, type }, index) => {
          const value = cells[index]?.(scope, run) ?? null;
          return [name, conform(value, type, run, source, `Column ${name}`)] as const;
        }),
      ),
    );
}
