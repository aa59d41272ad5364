import type { Day } from "@wutong/kernel";
import type { GivenFacts, GivenList } from "@wutong/policy";
import type { Tx } from "../../../storage/index.ts";
import { ABSENCE, type FactSource, LIBRARY, listSourcedRows } from "../store/fact-sources.ts";
import { reachedBy } from "../store/list-coverage.ts";

/**
 * Where a person's facts came from, in the form that is frozen with them: for each list one source a row, in the rows' order
 * (null where the row as given isn't known any more), the library's entry, and per register the batch that tells of absence.
 */
export type FactSources = {
  readonly rows: Readonly<Record<string, readonly (FactSource | null)[]>>;
  readonly library: FactSource | null;
  readonly absence: Readonly<Record<string, FactSource>>;
};

/** The sources of facts as they were read (now, from a snapshot): a row is met again by what it says. */
export async function readSources(
  tx: Tx,
  of: { readonly personId: number; readonly facts: GivenFacts; readonly asOf: Day },
): Promise<FactSources> {
  const sourced = await listSourcedRows(tx, of.personId, reachedBy(of.asOf));
  const known = new Map(sourced.map(({ list, body, source }) => [`${list} ${said(body)}`, source]));
  const lists = Object.entries(of.facts).filter((entry): entry is [string, GivenList] => isList(entry[1]));
  return {
    rows: Object.fromEntries(
      lists.map(([list, { rows }]) => [list, rows.map((row) => known.get(`${list} ${said(row)}`) ?? null)]),
    ),
    library: sourced.find(({ list }) => list === LIBRARY)?.source ?? null,
    absence: Object.fromEntries(
      sourced.flatMap(({ list, source }) => (list === ABSENCE ? [[source.register, source]] : [])),
    ),
  };
}

function isList(value: GivenFacts[string]): value is GivenList {
  return typeof value === "object" && "rows" in value;
}

/** The same for the same content, whatever the order of its keys. */
function said(value: unknown): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, inner]) => `${key}:${said(inner)}`).join(",")}}`;
}
