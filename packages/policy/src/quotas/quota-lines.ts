import { type Day, type Fen, partsOfDay } from "@wutong/kernel";
import type { Limits, Quota } from "../envelope/stacking-rules.ts";
import type { Grant } from "../stacking/grant.ts";
import { drawBudget } from "./draw-budget.ts";
import { drawOrdered, type TakenPlaces } from "./draw-line.ts";
import { type OrderedCandidate, orderCandidates, type QuotaCandidate } from "./order-candidates.ts";

/** A policy whose places or money are limited. */
export type PolicyInLine = {
  readonly policyId: string;
  readonly limits: Limits;
  /** Of the same year, round or policy, before. */
  readonly taken?: TakenPlaces;
  /** The same for each of whom places are counted apart. */
  readonly takenOf?: ReadonlyMap<string, TakenPlaces>;
  /** Of a lottery. */
  readonly seed?: string;
};

/** One grant of one person, as the lines see it. `key` is unique in its policy, `id` among all. */
export type Asking = {
  readonly id: string;
  readonly person: number;
  readonly grant: Grant;
  readonly candidate: QuotaCandidate;
};

export type LineName =
  | { readonly kind: "places"; readonly policyId: string; readonly of?: string }
  | { readonly kind: "money"; readonly line: string };

/** Something that there is not enough of, all who could ask for it in their order, and who may no more. */
export type Line = {
  readonly name: LineName;
  readonly ordered: readonly Asking[];
  readonly positions: ReadonlyMap<string, number>;
  readonly barred: Set<string>;
  /** Whose place in the order nobody knows: they are not let in before others like them. */
  readonly uncertain: ReadonlySet<string>;
  /** Of those who ask (ids), the ones that get nothing. */
  readonly refused: (asking: ReadonlySet<string>) => readonly string[];
  /** Whether one who comes earlier must be served before the other. */
  readonly goesBefore: (earlier: Asking, later: Asking) => boolean;
};

/** The lines of all limited policies, in an order of their own: places by policy, then money. */
export function linesOf(
  policies: readonly PolicyInLine[],
  asking: readonly Asking[],
  at: { readonly asOf: Day; readonly leftFen: ReadonlyMap<string, Fen> },
): readonly Line[] {
  const inOrder = policies.toSorted((a, b) => compareText(a.policyId, b.policyId));
  const orders = new Map(inOrder.map((policy) => [policy.policyId, orderOf(policy, asking)]));
  const places = inOrder.flatMap((policy) => {
    const { quota } = policy.limits;
    return quota ? placesLines({ ...policy, quota }, orders.get(policy.policyId) ?? []) : [];
  });
  const money = [...new Set(inOrder.flatMap(({ limits }) => limits.budget?.line ?? []))].toSorted(compareText);
  return [
    ...places,
    ...money.flatMap((line) => {
      const of = inOrder.filter(({ limits }) => limits.budget?.line === line);
      const leftFen = at.leftFen.get(line) ?? smallest(of.flatMap(({ limits }) => limits.budget?.yearFen ?? []));
      return leftFen === undefined ? [] : [moneyLine(line, mergedOrder(of, orders), { asOf: at.asOf, leftFen })];
    }),
  ];
}

type InOrder = { readonly asking: Asking; readonly ordered: OrderedCandidate };

function orderOf(policy: PolicyInLine, asking: readonly Asking[]): readonly InOrder[] {
  const order = policy.limits.quota?.order ?? ({ kind: "firstCome" } as const);
  const mine = new Map(
    asking.filter(({ grant }) => grant.policyId === policy.policyId).map((each) => [each.candidate.key, each]),
  );
  const ordered = orderCandidates(
    order,
    [...mine.values()].map(({ candidate }) => candidate),
    policy.seed,
  );
  return ordered.flatMap((each) => {
    const found = mine.get(each.candidate.key);
    return found ? [{ asking: found, ordered: each }] : [];
  });
}

type PolicyWithPlaces = PolicyInLine & { readonly quota: Quota };

