import type { FeelFunction, FeelParameter, FeelTypeRef, FeelValue } from "../values/value.ts";
import type { Session } from "./session.ts";

/**
 * A function that expressions can call, by position or by name: a business knowledge model, a decision service, a boxed
 * function. Arguments arrive in the order of `parameters`, coerced to their types. Hand `session` on to `evaluate` in
 * it: then the limits hold over recursion too. The result is coerced to `result` where one is given.
 */
export function makeFunction(
  name: string,
  parameters: readonly FeelParameter[],
  call: (args: readonly FeelValue[], session: Session) => FeelValue,
  result?: FeelTypeRef,
): FeelFunction {
  return { kind: "function", name, signatures: [{ parameters, call, ...(result ? { result } : {}) }] };
}
