import type { FeelFault, FeelFaultCode } from "../faults/fault.ts";
import type { Ir } from "../ir/ir.ts";
import type { Ast, Span } from "../parse/ast.ts";

/** What names mean at one place of the source. */
export type Environment = {
  /** How many binders stand around the place: the slot of the next one. */
  readonly depth: number;
  readonly find: (name: string) => Ir | undefined;
  readonly names: () => readonly string[];
  /** `?`, where there is one, and the depth at which it was checked. */
  readonly input?: { readonly of: Ir; readonly depth: number };
};

/** Handed to every rule: how to check a part, and how to report. Undefined means refused, and already reported. */
export type Checking = {
  readonly check: (ast: Ast, env: Environment) => Ir | undefined;
  readonly report: (code: FeelFaultCode, at: Span, params?: FeelFault["params"]) => undefined;
};

/** The environment below a binder that names values. */
export function bind(env: Environment, names: Readonly<Record<string, Ir>>): Environment {
  return {
    ...env,
    depth: env.depth + 1,
    find: (name) => (Object.hasOwn(names, name) ? names[name] : env.find(name)),
    names: () => [...Object.keys(names), ...env.names()],
  };
}
