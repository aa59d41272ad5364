/**
 * Lists that lie flat beside their people: what several expressions ask of them is gathered in one pass over the rows,
 * which is many times faster than lambdas over list columns. Only lists of contexts can lie flat.
 */
export type FlatLists = {
  /** The column that says whose a row is, by the same name (quoted) in the source and in every list. */
  readonly owner: string;
  /** The column that tells rows of the source apart, where an owner may have several. */
  readonly subject?: string;
  readonly lists: Readonly<Record<string, FlatList>>;
};

export type FlatList = {
  /** SQL that can stand after FROM: a row for each element, its fields as columns (contexts within as STRUCT). */
  readonly from: string;
  /** A quoted BOOLEAN column: whether the element itself is known. Left out: all are. */
  readonly known?: string;
};

/** What an element is called in a pass, whatever variable an expression had for it. */
export const ROW = "v0";
/** The relation around a pass. */
const OUTER = "o";

const TEXT_OR_NAME = /'(?:[^']|'')*'|\.?"(?:[^"]|"")*"(?:\s*:=)?/g;

/**
 * Columns of the source, as a pass reads them beside the columns of the list (which always stand behind their row's name
 * and may be called the same).
 */
export function qualifyOuter(sql: string): { readonly sql: string; readonly reads: boolean } {
  const seen = { reads: false };
  const qualified = sql.replaceAll(TEXT_OR_NAME, (part) => {
    if (!part.startsWith('"') || part.endsWith(":=")) return part;
    seen.reads = true;
    return `${OUTER}.${part}`;
  });
  return { sql: qualified, reads: seen.reads };
}

/** The expression over a row, by the row's name in a pass. */
export function overRow(sql: string, variable: string): string {
  return variable === ROW ? sql : sql.replaceAll(freeVariable(variable), ROW);
}

/** A lambda parameter's occurrences, not those of longer names. */
export function freeVariable(variable: string): RegExp {
  return new RegExp(`(?<![\\w"$.])${variable}(?![\\w"$])`, "g");
}
