/** The values that facts can have, by the names of the facts. */
export type ListedValues = {
  /** Another value that may stand in the place of this one; `field` is the fact that it is asked of, where that is known. */
  readonly beside: (value: string, field?: string) => string;
};

/**
 * Found in whatever holds them: the catalogue of facts and what regions add to it, as they lie. What is `name`d and has
 * `values` is a fact with listed values.
 */
export function listedValuesIn(catalogues: unknown): ListedValues {
  const lists: { readonly name: string; readonly values: readonly string[] }[] = [];
  collect(catalogues, lists);
  const beside = (value: string, field?: string): string => {
    const holding = lists.filter((each) => each.values.includes(value) && each.values.length > 1);
    const values = (holding.find((each) => each.name === field) ?? holding[0])?.values ?? [];
    return values[(values.indexOf(value) + 1) % values.length] ?? nextText(value);
  };
  return { beside };
}

type Found = { readonly name: string; readonly values: readonly string[] }[];

function collect(value: unknown, into: Found): void {
  if (typeof value !== "object" || value === null) return;
  if ("name" in value && "values" in value && Array.isArray(value.values)) {
    into.push({ name: String(value.name), values: value.values.map(String) });
  }
  for (const part of Object.values(value)) collect(part, into);
}

/** A code without a list: its last letter or digit goes one on (330602: 330603); an empty text is no longer empty. */
function nextText(value: string): string {
  const last = value.at(-1) ?? "";
  if (last === "") return "0";
  const next =
    last === "9" ? "0" : last === "z" ? "y" : last === "Z" ? "Y" : String.fromCharCode(last.charCodeAt(0) + 1);
  return value.slice(0, -1) + next;
}
