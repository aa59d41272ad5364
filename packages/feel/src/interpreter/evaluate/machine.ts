import type { Expr, ExprKind, ExprOf } from "../syntax/ast.ts";

import type { FeelTypeRef, FeelValue } from "../values/value.ts";
import type { Scope } from "./scope.ts";
import type { Session } from "./session.ts";

/** What evaluates the parts of one program within one session. */
export type Machine = {
  readonly session: Session;
  readonly findType: (name: string) => FeelTypeRef | undefined;
  readonly run: (expr: Expr, scope: Scope) => FeelValue;
  /** The same program in another session: a function that is called later. */
  readonly within: (session: Session) => Machine;
};

export type Evaluator<Kind extends ExprKind> = (expr: ExprOf<Kind>, scope: Scope, machine: Machine) => FeelValue;
/** One entry per kind of expression: a kind left out does not compile. */
export type Evaluators<Kinds extends ExprKind = ExprKind> = { readonly [Kind in Kinds]: Evaluator<Kind> };
