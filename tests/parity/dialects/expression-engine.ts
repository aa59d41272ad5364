import type { CompiledFeel } from "@wutong/feel";
import type { Person } from "../random-people.ts";

/** A database that evaluates single expressions over people loaded once. */
export type ExpressionEngine = {
  readonly name: string;
  readonly load: (people: readonly Person[]) => Promise<void>;
  /**
   * By expression, then by person: truths, texts, whole numbers as text, dates as days since 1970, null for unknown.
   * Undefined in the place of an expression that the dialect refuses.
   */
  readonly evaluate: (
    compiled: readonly CompiledFeel[],
  ) => Promise<readonly (readonly (string | number | boolean | null)[] | undefined)[]>;
  readonly close: () => Promise<void>;
};
