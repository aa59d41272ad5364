import type { Fen } from "@wutong/kernel";
import type { Clawback } from "../envelope/envelope.ts";
import { roundedHalfUp } from "./shares.ts";

/** What was paid, and how many of the promised months were served (rounded down). */
export type ServiceEnded = { readonly paidFen: Fen; readonly servedMonths: number };

/**
 * What is asked back when service ends: nothing once the promised years are served; before that all of it (`whole`), by
 * what was not served of the promised years (`proRata`: full years unless the policy counts full months; rounded half up),
 * or nothing (`unpaid`: only what is not paid yet is lost).
 */
export function refundOf(
  { kind, years, by }: Pick<Clawback, "kind" | "years" | "by">,
  { paidFen, servedMonths }: ServiceEnded,
): Fen {
  const served = Math.max(0, Math.floor(servedMonths));
  if (kind === "unpaid" || (years !== undefined && served >= years * 12)) return 0n as Fen;
  if (kind === "whole" || years === undefined) return paidFen;
  const counted = by === "fullMonths" ? served : served - (served % 12);
  return roundedHalfUp(paidFen * BigInt(years * 12 - counted), BigInt(years * 12));
}
