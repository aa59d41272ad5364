import type { FeelTypeRef } from "../values/value.ts";

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
