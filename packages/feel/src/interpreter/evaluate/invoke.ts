import { findCoerced } from "../types/conformance.ts";
import { type FeelFunction, type FeelValue, kindOf, type Signature } from "../values/value.ts";
import type { Session } from "./session.ts";

export type Given =
  | { readonly kind: "positional"; readonly args: readonly FeelValue[] }
  | { readonly kind: "named"; readonly args: ReadonlyMap<string, FeelValue> };

/** Calls a function by the first of its signatures that the arguments fit; null with a warning where none does. */
export function invoke(called: FeelFunction, given: Given, session: Session): FeelValue {
  for (const signature of called.signatures) {
    const arranged = given.kind === "named" ? arrange(signature, given.args) : spread(signature, given.args);
    const args = arranged && coerceAll(signature, arranged);
    if (!args) continue;
    const outer = session.enter(session.span);
    const value = signature.call(args, session);
    session.leave(outer);
    if (!signature.result) return value;
    const result = findCoerced(value, signature.result);
    if (result !== undefined) return result;
    return session.warn("feel.wrongType", { expected: signature.result.kind, found: kindOf(value) });
  }
  const expected = called.signatures.map(describeParameters).join(" | ");
  return session.warn("feel.wrongArguments", { name: called.name, given: describeGiven(given), expected });
}

/** Calls with arguments by position. */
export function invokeWith(called: FeelFunction, args: readonly FeelValue[], session: Session): FeelValue {
  return invoke(called, { kind: "positional", args }, session);
}

/** Arguments by position in the order of the parameters, null for what may be left out; null where they don't fit. */
function spread({ parameters }: Signature, args: readonly FeelValue[]): readonly FeelValue[] | null {
  const last = parameters.at(-1);
  if (last?.variadic) return args.length >= parameters.length ? args : null;
  if (args.length > parameters.length) return null;
  if (parameters.slice(args.length).some(({ optional }) => !optional)) return null;
  return parameters.map((_, index) => args[index] ?? null);
}

function arrange({ parameters }: Signature, args: ReadonlyMap<string, FeelValue>): readonly FeelValue[] | null {
  let used = 0;
  const arranged: FeelValue[] = [];
  for (const { name, optional } of parameters) {
    const value = args.get(name);
    if (value === undefined && !optional) return null;
    if (value !== undefined) used += 1;
    arranged.push(value ?? null);
  }
  return used === args.size ? arranged : null;
}

function coerceAll({ parameters }: Signature, args: readonly FeelValue[]): readonly FeelValue[] | null {
  const coerced: FeelValue[] = [];
  for (const [index, value] of args.entries()) {
    const { type } = parameters[index] ?? parameters.at(-1) ?? {};
    const fitting = type ? findCoerced(value, type) : value;
    if (fitting === undefined) return null;
    coerced.push(fitting);
  }
  return coerced;
}

function describeParameters({ parameters }: Signature): string {
  return parameters
    .map(({ name, type, optional, variadic }) => {
      return `${name}${optional ? "?" : ""}${variadic ? "…" : ""}${type ? `: ${type.kind}` : ""}`;
    })
    .join(", ");
}

function describeGiven(given: Given): string {
  if (given.kind === "positional") return given.args.map(kindOf).join(", ");
  return Array.from(given.args, ([name, value]) => `${name}: ${kindOf(value)}`).join(", ");
}
