/** How much a value holds, and how deep: one item that is held twice counts twice, as it does for whoever walks over it. */
export type Weight = { readonly parts: number; readonly depth: number };

/** As much of a FEEL value as its weight needs: what values are is told elsewhere, in terms of sessions that weigh them. */
export type Weighed =
  | null
  | boolean
  | string
  | readonly Weighed[]
  | { readonly kind: string; readonly entries?: ReadonlyMap<string, Weighed> };

const LEAF: Weight = { parts: 1, depth: 0 };
const CHARACTERS_PER_PART = 64;

/**
 * Weighs values, each list and context once. `[x, x]` made of itself sixty times takes little memory, but nobody could
 * write it down: it is told by its weight as soon as it is made.
 */
export class Scales {
  readonly #known = new WeakMap<object, Weight>();

  weigh(value: Weighed): Weight {
    if (typeof value === "string") {
      return value.length <= CHARACTERS_PER_PART ? LEAF : { parts: value.length / CHARACTERS_PER_PART, depth: 0 };
    }
    if (typeof value !== "object" || value === null) return LEAF;
    const inner = "kind" in value ? value.entries?.values() : value;
    if (!inner) return LEAF;
    const known = this.#known.get(value);
    if (known) return known;
    let parts = 1;
    let depth = 0;
    for (const item of inner) {
      const weight = this.weigh(item);
      parts += weight.parts;
      depth = Math.max(depth, weight.depth);
    }
    const weight = { parts, depth: depth + 1 };
    this.#known.set(value, weight);
    return weight;
  }
}
