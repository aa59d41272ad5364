/** The places that are open to all; reserves are counted from 0. */
export const OPEN = -1;

/** Rooms with free places, and who sits where; people who meet the same reserves sit together, so that one can move for another. */
export type Seating = {
  /** By key: the index of the reserve, or OPEN. */
  readonly seats: Map<string, number>;
  readonly free: Map<number, number>;
  readonly sitting: Map<number, Map<string, string[]>>;
};

export type Guest = { readonly key: string; readonly meets: readonly number[] };

export function emptySeating(free: ReadonlyMap<number, number>): Seating {
  return { seats: new Map(), free: new Map(free), sitting: new Map() };
}

/**
 * Seats one guest where a room is free that they meet, or becomes so when others move on to rooms that are open to them too
 * (nobody who sits ever loses their place). Returns whether they sit.
 */
export function seat(seating: Seating, guest: Guest): boolean {
  const from = new Map<number, { readonly room: number; readonly group: string } | null>();
  const rooms = [...guest.meets, OPEN];
  for (const room of rooms) from.set(room, null);
  for (const room of rooms) {
    if ((seating.free.get(room) ?? 0) > 0) {
      moveAlong(seating, guest, { found: room, from });
      return true;
    }
    for (const [group, keys] of seating.sitting.get(room) ?? []) {
      if (keys.length === 0) continue;
      for (const next of roomsOfGroup(group)) {
        if (from.has(next)) continue;
        from.set(next, { room, group });
        rooms.push(next);
      }
    }
  }
  return false;
}

/** Seats one on a place that its reserve left over; they stay there. Returns whether there was one. */
export function seatOnLeftOver({ seats, free }: Seating, key: string): boolean {
  const left = [...free].find(([, count]) => count > 0);
  if (!left) return false;
  seats.set(key, OPEN);
  free.set(left[0], left[1] - 1);
  return true;
}

function moveAlong(
  seating: Seating,
  guest: Guest,
  path: {
    readonly found: number;
    readonly from: ReadonlyMap<number, { readonly room: number; readonly group: string } | null>;
  },
): void {
  seating.free.set(path.found, (seating.free.get(path.found) ?? 0) - 1);
  let room = path.found;
  for (let step = path.from.get(room); step; step = path.from.get(room)) {
    const mover = seating.sitting.get(step.room)?.get(step.group)?.pop();
    if (mover === undefined) throw new Error("nobody sits where somebody was to move on");
    sit(seating, { room, group: step.group, key: mover });
    room = step.room;
  }
  sit(seating, { room, group: guest.meets.join(","), key: guest.key });
}

function sit(seating: Seating, at: { readonly room: number; readonly group: string; readonly key: string }): void {
  const groups = seating.sitting.get(at.room) ?? new Map<string, string[]>();
  const keys = groups.get(at.group) ?? [];
  keys.push(at.key);
  groups.set(at.group, keys);
  seating.sitting.set(at.room, groups);
  seating.seats.set(at.key, at.room);
}

function roomsOfGroup(group: string): readonly number[] {
  return [...(group === "" ? [] : group.split(",").map(Number)), OPEN];
}
