import type { CompiledFeel } from "../compile.ts";
import type { Facts, FeelValue } from "./facts.ts";
import { type ClosureOverrides, type ClosureSet, createProgram } from "./program.ts";

export type { ClosureOverrides, ClosureSet } from "./program.ts";

/**
 * The expression as a JS function of one person's facts; null is unknown. It never throws on facts of the scope's types.
 * No code is generated, so it runs under a content security policy that forbids eval.
 */
export function toClosure(compiled: CompiledFeel): (facts: Facts) => FeelValue {
  return toClosureWith({}, compiled);
}

/** With other compilers for some kinds of nodes; see `ClosureOverrides`. */
export function toClosureWith(overrides: ClosureOverrides, compiled: CompiledFeel): (facts: Facts) => FeelValue {
  const { read, answers } = createProgram([compiled.ir], { shared: false, overrides });
  const [answer = () => null] = answers;
  return (facts) => {
    read(facts);
    return answer();
  };
}

export type ClosureOptions = {
  /** Facts that are the same for all, such as the day of a sweep: they are not read from the facts. */
  readonly constants?: Facts;
  /** The name of the fact that `turnTo` gives, in place of the facts. */
  readonly subject?: string;
};

/**
 * Several expressions decided together: what quantifiers over one list share ("a pension spell here in force and …") is
 * looked for once for each set of facts, and each distinct fold is computed once. The set is about one person at a time.
 */
export function toClosureSet(compiled: readonly CompiledFeel[], options: ClosureOptions = {}): ClosureSet {
  return createProgram(
    compiled.map(({ ir }) => ir),
    { ...options, shared: true },
  );
}
