import type { FeelValue } from "./value.ts";

export function equals(a: FeelValue, b: FeelValue): boolean | null {
  return a === b;
}
