import type { PassedOver } from "../../areas/registers/index.ts";
import type { TellPassedOver } from "./read-register-rows.ts";

const ROWS_NAMED_MAX = 20;
const KINDS_MAX = 500;

/** Gathers what was passed over: how many rows of which sheet and why, and the first of them by number. */
export function gatherPassedOver(): { readonly add: TellPassedOver; readonly list: () => readonly PassedOver[] } {
  const kinds = new Map<string, { sheet: string; why: PassedOver["why"]; count: number; rows: number[] }>();
  return {
    add: (sheet, row, why) => {
      const key = `${why} ${sheet}`;
      const known = kinds.get(key);
      if (!known && kinds.size >= KINDS_MAX) return;
      const kind = known ?? { sheet, why, count: 0, rows: [] };
      kind.count += 1;
      if (kind.rows.length < ROWS_NAMED_MAX) kind.rows.push(row);
      kinds.set(key, kind);
    },
    list: () => [...kinds.values()],
  };
}
