import { type FeelTypeRef, type FeelValue, isList, makeContext, type NameScope } from "@wutong/feel/interpreter";
import { dmnFault } from "../faults/dmn-fault.ts";
import { namesOfType } from "../linking/names-of-type.ts";
import type { DecisionTable, InputClause, OutputClause, Rule } from "../model/expression.ts";
import { compileTests, compileText, type Tester } from "./compile-text.ts";
import { addNames, type Compiling, conform, type Evaluator, findType, namesOfResult, sourceAt } from "./compiling.ts";
import { compileHitPolicy } from "./hit-policies.ts";
import type { LocalScope } from "./local-scope.ts";
import { type Run, warn } from "./run.ts";

/**
 * A decision table (DMN 1.5 chapter 8). Inputs are evaluated once, rules in their order; results of rules that don't
 * count are not evaluated. An input outside of its allowed values makes the table null.
 */
export function compileDecisionTable(table: DecisionTable, names: NameScope, compiling: Compiling): Evaluator {
  checkForm(table, compiling);
  const inputs = table.inputs.map((input) => compileInput(input, names, compiling));
  const rules = table.rules.map((rule) => compileRule(rule, inputs, table, names, compiling));
  const outputs = table.outputs.map((output) => compileOutput(output, names, compiling));
  const apply = compileHitPolicy(table, names, compiling);
  const source = sourceAt(compiling, table.at);
  const results = (row: readonly Evaluator[], scope: LocalScope, run: Run): readonly FeelValue[] =>
    outputs.map(({ label, type }, index) => {
      const value = row[index]?.(scope, run) ?? null;
      return conform(value, type, run, source, label);
    });
  const defaults = outputs.some(({ defaultEntry }) => defaultEntry)
    ? outputs.map(({ defaultEntry }) => defaultEntry ?? (() => null))
    : undefined;
  return (scope, run) => {
    const values: FeelValue[] = [];
    for (const { label, evaluate, allows } of inputs) {
      const value = evaluate(scope, run);
      if (value !== null && !isAllowed(value, allows, scope, run)) {
        return warn(run, "dmn.inputNotAllowed", `${label} isn't among the allowed values of the table.`, source);
      }
      values.push(value);
    }
    const matching = rules.filter(({ tests }) => tests.every((test, index) => passes(test, values[index], scope, run)));
    return apply({
      matching: matching.map((rule) => () => results(rule.results, scope, run)),
      defaults: defaults && (() => results(defaults, scope, run)),
      assemble: (row) => assemble(row, table),
      scope,
      run,
    });
  };
}

function passes(test: Tester, value: FeelValue | undefined, scope: LocalScope, run: Run): boolean {
  return test(value ?? null, scope, run) === true;
}

/** Of a list, each element may be what the allowed values mean. */
function isAllowed(value: FeelValue, allows: Tester, scope: LocalScope, run: Run): boolean {
  return (
    passes(allows, value, scope, run) || (isList(value) && value.every((item) => passes(allows, item, scope, run)))
  );
}

/** One output is the value itself, several are a context. */
function assemble(row: readonly FeelValue[], { outputs }: DecisionTable): FeelValue {
  if (outputs.length <= 1) return row[0] ?? null;
  return makeContext(outputs.map(({ name }, index) => [name ?? "", row[index] ?? null]));
}

type CompiledInput = {
  readonly label: string;
  readonly evaluate: Evaluator;
  readonly allows: Tester;
  /** What the cells of the column may name: `?` too. */
  readonly names: NameScope;
};

function compileInput(
  { expression, values, label }: InputClause,
  names: NameScope,
  compiling: Compiling,
): CompiledInput {
  const declared = namesOfType(findType(compiling, expression?.typeRef, expression?.at));
  const inner = addNames(names, [["?", declared ?? namesOfResult(expression, compiling)]]);
  return {
    label: label ?? expression?.text ?? "",
    names: inner,
    evaluate: expression ? compileText(expression, names, compiling) : () => null,
    allows: values ? compileTests(values, inner, compiling) : () => true,
  };
}

type CompiledRule = { readonly tests: readonly Tester[]; readonly results: readonly Evaluator[] };

function compileRule(
  rule: Rule,
  inputs: readonly CompiledInput[],
  { outputs }: DecisionTable,
  names: NameScope,
  compiling: Compiling,
): CompiledRule {
  if (rule.tests.length !== inputs.length || rule.results.length !== outputs.length) {
    const found = { tests: rule.tests.length, results: rule.results.length };
    compiling.report(dmnFault("dmn.ruleWidth", { ...found, inputs: inputs.length, outputs: outputs.length }, rule.at));
  }
  const tests = rule.tests.map((cell, index) => compileTests(cell, inputs[index]?.names ?? names, compiling));
  return { tests, results: rule.results.map((cell) => compileText(cell, names, compiling)) };
}

type CompiledOutput = {
  readonly label: string;
  readonly type: FeelTypeRef | undefined;
  readonly defaultEntry: Evaluator | undefined;
};

function compileOutput(output: OutputClause, names: NameScope, compiling: Compiling): CompiledOutput {
  const { name, label, typeRef, defaultEntry, at } = output;
  return {
    label: name ?? label ?? "the output",
    type: findType(compiling, typeRef, at),
    defaultEntry: defaultEntry && compileText(defaultEntry, names, compiling),
  };
}

function checkForm({ outputs, hitPolicy, aggregation, at }: DecisionTable, { report }: Compiling): void {
  if (outputs.length > 1 && outputs.some(({ name }) => !name)) report(dmnFault("dmn.outputWithoutName", {}, at));
  if (hitPolicy === "COLLECT" && aggregation && aggregation !== "COUNT" && outputs.length > 1) {
    report(dmnFault("dmn.severalOutputsAggregated", { aggregation, outputs: outputs.length }, at));
  }
  const ordered = hitPolicy === "PRIORITY" || hitPolicy === "OUTPUT ORDER";
  if (ordered && outputs.every(({ values }) => !values))
    report(dmnFault("dmn.priorityWithoutValues", { hitPolicy }, at));
}
