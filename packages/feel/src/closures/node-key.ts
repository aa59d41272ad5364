import type { Ir } from "../ir/ir.ts";

/** Counts what is decided one after the other: what was found at another turn holds no more. */
export type Clock = { turn: number };

/** A text that tells equal nodes apart. */
export function keyOf(node: Ir): string {
  return JSON.stringify(node, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}