/** One line; where places are counted apart, one for each of whom somebody asks. */
function placesLines(policy: PolicyWithPlaces, inOrder: readonly InOrder[]): readonly Line[] {
  if (policy.quota.eachOf === undefined) return [placesLine(policy, inOrder)];
  const apart = Map.groupBy(inOrder, ({ asking }) => asking.candidate.of ?? "");
  return [...apart]
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([of, asking]) => placesLine({ ...policy, taken: policy.takenOf?.get(of) ?? NONE_TAKEN }, asking, of));
}

const NONE_TAKEN: TakenPlaces = { all: 0, reserved: [] };

function placesLine(policy: PolicyWithPlaces, inOrder: readonly InOrder[], of?: string): Line {
  const uncertain = new Set(inOrder.flatMap(({ asking, ordered }) => (ordered.known ? [] : [asking.id])));
  const meets = new Map(
    inOrder.map(({ asking }) => [
      asking.id,
      policy.quota.reserved.map((_, index) => asking.candidate.reserved?.[index] === true),
    ]),
  );
  return {
    ...common({ kind: "places", policyId: policy.policyId, ...(of === undefined ? {} : { of }) }, inOrder),
    uncertain,
    refused: (ids) => {
      const asking = inOrder.filter(({ asking: { id } }) => ids.has(id));
      const drawn = drawOrdered(
        policy.quota,
        asking.map(({ ordered }) => ordered),
        policy.taken ?? NONE_TAKEN,
      );
      const waiting = new Set(drawn.waiting.map(({ key }) => key));
      return asking.filter(({ asking: { candidate } }) => waiting.has(candidate.key)).map(({ asking: { id } }) => id);
    },
    goesBefore: (earlier, later) =>
      uncertain.has(later.id) ||
      (meets.get(later.id) ?? []).every((each, index) => !each || meets.get(earlier.id)?.[index] === true),
  };
}

function moneyLine(line: string, inOrder: readonly InOrder[], at: { readonly asOf: Day; readonly leftFen: Fen }): Line {
  const { year } = partsOfDay(at.asOf);
  const due = new Map(inOrder.map(({ asking }) => [asking.id, dueThrough(asking.grant, year)]));
  return {
    ...common({ kind: "money", line }, inOrder),
    uncertain: new Set(),
    refused: (ids) => {
      const asking = inOrder.filter(({ asking: { id } }) => ids.has(id));
      const candidates = asking.map(({ asking: { id } }) => ({ key: id, dueThisYearFen: due.get(id) ?? (0n as Fen) }));
      return drawBudget(at.leftFen, candidates).waiting.map(({ key }) => key);
    },
    goesBefore: (_, later) => (due.get(later.id) ?? 0n) > 0n,
  };
}

function common(name: LineName, inOrder: readonly InOrder[]): Pick<Line, "name" | "ordered" | "positions" | "barred"> {
  const ordered = inOrder.map(({ asking }) => asking);
  return { name, ordered, positions: new Map(ordered.map(({ id }, index) => [id, index])), barred: new Set() };
}

/** By confirmation where all policies of the line go by it; else the earlier clause's people before the later's. */
function mergedOrder(
  policies: readonly PolicyInLine[],
  orders: ReadonlyMap<string, readonly InOrder[]>,
): readonly InOrder[] {
  const all = policies.map(({ policyId }) => orders.get(policyId) ?? []);
  const firstCome = policies.every(({ limits }) => (limits.quota?.order.kind ?? "firstCome") === "firstCome");
  if (firstCome) {
    const byTime = (a: InOrder, b: InOrder) => a.asking.candidate.confirmed - b.asking.candidate.confirmed;
    return all.flat().toSorted((a, b) => byTime(a, b) || compareText(a.asking.id, b.asking.id));
  }
  return all.toSorted((a, b) => (a[0]?.asking.grant.rank ?? 0) - (b[0]?.asking.grant.rank ?? 0)).flat();
}

function dueThrough(grant: Grant, year: number): Fen {
  const due = grant.instalments.filter((each) => partsOfDay(each.due).year <= year);
  return due.reduce<bigint>((sum, each) => sum + each.amountFen, 0n) as Fen;
}

function smallest(sums: readonly Fen[]): Fen | undefined {
  return sums.reduce<Fen | undefined>((least, each) => (least === undefined || each < least ? each : least), undefined);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
