import { firstDayOf } from "@wutong/kernel";
import type { ContractRow, InsuranceRow } from "../../registers/index.ts";
import type { FactKind } from "./fact-tables.ts";

type Place = {
  readonly personId: number;
  readonly officeId: number;
  readonly creditCode: string;
  readonly since: ReturnType<typeof firstDayOf>;
  readonly open: boolean;
};

/** For each person of some insurance or contract rows the one that tells where they work: a running one, then the latest. */
export function latestWorkplaces(
  kind: FactKind,
  rows: readonly { readonly personId: number; readonly officeId: number; readonly bearer: unknown }[],
): readonly Place[] {
  const latest = new Map<number, Place>();
  for (const one of rows) {
    const place = placeOf(kind, one.bearer);
    if (!place) continue;
    const before = latest.get(one.personId);
    if (before && !isLater(place, before)) continue;
    latest.set(one.personId, { personId: one.personId, officeId: one.officeId, ...place });
  }
  return [...latest.values()];
}

function placeOf(kind: FactKind, row: unknown): Omit<Place, "personId" | "officeId"> | undefined {
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

function isLater(a: Pick<Place, "since" | "open">, b: Pick<Place, "since" | "open">): boolean {
  return a.open === b.open ? a.since > b.since : a.open;
}
