import { type Day, type Fen, partsOfDay } from "@wutong/kernel";
import type { Limits } from "@wutong/policy";
import { drawPlaces, type PlaceLine } from "../model.ts";
import {
  findPlace,
  insertPlace,
  listStanding,
  lockLine,
  lockMoneyLeft,
  type Place,
  savePlaces,
} from "../store/places.ts";
import type { Tx } from "../store/storage.ts";

/** A line, locked, with what its policy says of places and money. */
export type LockedLine = { readonly line: PlaceLine & { readonly drawn: boolean }; readonly limits: Limits };

export type AskForPlace = {
  readonly applicationId: number;
  /** By index, the reserves of the quota that the person is known to meet. */
  readonly meets: readonly number[];
  /** Rank, points or tickets, as far as known. */
  readonly value: number | null;
  readonly today: Day;
  readonly now: Date;
};

/**
 * Takes a place for an application, or the end of the queue. The line is locked until the transaction ends: of two who ask for the
 * last place at once, one has it and the other waits.
 */
export async function askForPlace(
  tx: Tx,
  { line, limits }: { readonly line: PlaceLine; readonly limits: Limits },
  asked: AskForPlace,
): Promise<Place> {
  const locked = await lockLine(tx, line);
  const waitsFor = goesByDraw(limits) && !locked.drawn ? "draw" : "place";
  await insertPlace(tx, { ...asked, period: line.period, waitsFor });
  await settleLine(tx, { line: locked, limits }, asked);
  const place = await findPlace(tx, asked.applicationId);
  if (!place) throw new Error("a place is out of the session's scope");
  return place;
}

function goesByDraw({ quota }: Limits): boolean {
  return quota !== undefined && quota.order.kind !== "firstCome";
}

/**
 * Draws a locked line again: the first who wait get what is free by now. Nobody before the day of the draw, where there
 * is one. Returns the applications that moved up.
 */
export async function settleLine(
  tx: Tx,
  { line, limits }: LockedLine,
  { today, now }: { readonly today: Day; readonly now: Date },
): Promise<readonly number[]> {
  if (goesByDraw(limits) && !line.drawn) return [];
  const year = partsOfDay(today).year;
  const money = limits.budget && (await lockMoneyLeft(tx, line, year));
  const standing = await listStanding(tx, line, year);
  if (!standing.some(({ state }) => state === "waiting")) return [];
  const promised = standing.reduce(
    (sum, each) => (each.state === "taken" && !each.committed ? sum + each.needFen : sum),
    0n,
  );
  const lefts: bigint[] = money ? [money.leftFen - promised] : [];
  const { yearFen } = limits.budget ?? {};
  if (yearFen !== undefined) lefts.push(yearFen - (money?.usedFen ?? 0n) - promised);
  const drawn = drawPlaces(standing, {
    quota: limits.quota,
    // Those who were drawn had their reserves in the draw.
    over: line.drawn || (line.lastDay !== null && today > line.lastDay),
    leftFen: lefts.toSorted((a, b) => (a < b ? -1 : 1))[0] as Fen | undefined,
  });
  const placesMax = limits.quota?.places ?? standing.length;
  await savePlaces(tx, line, { ...drawn, placesMax, now });
  return drawn.taken;
}
