import type { FeelValue } from "./value.ts";

export type XsdType =
  | "string"
  | "boolean"
  | "decimal"
  | "double"
  | "integer"
  | "date"
  | "time"
  | "dateTime"
  | "duration";

/** The value that a literal of XML Schema stands for; null where it isn't one. */
export function parseXsd(type: XsdType, text: string): FeelValue {
  void [type, text];
  return null;
}
