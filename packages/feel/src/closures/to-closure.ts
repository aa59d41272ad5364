import type { CompiledFeel } from "../compile.ts";
import type { Facts, FeelValue } from "./facts.ts";
import { createProgram } from "./program.ts";

/**
 * The expression as a JS function of one person's facts; null is unknown. It never throws on facts of the scope's types.
 * No code is generated, so it runs under a content security policy that forbids eval.
 */
export function toClosure(compiled: CompiledFeel): (facts: Facts) => FeelValue {
  const { read, answers } = createProgram([compiled.ir], { shared: false });
  const [answer = () => null] = answers;
  return (facts) => {
    read(facts);
    return answer();
  };
}

/** Expressions decided together: what several of them ask is found once for each person. */
export type ClosureSet = {
  /** In the order of the expressions, each about the facts last read; null is unknown. */
  readonly answers: readonly (() => FeelValue)[];
  /** Goes on to the next person. */
  readonly read: (facts: Facts) => void;
  /** Goes on to another subject of the same person (one of their certificates). */
  readonly turnTo: (subject: unknown) => void;
};

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
