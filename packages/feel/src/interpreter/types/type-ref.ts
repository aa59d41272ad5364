import type { FeelValue } from "../values/value.ts";

/** A type as `instance of`, parameters and item definitions name it. */
export type FeelTypeRef =
  | { readonly kind: "any" }
  | { readonly kind: "null" }
  | { readonly kind: SimpleTypeKind }
  | { readonly kind: "list"; readonly of: FeelTypeRef }
  | { readonly kind: "range"; readonly of: FeelTypeRef }
  | { readonly kind: "context"; readonly fields: ReadonlyMap<string, FeelTypeRef> }
  /** `parameters` null: a function of whatever kind. */
  | { readonly kind: "function"; readonly parameters: readonly FeelTypeRef[] | null; readonly result: FeelTypeRef }
  /** A type with allowed values: the base, and a test of each value that conforms to it. */
  | { readonly kind: "constrained"; readonly base: FeelTypeRef; readonly allows: (value: FeelValue) => boolean };

export type SimpleTypeKind =
  | "number"
  | "string"
  | "boolean"
  | "date"
  | "time"
  | "dateTime"
  | "yearsMonthsDuration"
  | "daysTimeDuration";

export const ANY: FeelTypeRef = { kind: "any" };

/** FEEL's own names of its types (DMN 1.5, table 45), with the older spellings that models still use. */
const BUILT_IN: Readonly<Record<string, FeelTypeRef>> = {
  Any: ANY,
  Null: { kind: "null" },
  number: { kind: "number" },
  string: { kind: "string" },
  boolean: { kind: "boolean" },
  date: { kind: "date" },
  time: { kind: "time" },
  "date and time": { kind: "dateTime" },
  dateTime: { kind: "dateTime" },
  "years and months duration": { kind: "yearsMonthsDuration" },
  yearMonthDuration: { kind: "yearsMonthsDuration" },
  "days and time duration": { kind: "daysTimeDuration" },
  dayTimeDuration: { kind: "daysTimeDuration" },
  list: { kind: "list", of: ANY },
  context: { kind: "context", fields: new Map() },
  range: { kind: "range", of: ANY },
  function: { kind: "function", parameters: null, result: ANY },
};

/** The type that FEEL itself knows by this name, e.g. `date and time`; undefined for a name of a model's own. */
export function findBuiltInType(name: string): FeelTypeRef | undefined {
  return Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name] : undefined;
}
