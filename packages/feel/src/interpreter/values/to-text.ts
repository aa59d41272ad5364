import type { FeelValue } from "./value.ts";

export function toText(value: FeelValue): string | null {
  return typeof value === "string" ? value : null;
}
