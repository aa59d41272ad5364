import { equals, type FeelValue, hasKind, isList, makeContext, parseXsd, type XsdType } from "@wutong/feel/interpreter";
import type { KitValue } from "./kit-cases.ts";

const XSD_TYPES: readonly XsdType[] = [
  "string",
  "boolean",
  "decimal",
  "double",
  "float",
  "integer",
  "date",
  "time",
  "dateTime",
  "duration",
  "dayTimeDuration",
  "yearMonthDuration",
];

/** A value of the kit as FEEL has it. A value without a type is a string. */
export function fromKit(value: KitValue): FeelValue {
  switch (value.kind) {
    case "null":
      return null;
    case "list":
      return value.items.map(fromKit);
    case "context":
      return makeContext(value.entries.map(([name, one]) => [name, fromKit(one)] as const));
    case "simple":
      return parseXsd(XSD_TYPES.find((type) => type === value.type) ?? "string", value.text);
  }
}

/** Numbers that differ by no more count as the same: expected values are written with some eight digits. */
const TOLERANCE = 1e-8;

/** Whether an actual value is what the kit expects: of the same kind, numbers within the tolerance. */
export function isAsExpected(actual: FeelValue, expected: FeelValue): boolean {
  if (actual === null || expected === null) return actual === expected;
  if (isList(expected)) {
    if (!isList(actual) || actual.length !== expected.length) return false;
    return expected.every((item, index) => isAsExpected(actual[index] ?? null, item));
  }
  if (hasKind(expected, "context")) {
    if (!hasKind(actual, "context") || actual.entries.size !== expected.entries.size) return false;
    return [...expected.entries].every(([name, value]) => {
      const found = actual.entries.get(name);
      return found !== undefined && isAsExpected(found, value);
    });
  }
  if (hasKind(expected, "number") && hasKind(actual, "number")) {
    return actual.decimal.minus(expected.decimal).abs().lessThanOrEqualTo(TOLERANCE);
  }
  return equals(actual, expected) === true;
}
