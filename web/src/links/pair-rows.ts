import type { Pair, PairSide } from "@wutong/contracts";

export type PairField = Pair["fields"][number];

/** Fields in the order in which people look at them; one that only the comparison knows comes after. */
export const SHOWN_FIELDS = [
  "name",
  "document",
  "sex",
  "birth",
  "phone",
  "employer",
  "school",
  "residence",
  "nativePlace",
  "certificate",
] as const;
export type ShownField = (typeof SHOWN_FIELDS)[number];

/** Which fields a pair has anything to say about: a value on a side, or an agreement. */
export function fieldsOf(pair: Pair): readonly ShownField[] {
  return SHOWN_FIELDS.filter(
    (field) => pair.fields.some((one) => one.field === field) || pair.sides.some((side) => hasValue(side, field)),
  );
}

function hasValue(side: PairSide, field: ShownField): boolean {
  if (field === "name") return true;
  if (field === "document") return side.documents.length > 0;
  if (field === "birth") return side.birthMasked !== null;
  if (field === "phone") return side.phoneMasked !== null;
  if (field === "school") return side.schools.length > 0;
  if (field === "certificate") return false;
  return side[field] !== null;
}

/** A weight in words; the numbers are bits, as the comparison counts them. */
export function weightWord(bits: number): "strong" | "some" | "slight" | "none" | "against" | "strongAgainst" {
  if (bits >= 6) return "strong";
  if (bits >= 2) return "some";
  if (bits >= 0.5) return "slight";
  if (bits > -0.5) return "none";
  return bits > -4 ? "against" : "strongAgainst";
}

/** The chance that two records are one person, from the bits of all fields and the prior. */
function chanceOf(bits: number): number {
  return 1 / (1 + 2 ** -bits);
}

/** Never "100 %": what is inferred is not certain. */
export function chanceText(bits: number): string {
  const percent = chanceOf(bits) * 100;
  if (percent > 99.9) return ">99.9%";
  return `${percent >= 10 ? percent.toFixed(percent > 99 ? 1 : 0) : "<10"}%`;
}

/** Places of a name's characters that the other name lacks at the same place; none where the lengths tell them apart anyway. */
export function differingPlaces(name: string, other: string | undefined): ReadonlySet<number> {
  const [mine, theirs] = [[...name], [...(other ?? "")]];
  if (mine.length !== theirs.length || mine.every((character, at) => character !== theirs[at])) return new Set();
  return new Set(mine.flatMap((character, at) => (character === theirs[at] ? [] : [at])));
}
