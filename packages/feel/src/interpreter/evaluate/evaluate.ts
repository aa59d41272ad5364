import { settleDecimals } from "../numbers/decimal.ts";
import type { Expr } from "../syntax/ast.ts";
import type { Program } from "../syntax/program.ts";
import type { FeelValue } from "../values/value.ts";
import { collections } from "./collections.ts";
import { functions } from "./functions.ts";
import { iterations } from "./iterations.ts";
import type { Evaluator, Evaluators, Machine } from "./machine.ts";
import { memberships, passes } from "./memberships.ts";
import { operators } from "./operators.ts";
import { innerScope, type Scope } from "./scope.ts";
import { type EvaluationOptions, type EvaluationWarning, LimitReached, Session } from "./session.ts";

export type Evaluation = {
  readonly value: FeelValue;
  readonly warnings: readonly EvaluationWarning[];
  /** The limit that stopped the evaluation, where one did; `value` is null then. */
  readonly refused: EvaluationWarning | null;
};

const evaluators: Evaluators = { ...operators, ...collections, ...iterations, ...functions, ...memberships };

/**
 * Evaluates by FEEL's own null rules (DMN 1.5, chapter 10): what can't be done gives null and a warning with its place.
 * With options it begins a session of its own, and gives a refusal where a limit stops it. Within the session of an outer
 * evaluation (a function of a model that an expression calls) a limit stops that one as a whole.
 */
export function evaluate(program: Program, scope: Scope, options: EvaluationOptions | Session = {}): Evaluation {
  return inSession(options, (session) => machineOf(program, session).run(program.root, scope));
}

/** Whether the input passes the tests of a decision table's cell: true, false, or null where that can't be said. */
export function evaluateUnaryTests(
  program: Program,
  input: FeelValue,
  scope: Scope,
  options: EvaluationOptions | Session = {},
): Evaluation {
  return inSession(options, (session) => {
    const inner = innerScope({ get: (name) => (name === "?" ? input : undefined) }, scope);
    return passes(program.root, input, inner, machineOf(program, session));
  });
}

/**
 * Runs several evaluations within one session, so that they share its limits: give each of them `session`. A limit that
 * one of them meets stops all.
 */
export function inSession(options: EvaluationOptions | Session, run: (session: Session) => FeelValue): Evaluation {
  if (options instanceof Session) {
    const before = options.warnings.length;
    const value = run(options);
    return { value, warnings: options.warnings.slice(before), refused: null };
  }
  const session = new Session(options);
  try {
    return { value: run(session), warnings: session.warnings, refused: null };
  } catch (error) {
    return { value: null, warnings: session.warnings, refused: refusalOf(error, session) };
  }
}

/** Depth is bounded before the stack ends; where an embedder leaves little of it, its end is a limit like the others. */
function refusalOf(error: unknown, session: Session): EvaluationWarning {
  if (error instanceof LimitReached) return error.warning;
  if (error instanceof RangeError && error.message.includes("call stack")) {
    settleDecimals();
    return session.note("feel.limit.stack");
  }
  throw error;
}

function machineOf({ findType }: Program, session: Session): Machine {
  const machine: Machine = {
    session,
    findType,
    run: (expr, scope) => {
      const outer = session.enter(expr.span);
      const value = evaluatorOf(expr)(expr, scope, machine);
      if (typeof value === "object") session.check(value);
      session.leave(outer);
      return value;
    },
    within: (other) => (other === session ? machine : machineOf({ findType } as Program, other)),
  };
  return machine;
}

function evaluatorOf(expr: Expr): Evaluator<Expr["kind"]> {
  return evaluators[expr.kind] as Evaluator<Expr["kind"]>;
}
