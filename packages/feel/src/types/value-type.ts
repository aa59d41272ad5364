import type { FeelType } from "./feel-type.ts";
import { digitsOf, type NumberType, numberOfDigits } from "./number-type.ts";

/** A type as the compilers use it: numbers carry their bounds. */
export type ValueType =
  | { readonly kind: "boolean" }
  | NumberType
  | { readonly kind: "string"; readonly values?: readonly string[] }
  | { readonly kind: "date" }
  | { readonly kind: "monthsDuration" }
  | { readonly kind: "daysDuration" }
  | ListType
  | ContextType;

export type ListType = { readonly kind: "list"; readonly of: ValueType };
export type ContextType = { readonly kind: "context"; readonly fields: Readonly<Record<string, ValueType>> };

export const BOOLEAN: ValueType = { kind: "boolean" };
export const STRING: ValueType = { kind: "string" };
export const DATE: ValueType = { kind: "date" };
export const MONTHS_DURATION: ValueType = { kind: "monthsDuration" };
export const DAYS_DURATION: ValueType = { kind: "daysDuration" };

const DEFAULT_DIGITS = 12;

export function valueTypeOf(type: FeelType): ValueType {
  if (type.kind === "number") return numberOfDigits(type.scale ?? 0, type.digits ?? DEFAULT_DIGITS, type.big);
  if (type.kind === "list") return { kind: "list", of: valueTypeOf(type.of) };
  if (type.kind === "context") return { kind: "context", fields: mapFields(type.fields, valueTypeOf) };
  return type;
}

export function feelTypeOf(type: ValueType): FeelType {
  if (type.kind === "number") {
    const described = { kind: "number", scale: type.scale, digits: digitsOf(type) } as const;
    return type.big ? { ...described, big: true } : described;
  }
  if (type.kind === "list") return { kind: "list", of: feelTypeOf(type.of) };
  if (type.kind === "context") return { kind: "context", fields: mapFields(type.fields, feelTypeOf) };
  return type;
}

/** A type's name for messages: `list of date`. */
export function nameOfType(type: ValueType): string {
  return type.kind === "list" ? `list of ${nameOfType(type.of)}` : type.kind;
}

function mapFields<From, To>(fields: Readonly<Record<string, From>>, map: (type: From) => To): Record<string, To> {
  return Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, map(type)]));
}
