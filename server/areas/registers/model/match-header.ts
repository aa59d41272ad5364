import { normaliseHeader, REGISTER_KINDS, REGISTERS, type RegisterColumn, type RegisterKind } from "@wutong/codes";
import { foldTraditional } from "@wutong/codes/traditional";

/** One column of a header: how it is shown, and by which words it may be known, the most telling first. */
export type HeaderTitle = {
  readonly shown: string;
  readonly names: readonly string[];
  /** What stands over it and its neighbours: 配偶 over 姓名 is not the 姓名 of 本人. */
  readonly group: string;
};

export type HeaderColumn = {
  readonly column: RegisterColumn;
  /** Position in the row, from 0. */
  readonly at: number;
  /** As the file spells it: what a failure names. */
  readonly header: string;
  readonly by: "ownHeader" | "alias" | "clerk";
};

/** What somebody has said of a file's headers: its column's key, or null for "none of ours", by the normalised header. */
export type HeaderMapping = Readonly<Record<string, string | null>>;

export type MatchedHeader = {
  readonly columns: readonly HeaderColumn[];
  readonly missing: readonly RegisterColumn[];
  /** A column of ours that two of the file's mean equally. */
  readonly twice: RegisterColumn | undefined;
};

/** Finds a register's columns in a header. What a person has said goes first, then whole names, then parts of them. */
export function matchHeader(
  kind: RegisterKind,
  titles: readonly HeaderTitle[],
  mapping: HeaderMapping = {},
): MatchedHeader {
  const found = new Map<RegisterColumn, HeaderColumn & { readonly group: string }>();
  let twice: RegisterColumn | undefined;
  const settled = byHand(kind, titles, mapping, found);
  const levels = Math.max(0, ...titles.map((one) => one.names.length));
  for (let level = 0; level < levels; level += 1) {
    for (const [at, { names, shown, group }] of titles.entries()) {
      if (settled.has(at)) continue;
      const name = names[level];
      const match = name === undefined ? undefined : columnNamed(kind, name);
      const twin = match && found.get(match.column);
      if (!match || twin?.by === "clerk") continue;
      const one = { ...match, at, header: shown, group };
      if (twin && sameRank(twin, one, level)) {
        if (twin.group === group) twice ??= match.column;
        continue;
      }
      // The register's own word for a column wins over an alias beside it.
      if (twin && (twin.by === "ownHeader" || level > 0)) continue;
      found.set(match.column, one);
      settled.add(at);
    }
  }
  const columns = [...found.values()].toSorted((a, b) => a.at - b.at);
  const missing = REGISTERS[kind].columns.filter((one) => one.required && !found.has(one));
  return { columns, missing, twice };
}

function sameRank(twin: HeaderColumn, one: Pick<HeaderColumn, "by">, level: number): boolean {
  return level === 0 && twin.by === one.by;
}

function byHand(
  kind: RegisterKind,
  titles: readonly HeaderTitle[],
  mapping: HeaderMapping,
  found: Map<RegisterColumn, HeaderColumn & { readonly group: string }>,
): Set<number> {
  const settled = new Set<number>();
  for (const [at, { shown, group }] of titles.entries()) {
    const key = mapping[normaliseHeader(shown)];
    if (key === undefined) continue;
    settled.add(at);
    const column = REGISTERS[kind].columns.find((one) => one.key === key);
    if (column && !found.has(column)) found.set(column, { column, at, header: shown, group, by: "clerk" });
  }
  return settled;
}

/** The column that a name means: as it stands, without remarks in brackets, in simplified characters. */
function columnNamed(kind: RegisterKind, name: string): Pick<HeaderColumn, "column" | "by"> | undefined {
  const whole = normaliseHeader(name);
  if (whole === "") return undefined;
  const bare = whole.replaceAll(/[([【〔<《][^)\]】〕>》]*[)\]】〕>》]/g, "");
  for (const form of new Set([whole, bare, foldTraditional(whole), foldTraditional(bare)])) {
    const column = COLUMNS_BY_NAME.get(kind)?.get(form);
    if (column) return { column, by: normaliseHeader(column.header) === form ? "ownHeader" : "alias" };
  }
  return undefined;
}

/** Every header and alias of each register, own headers first. */
const COLUMNS_BY_NAME: ReadonlyMap<RegisterKind, ReadonlyMap<string, RegisterColumn>> = new Map(
  REGISTER_KINDS.map((kind) => [kind, columnsByName(kind)]),
);

function columnsByName(kind: RegisterKind): ReadonlyMap<string, RegisterColumn> {
  const byName = new Map<string, RegisterColumn>();
  for (const column of REGISTERS[kind].columns) byName.set(normaliseHeader(column.header), column);
  for (const column of REGISTERS[kind].columns) {
    for (const alias of column.aliases) {
      const key = normaliseHeader(alias);
      if (!byName.has(key)) byName.set(key, column);
    }
  }
  return byName;
}
