/** What somebody typed into the search box, understood. */
export type SearchText =
  | { readonly kind: "phone"; readonly digits: string }
  /** Full pinyin or initials; a name in Latin letters is found the same way. */
  | { readonly kind: "letters"; readonly letters: string }
  /** Part of a name, or of an employer's name. */
  | { readonly kind: "characters"; readonly characters: string }
  | { readonly kind: "employer"; readonly characters: string };

export type SearchBy = "name" | "pinyin" | "phone" | "employer";

/** Fewer digits or letters would match nearly everybody. */
const DIGITS_MIN = 3;

/** Tells what a text is from its letters, unless `by` says. Undefined where there is nothing to search for. */
export function readSearchText(text: string, by?: SearchBy): SearchText | undefined {
  const plain = text.normalize("NFKC").trim();
  if (plain === "") return undefined;
  if (by === "employer") return { kind: "employer", characters: plain };
  const digits = plain.replaceAll(/[\s-]/g, "").replace(/^\+86|^86(?=1\d{10}$)/, "");
  if (by === "phone" || (by === undefined && /^\d+$/.test(digits))) {
    return /^\d+$/.test(digits) && digits.length >= DIGITS_MIN ? { kind: "phone", digits } : undefined;
  }
  const letters = plain
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .replaceAll("ü", "v");
  if (by === "pinyin" || (by === undefined && /^[a-z\d]+$/.test(letters))) {
    return letters === "" ? undefined : { kind: "letters", letters };
  }
  return { kind: "characters", characters: plain.replaceAll(/\s+/g, "") };
}
