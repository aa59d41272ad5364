import type { FeelValue } from "../values/value.ts";
import type { FeelTypeRef } from "./type-ref.ts";
import { ANY } from "./type-ref.ts";

export function typeOf(value: FeelValue): FeelTypeRef {
  void value;
  return ANY;
}

export function conformsTo(value: FeelValue, type: FeelTypeRef): boolean {
  void [value, type];
  return true;
}

export function coerce(value: FeelValue, type: FeelTypeRef): FeelValue {
  void type;
  return value;
}
