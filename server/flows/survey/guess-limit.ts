const MISSES_MAX = 10;
const SPELL_MS = 15 * 60_000;
const ADDRESSES_MAX = 10_000;

/** How many links that do not exist an address has tried of late. */
export type GuessLimit = {
  /** Whole minutes that the address must wait; 0 where it may go on. */
  readonly minutesLeft: (address: string, nowMs: number) => number;
  readonly note: (address: string, nowMs: number) => void;
};

/** Ten misses within a quarter of an hour shut an address out for as long. Of one server process; a link has 128 bits anyway. */
export function guessLimit(): GuessLimit {
  const misses = new Map<string, { count: number; firstMs: number }>();
  const live = (address: string, nowMs: number) => {
    const seen = misses.get(address);
    return seen && nowMs - seen.firstMs < SPELL_MS ? seen : undefined;
  };
  return {
    minutesLeft: (address, nowMs) => {
      const seen = live(address, nowMs);
      return seen && seen.count >= MISSES_MAX ? Math.ceil((seen.firstMs + SPELL_MS - nowMs) / 60_000) : 0;
    },
    note: (address, nowMs) => {
      const seen = live(address, nowMs);
      if (!seen && misses.size >= ADDRESSES_MAX) misses.clear();
      misses.set(address, { count: (seen?.count ?? 0) + 1, firstMs: seen?.firstMs ?? nowMs });
    },
  };
}
