import type { Brand } from "./brand.ts";
import { fail, ok, type Result } from "./result.ts";

/** Money in fen (1 yuan = 100 fen), exact. */
export type Fen = Brand<bigint, "Fen">;

const YUAN_TEXT = /^(-?)(\d{1,15})(?:\.(\d+))?$/;

export type MoneyFault = { readonly kind: "notMoney" | "tooManyDecimals"; readonly text: string };

/** Reads yuan as people type them (`1234`, `1,234.50`, `1234.5`); a third decimal is refused, never rounded. */
export function parseYuan(text: string): Result<Fen, MoneyFault> {
  const match = YUAN_TEXT.exec(text.trim().replaceAll(/[,，]/g, ""));
  if (!match) return fail({ kind: "notMoney", text });
  const decimals = match[3] ?? "";
  if (decimals.length > 2) return fail({ kind: "tooManyDecimals", text });
  const amount = BigInt(match[2] ?? "0") * 100n + BigInt(decimals.padEnd(2, "0"));
  return ok((match[1] ? -amount : amount) as Fen);
}

export function fenOfYuan(yuan: number): Fen {
  if (!Number.isSafeInteger(yuan)) throw new Error(`${yuan} is not a whole number of yuan`);
  return (BigInt(yuan) * 100n) as Fen;
}

/** `1234500n` → `12,345.00`. */
export function formatYuan(amount: Fen): string {
  const sign = amount < 0n ? "-" : "";
  const absolute = amount < 0n ? -amount : amount;
  const yuan = (absolute / 100n).toString().replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${yuan}.${(absolute % 100n).toString().padStart(2, "0")}`;
}

/** In 万元 with two decimals, rounded half up away from zero, for cards and charts: `12_150_000_00n` → `1,215.00`. */
export function formatWan(amount: Fen): string {
  const sign = amount < 0n ? -1n : 1n;
  return formatYuan((((amount * sign + 5_000n) / 10_000n) * sign) as Fen);
}

export function addFen(...amounts: readonly Fen[]): Fen {
  return amounts.reduce<bigint>((sum, amount) => sum + amount, 0n) as Fen;
}

/** Splits an amount by whole weights (40/30/30); each part is rounded down and the last takes the remainder. */
export function splitFen(amount: Fen, weights: readonly number[]): readonly Fen[] {
  const total = BigInt(weights.reduce((sum, weight) => sum + weight, 0));
  if (total <= 0n) throw new Error("weights must sum to more than 0");
  const parts = weights.map((weight) => (amount * BigInt(weight)) / total);
  const given = parts.slice(0, -1).reduce((sum, part) => sum + part, 0n);
  return [...parts.slice(0, -1), amount - given] as Fen[];
}
