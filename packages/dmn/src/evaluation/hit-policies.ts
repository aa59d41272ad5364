import { equals, type FeelValue, isList, type NameScope, numberOf } from "@wutong/feel/interpreter";
import type { Aggregation, DecisionTable, HitPolicy } from "../model/expression.ts";
import { compileText } from "./compile-text.ts";
import { type Compiling, type Evaluator, sourceAt } from "./compiling.ts";
import { type LocalScope, openScope } from "./local-scope.ts";
import { type Run, warn } from "./run.ts";

/** The rules that match, each able to give its row of output values. */
export type Hits = {
  readonly matching: readonly (() => readonly FeelValue[])[];
  readonly defaults: (() => readonly FeelValue[]) | undefined;
  readonly assemble: (row: readonly FeelValue[]) => FeelValue;
  readonly scope: LocalScope;
  readonly run: Run;
};

type Policy = (hits: Hits) => FeelValue;

/** What becomes of the rules that match (DMN 1.5 §8.2.10); without one, the default output, else as `WITHOUT_HIT` says. */
export function compileHitPolicy(table: DecisionTable, names: NameScope, compiling: Compiling): Policy {
  const rank = compileRanking(table, names, compiling);
  const source = sourceAt(compiling, table.at);
  const first: Policy = ({ matching, assemble }) => assemble(matching[0]?.() ?? []);
  const all: Policy = ({ matching, assemble }) => matching.map((row) => assemble(row()));
  const policies: Readonly<Record<HitPolicy, Policy>> = {
    UNIQUE: (hits) =>
      hits.matching.length > 1
        ? warn(hits.run, "dmn.severalRules", `${hits.matching.length} rules match; the table allows one.`, source)
        : first(hits),
    ANY: ({ matching, assemble, run }) => {
      const [result = null, ...others] = matching.map((row) => assemble(row()));
      if (others.every((other) => equals(other, result) === true)) return result;
      return warn(run, "dmn.differentResults", "Several rules match, with different results.", source);
    },
    FIRST: first,
    PRIORITY: (hits) => hits.assemble(rank(hits)[0] ?? []),
    "RULE ORDER": all,
    "OUTPUT ORDER": (hits) => rank(hits).map(hits.assemble),
    COLLECT: table.aggregation ? compileAggregation(table.aggregation, compiling) : all,
  };
  const apply = policies[table.hitPolicy];
  return (hits) => {
    if (hits.matching.length > 0) return apply(hits);
    if (hits.defaults) return hits.assemble(hits.defaults());
    return withoutHit(table);
  };
}

/** Nothing collected is an empty list, and none of it; any other table has no answer. */
function withoutHit({ hitPolicy, aggregation }: DecisionTable): FeelValue {
  if (hitPolicy !== "COLLECT") return null;
  if (aggregation === undefined) return [];
  return aggregation === "COUNT" ? numberOf(0) : null;
}

const AGGREGATES: Readonly<Record<Aggregation, string>> = { SUM: "sum", COUNT: "count", MIN: "min", MAX: "max" };

function compileAggregation(aggregation: Aggregation, compiling: Compiling): Policy {
  const text = { text: `${AGGREGATES[aggregation]}(results)`, expressionLanguage: "" };
  const aggregate = compileText(text, new Map([["results", null]]), compiling);
  return ({ matching, assemble, run }) => {
    const results = matching.map((row) => assemble(row()));
    return aggregate(openScope(new Map([["results", results]])), run);
  };
}

/** Rows in decreasing priority: by the first output's values in the order in which they are listed, then the second's. */
function compileRanking(
  { outputs, hitPolicy }: DecisionTable,
  names: NameScope,
  compiling: Compiling,
): (hits: Hits) => readonly (readonly FeelValue[])[] {
  if (hitPolicy !== "PRIORITY" && hitPolicy !== "OUTPUT ORDER") return () => [];
  const orders = outputs.map(({ values }): Evaluator => {
    if (!values) return () => [];
    // The bracket that makes them a list stands one column ahead of the text.
    const at = values.at && { line: values.at.line, column: values.at.column - 1 };
    return compileText({ ...values, text: `[${values.text}]`, ...(at ? { at } : {}) }, names, compiling);
  });
  return ({ matching, scope, run }) => {
    const listed = orders.map((order) => {
      const values = order(scope, run);
      return isList(values) ? values : [];
    });
    const ranked = matching.map((row) => {
      const values = row();
      return { values, ranks: values.map((value, index) => rankOf(value, listed[index] ?? [])) };
    });
    return ranked.toSorted((a, b) => compareRanks(a.ranks, b.ranks)).map(({ values }) => values);
  };
}

/** A value that isn't listed comes after all that are. */
function rankOf(value: FeelValue, listed: readonly FeelValue[]): number {
  const index = listed.findIndex((one) => equals(one, value) === true);
  return index < 0 ? listed.length : index;
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, rank] of a.entries()) {
    const difference = rank - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
