import data from "./data/traditional.json" with { type: "json" };

/**
 * Traditional characters made simplified, one by one, for words whose simplified form is known beforehand: headers, choices,
 * places (`@wutong/codes/traditional`, an entry of its own for its table). Names are not to be folded: 陳曉東 is called so.
 */
export function foldTraditional(text: string): string {
  if (!/[\u4e00-\u9fff]/.test(text)) return text;
  let folded = "";
  for (const character of text) folded += SIMPLIFIED.get(character) ?? character;
  return folded;
}

const SIMPLIFIED: ReadonlyMap<string, string> = new Map(
  [...data.traditional].map((character, at) => [character, data.simplified[at] ?? character]),
);
