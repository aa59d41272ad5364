import type { FeelValue } from "./value.ts";

export function toFeel(json: unknown): FeelValue {
  void json;
  return null;
}

export function toJson(value: FeelValue): unknown {
  return value;
}
