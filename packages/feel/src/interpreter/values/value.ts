import type { Session } from "../evaluate/session.ts";
import type { FeelDecimal } from "../numbers/decimal.ts";

/** A number of at most 34 significant digits, rounded half to even (IEEE 754 decimal128, as DMN 1.5 §10.3.2.3.1 asks). */
export type FeelNumber = { readonly kind: "number"; readonly decimal: FeelDecimal };

/** A calendar day; years from -999,999,999 to 999,999,999. */
export type FeelDate = { readonly kind: "date"; readonly year: number; readonly month: number; readonly day: number };

/** How far local time is ahead of UTC: a fixed number of seconds, or what a region of the IANA database says. */
export type Zone =
  | { readonly kind: "offset"; readonly seconds: number }
  | { readonly kind: "region"; readonly name: string };

export type FeelTime = {
  readonly kind: "time";
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 to 999,999,999. */
  readonly nano: number;
  readonly zone: Zone | null;
};

export type FeelDateTime = Omit<FeelDate, "kind"> & Omit<FeelTime, "kind"> & { readonly kind: "dateTime" };

export type YearsMonthsDuration = { readonly kind: "yearsMonthsDuration"; readonly months: number };
export type DaysTimeDuration = { readonly kind: "daysTimeDuration"; readonly nanos: bigint };

/** How a range was written: between two endpoints, or as a comparison, `(< 10)`. The two are never equal. */
export type RangeForm = "interval" | "<" | "<=" | ">" | ">=" | "=" | "!=";

/** An endpoint that is null has no bound on that side. */
export type FeelRange = {
  readonly kind: "range";
  readonly form: RangeForm;
  readonly low: FeelValue;
  readonly high: FeelValue;
  readonly lowClosed: boolean;
  readonly highClosed: boolean;
};

export type FeelContext = { readonly kind: "context"; readonly entries: ReadonlyMap<string, FeelValue> };

export type FeelParameter = {
  readonly name: string;
  /** Arguments are coerced to it; one that doesn't conform makes the call null. */
  readonly type?: FeelTypeRef;
  /** May be left out; the function then gets null. */
  readonly optional?: boolean;
  /** Takes all the arguments that are left. Only the last parameter may. */
  readonly variadic?: boolean;
};

/** One way to call a function. A built-in may have several, told apart by the number, names and types of arguments. */
export type Signature = {
  readonly parameters: readonly FeelParameter[];
  readonly result?: FeelTypeRef;
  readonly call: (args: readonly FeelValue[], session: Session) => FeelValue;
};

export type FeelFunction = {
  readonly kind: "function";
  readonly name: string;
  readonly signatures: readonly Signature[];
};

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

/** What a FEEL expression gives, and takes. */
export type FeelValue =
  | null
  | boolean
  | string
  | FeelNumber
  | FeelDate
  | FeelTime
  | FeelDateTime
  | YearsMonthsDuration
  | DaysTimeDuration
  | FeelRange
  | FeelFunction
  | FeelContext
  | readonly FeelValue[];

type Tagged = Extract<FeelValue, { readonly kind: string }>;

export type ValueKind = "null" | "boolean" | "string" | "list" | Tagged["kind"];

export function kindOf(value: FeelValue): ValueKind {
  if (value === null) return "null";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "string") return "string";
  return isList(value) ? "list" : value.kind;
}

export function isList(value: FeelValue): value is readonly FeelValue[] {
  return Array.isArray(value);
}

export function hasKind<Kind extends Tagged["kind"]>(
  value: FeelValue,
  kind: Kind,
): value is Extract<Tagged, { readonly kind: Kind }> {
  return value !== null && typeof value === "object" && !isList(value) && value.kind === kind;
}

export function makeContext(entries: Iterable<readonly [string, FeelValue]>): FeelContext {
  return { kind: "context", entries: new Map(entries) };
}
