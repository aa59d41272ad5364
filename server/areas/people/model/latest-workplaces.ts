import { type Day, firstDayOf } from "@wutong/kernel";
import type { ContractRow, InsuranceRow } from "../../registers/index.ts";
import { toArrayColumn } from "./array-columns.ts";
import type { FactKind } from "./fact-tables.ts";
import type { PreparedRows } from "./prepared-rows.ts";

type Place = { readonly creditCode: string; readonly since: Day; readonly open: boolean };

export type WorkplaceGatherer = {
  /** A row of insurance or of contracts, and the position of its bearer. */
  readonly add: (bearer: number, row: unknown) => void;
  readonly finish: () => PreparedRows["workplaces"];
};

/** For each bearer of insurance or contract rows the place that tells where they work: a running one, then the latest. */
export function createWorkplaceGatherer(kind: FactKind): WorkplaceGatherer {
  const latest = new Map<number, Place>();
  return {
    add: (bearer, row) => {
      const place = placeOf(kind, row);
      if (!place) return;
      const before = latest.get(bearer);
      if (!before || isLater(place, before)) latest.set(bearer, place);
    },
    finish: () => {
      const places = [...latest.values()];
      return {
        bearers: Int32Array.from(latest.keys()),
        columns: [
          toArrayColumn(
            "credit_code",
            "text",
            places.map((one) => one.creditCode),
          ),
          toArrayColumn(
            "since",
            "day",
            places.map((one) => one.since),
          ),
          toArrayColumn(
            "open",
            "boolean",
            places.map((one) => one.open),
          ),
        ],
      };
    },
  };
}

function placeOf(kind: FactKind, row: unknown): Place | undefined {
  if (kind === "insurance") {
    const { creditCode, fromMonth, status } = row as InsuranceRow;
    return creditCode === null ? undefined : { creditCode, since: firstDayOf(fromMonth), open: status === "paying" };
  }
  if (kind === "contracts") {
    const { creditCode, from, to } = row as ContractRow;
    return { creditCode, since: from, open: to === null };
  }
  return undefined;
}

function isLater(a: Place, b: Place): boolean {
  return a.open === b.open ? a.since > b.since : a.open;
}
