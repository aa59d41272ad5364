/**
 * A seeded source of randomness (sfc32, Chris Doty-Humphrey's small fast counting generator): the same seed and stream
 * give the same draws on every machine. Each person has a stream of their own, so that no person's draws hang on how many
 * were made before.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(seed: number, stream: number, purpose: number) {
    this.a = mix(seed ^ 0x9e3779b9);
    this.b = mix(stream ^ this.a);
    this.c = mix(Math.imul(purpose, 0x85ebca6b) ^ this.b);
    for (let i = 0; i < 6; i += 1) this.next();
  }

  /** At least 0, below 1. */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** A whole number from `from` to `to`, both included. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  pick<Value>(values: readonly Value[]): Value {
    const value = values[Math.floor(this.next() * values.length)];
    if (value === undefined) throw new Error("nothing to pick from");
    return value;
  }

  /** The index drawn by weights that sum to 1; the last takes what rounding leaves. */
  weighted(weights: readonly number[]): number {
    let left = this.next();
    for (let i = 0; i < weights.length - 1; i += 1) {
      left -= weights[i] ?? 0;
      if (left < 0) return i;
    }
    return weights.length - 1;
  }

  /** Near `low` more often than near `high` (a square law), both included. */
  leaningLow(low: number, high: number): number {
    const draw = this.next();
    return low + Math.floor(draw * draw * (high - low + 1));
  }
}

/** The finaliser of MurmurHash3: spreads neighbouring numbers apart. */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
