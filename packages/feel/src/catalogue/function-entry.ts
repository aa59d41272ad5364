import type { FeelValue } from "../closures/facts.ts";
import type { Ir } from "../ir/ir.ts";
import type { ValueType } from "../types/value-type.ts";

export type ParameterType = "boolean" | "number" | "integer" | "string" | "date" | "spell" | "spells" | "list" | "any";

export type Parameter = {
  readonly name: string;
  readonly type: ParameterType;
  readonly optional?: true;
  /** May be given any number of times (`min(a, b, c)`). */
  readonly rest?: true;
};

/** An example that the tests run: an expression without facts, and what it gives (null: unknown). */
export type Example = { readonly expression: string; readonly gives: string | number | boolean | null };

/** What officials and the editor see of a function. */
export type FunctionDoc = {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly returns: string;
  readonly en: string;
  readonly zh: string;
  readonly examples: readonly Example[];
};

/** A function defined once: what it takes and gives, and how each engine computes it. */
export type FunctionEntry = FunctionDoc & {
  readonly result: ValueType | ((args: readonly Ir[]) => ValueType);
  /** Strict: any unknown argument makes the result unknown, and `js` and `sql` need not care. */
  readonly strict: boolean;
  /** A property of a value (`d.year`): can't be called by name. */
  readonly property?: true;
  /** Lists arrive as arrays of rows, all of them known to belong; an argument that is left out as undefined. */
  readonly js: (first: unknown, second: unknown, third: unknown) => FeelValue;
  /** Arguments are SQL, cheap to repeat; in the place of a list stands an empty text: `mapRows` reads it. NULL scalars must give NULL. */
  readonly sql: (args: readonly string[], tools: SqlTools) => string;
};

export type SqlTools = {
  /** A lambda parameter's name that nothing around uses. */
  readonly local: (suffix: string) => string;
  /**
   * For a function of a list: one value per row that the list is made from, `body` of its element where it belongs,
   * `absent` where it doesn't, NULL where that is unknown. It saves building the list.
   */
  readonly mapRows: (body: (element: string) => string, absent: string) => string;
  /**
   * Of a list that lies flat beside its people, the least day over its rows: `BEFORE_ALL_DAYS` where one is unknown, NULL where there
   * are none. undefined where the list must be read as one.
   */
  readonly leastOfRows: (body: (element: string) => string, absent: string) => string | undefined;
  /** Computes an expression once for a body that reads it several times. */
  readonly once: (sql: string, name: string, body: (value: string) => string) => string;
};
