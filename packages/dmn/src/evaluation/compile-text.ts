import { describeFault } from "@wutong/feel";
import {
  evaluate,
  evaluateUnaryTests,
  type FeelValue,
  mergeNames,
  type NameScope,
  type Program,
  parseExpression,
  parseUnaryTests,
} from "@wutong/feel/interpreter";
import { dmnFault } from "../faults/dmn-fault.ts";
import { textFault } from "../linking/feel-faults.ts";
import { FEEL_NAMESPACES } from "../reading/namespaces.ts";
import type { Place } from "../xml/xml-tree.ts";
import type { Compiling, Evaluator } from "./compiling.ts";
import type { LocalScope } from "./local-scope.ts";
import { type Run, type Source, warn, within } from "./run.ts";

/** A FEEL text of the model, whichever element holds it. */
export type FeelText = { readonly text: string; readonly at?: Place; readonly expressionLanguage?: string };

/** Compiles an expression; one that isn't FEEL is reported, and null whenever it is asked for. */
export function compileText(text: FeelText, names: NameScope, compiling: Compiling): Evaluator {
  const { source, program } = prepare(text, names, compiling, parseExpression);
  return (scope, run) => {
    const found = program(scope, run);
    if (typeof found === "string") return warn(run, "dmn.feel", found, source);
    return within(run, source, () => evaluate(found, scope, run.session).value);
  };
}

/** Tests whether an input passes a cell; null where that can't be said. */
export type Tester = (input: FeelValue, scope: LocalScope, run: Run) => FeelValue;

export function compileTests(text: FeelText, names: NameScope, compiling: Compiling): Tester {
  const trimmed = text.text.trim();
  if (trimmed === "" || trimmed === "-") return () => true;
  const { source, program } = prepare(text, names, compiling, parseUnaryTests);
  return (input, scope, run) => {
    const found = program(scope, run);
    if (typeof found === "string") return warn(run, "dmn.feel", found, source);
    return within(run, source, () => evaluateUnaryTests(found, input, scope, run.session).value);
  };
}

/** What looking for the names of the values at hand counts for, once for each text that needs it. */
const FALLBACK_STEPS = 1_000;

/** The program, or why there is none. */
type Prepared = { readonly source: Source; readonly program: (scope: LocalScope, run: Run) => Program | string };

/**
 * Parses with the names that the model declares. Where these don't do (a value without a declared type may have entries
 * with spaces in their names), the names of the values at hand are tried.
 */
function prepare(text: FeelText, names: NameScope, compiling: Compiling, parse: typeof parseExpression): Prepared {
  const { linked, types, element, report } = compiling;
  const source: Source = { element, text: text.text, ...(text.at ? { at: text.at } : {}) };
  const language = text.expressionLanguage ?? linked.model.expressionLanguage;
  if (language !== undefined && !isFeel(language)) {
    report(dmnFault("dmn.expressionLanguage", { language }, text.at));
    return { source, program: () => `The expression language ${language} is not known here.` };
  }
  if (!compiling.spend(names.size + 1)) return { source, program: () => "The model has too many names in sight." };
  const options = { findType: (name: string) => types.find(linked, name) };
  const parsed = parse(text.text, names, options);
  if (parsed.ok) return { source, program: () => parsed.value };
  for (const fault of parsed.error) report(textFault(fault, text));
  const [first] = parsed.error;
  let program: Program | string | undefined;
  return {
    source,
    program: (scope, { session }) => {
      if (program !== undefined) return program;
      session.spend(FALLBACK_STEPS);
      const again = parse(text.text, mergeNames([names, scope.names()]) ?? names, options);
      program = again.ok ? again.value : first ? describeFault(first, "en") : "This is not FEEL.";
      return program;
    },
  };
}

function isFeel(language: string): boolean {
  return language === "" || language.toLowerCase() === "feel" || FEEL_NAMESPACES.includes(language);
}
