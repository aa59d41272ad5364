import type { TruthBits } from "@wutong/feel";
import type { CompiledPolicy, IndexedTree } from "../compile/compiled-policy.ts";
import type { Placed } from "./judged-policy.ts";
import { columnsOf } from "./policy-columns.ts";

/** The bits 0, 2, 4 … of a BIGINT. */
const EVEN_BITS = 0x5555_5555_5555_5555n;

/**
 * The columns `metn` and `unknownn`, layer by layer, where some conditions are columns and the others stand in the words of
 * lists: these are taken over as bits, with no column between. `own` begins the names of the layers' columns.
 */
export function maskLayers(
  those: readonly Placed[],
  bits: readonly TruthBits[],
  own: string,
): readonly (readonly string[])[] {
  const words = [...Map.groupBy(bits, ({ word }) => word)];
  const nameOf = new Map(words.map(([word], index) => [word, (part: string) => `"${own}$word${index}${part}"`]));
  const stands = new Map(bits.map((each) => [`"${each.name}"`, each]));
  const taken = (column: string, index: number): Taken | undefined => {
    const each = stands.get(column);
    const name = each && nameOf.get(each.word);
    return each && name && { name, found: each.found, from: 2 * each.place, to: index };
  };
  return [
    words.map(([word, truths]) => `${completedWord(word, truths)} AS ${nameOf.get(word)?.("")}`),
    [...nameOf.values()].flatMap((name) => truthWords(name)),
    those.flatMap(({ policy, place }) => {
      const { met, unknown } = masksSql(policy, place, taken);
      return [`${met} AS met${place}`, `${unknown} AS unknown${place}`];
    }),
  ];
}

type Taken = {
  readonly name: (part: string) => string;
  readonly found: boolean;
  readonly from: number;
  readonly to: number;
};

/** Rows that aren't known may decide anything: where a list is not complete, each of its truths is open. */
function completedWord(word: string, those: readonly TruthBits[]): string {
  const lists = [...Map.groupBy(those, ({ complete }) => complete)].map(([complete, own]) => {
    const open = own.reduce((sum, { place }) => sum | (4n ** BigInt(place)), 0n);
    return `CASE WHEN ${complete} THEN 0 ELSE ${bigint(open)} END`;
  });
  return [word, ...lists].join(" | ");
}

/** Where some row decides; where none does but some may; where none may. */
function truthWords(name: (part: string) => string): readonly string[] {
  const [word, even] = [name(""), bigint(EVEN_BITS)];
  return [
    `((${word} >> 1) & ${even}) AS ${name("some")}`,
    `(${word} & ~(${word} >> 1) & ${even}) AS ${name("open")}`,
    `(~(${word} | (${word} >> 1)) & ${even}) AS ${name("none")}`,
  ];
}

function masksSql(
  policy: CompiledPolicy,
  place: number,
  taken: (column: string, index: number) => Taken | undefined,
): { readonly met: string; readonly unknown: string } {
  const columns = columnsOf(place);
  const parts = policy.conditions.map(({ index }) => {
    const column = columns.condition(index);
    const each = taken(column, index);
    if (each) return { met: movedBit(each, each.found ? "some" : "none"), unknown: movedBit(each, "open") };
    const bit = (holds: string) => `CASE WHEN ${holds} THEN ${2 ** index} ELSE 0 END`;
    return { met: bit(column), unknown: bit(`${column} IS NULL`) };
  });
  const mask = (part: "met" | "unknown") => `CAST(${parts.map((each) => each[part]).join(" | ")} AS UINTEGER)`;
  return { met: mask("met"), unknown: mask("unknown") };
}

/** One bit of a word at the place of another. */
function movedBit({ name, from, to }: Taken, part: string): string {
  const word = name(part);
  if (from >= to) return `((${word} >> ${from - to}) & ${2 ** to})`;
  return `((${word} & ${bigint(2n ** BigInt(from))}) << ${to - from})`;
}

function bigint(value: bigint): string {
  return `${value}::BIGINT`;
}

/** The Kleene value of the tree from the masks: true, false, or NULL. */
export function rootOfMasks({ tree }: CompiledPolicy, place: number): string {
  return `CASE WHEN ${holdsSql(tree, `met${place}`)} THEN TRUE WHEN NOT ${holdsSql(tree, mayHold(place))} THEN FALSE END`;
}

/**
 * Whether somebody will look at more: the root is not false, or some remediable condition is false while the root with it met
 * would be true. Never NULL.
 */
export function needOfMasks({ tree, conditions }: CompiledPolicy, place: number): string {
  const near = conditions.flatMap(({ index, remedy }) =>
    remedy
      ? [`((${mayHold(place)} & ${bitOf(index)}) = 0 AND ${holdsSql(tree, `(met${place} | ${bitOf(index)})`)})`]
      : [],
  );
  return [holdsSql(tree, mayHold(place)), ...near].join(" OR ");
}

function mayHold(place: number): string {
  return `(met${place} | unknown${place})`;
}

function bitOf(index: number): string {
  return `${2 ** index}::UINTEGER`;
}

/** Whether the tree holds where exactly the conditions of a mask do. Trees know no "not": with more conditions more holds. */
function holdsSql(tree: IndexedTree, mask: string): string {
  if (tree.kind === "leaf") return `((${mask} & ${bitOf(tree.index)}) <> 0)`;
  const leaves = tree.of.flatMap((each) => (each.kind === "leaf" ? [each.index] : []));
  const deeper = tree.of.filter((each) => each.kind !== "leaf").map((each) => holdsSql(each, mask));
  const bits = `${[...new Set(leaves)].reduce((sum, index) => sum + 2 ** index, 0)}::UINTEGER`;
  if (tree.kind === "all") return `(${[`(${mask} & ${bits}) = ${bits}`, ...deeper].join(" AND ")})`;
  if (tree.kind === "any") return `(${[`(${mask} & ${bits}) <> 0`, ...deeper].join(" OR ")})`;
  const each = [...leaves.map((index) => `((${mask} & ${bitOf(index)}) <> 0)`), ...deeper];
  return `(${each.map((holds) => `CAST(${holds} AS INTEGER)`).join(" + ")} >= ${tree.count})`;
}
