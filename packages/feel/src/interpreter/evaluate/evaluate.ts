import type { Program } from "../syntax/program.ts";
import type { FeelValue } from "../values/value.ts";
import type { Scope } from "./scope.ts";
import type { EvaluationOptions, EvaluationWarning, Session } from "./session.ts";

export type Evaluation = {
  readonly value: FeelValue;
  readonly warnings: readonly EvaluationWarning[];
  /** The limit that stopped the evaluation, where one did; `value` is null then. */
  readonly refused: EvaluationWarning | null;
};

/** Evaluates in FEEL's own null rules: what can't be done gives null and a warning with its place. Never throws. */
export function evaluate(program: Program, scope: Scope, options: EvaluationOptions | Session = {}): Evaluation {
  void [program, scope, options];
  return { value: null, warnings: [], refused: null };
}

/** Whether the input passes the tests of a decision table's cell: true, false, or null where that can't be said. */
export function evaluateUnaryTests(
  program: Program,
  input: FeelValue,
  scope: Scope,
  options: EvaluationOptions | Session = {},
): Evaluation {
  void [program, input, scope, options];
  return { value: null, warnings: [], refused: null };
}
