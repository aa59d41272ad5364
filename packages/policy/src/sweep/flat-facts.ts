import type { FlatLists } from "@wutong/feel";
import { type FactCatalogue, factCatalogue } from "../facts/fact-catalogue.ts";

/** Facts as a sweep reads them: people, and beside them each list with a row for each element. SQL that can stand after FROM. */
export type FlatFacts = {
  /** `personId` (each once), `office`, the person's own facts, and `x_complete` for each list. */
  readonly people: string;
  /** By the list's name: `personId` and the fields of an element. */
  readonly lists: FlatLists["lists"];
};

/** What to take over from facts with list columns. */
export type FactColumns = {
  /** Of the people: all but the lists to lay flat. */
  readonly people: readonly string[];
  readonly lists: readonly { readonly name: string; readonly fields: readonly string[] }[];
};

export type LaidFlat = {
  readonly tables: readonly { readonly name: string; readonly query: string }[];
  readonly facts: FlatFacts;
};

/** The column that says whose a row is. */
export const OWNER = '"personId"';
const KNOWN = '"row$known"';

/** Every fact of the catalogue; of a list's fields the days first, so that in the order of all columns it is in theirs. */
export function catalogueColumns({ scalars, lists }: FactCatalogue = factCatalogue): FactColumns {
  return {
    people: ["personId", "office", ...scalars.map(({ name }) => name), ...lists.map(({ name }) => `${name}_complete`)],
    lists: lists.map(({ name, fields }) => {
      const isDay = (field: (typeof fields)[number]) => "type" in field && field.type === "date";
      const sorted = [...fields.filter(isDay), ...fields.filter((field) => !isDay(field))];
      return { name, fields: sorted.map((field) => field.name) };
    }),
  };
}

/** The tables that lay facts with list columns flat; `source` can stand after FROM, each `personId` once. */
export function layFlat(source: string, prefix: string, { people, lists }: FactColumns): LaidFlat {
  const tables = lists.map(({ name, fields }) => ({
    name: `${prefix}_list_${name}`,
    query:
      `SELECT ${[OWNER, `e IS NOT NULL AS ${KNOWN}`, ...fields.map((field) => `e."${field}" AS "${field}"`)].join(", ")} ` +
      `FROM (SELECT ${OWNER}, unnest("${name}") AS e FROM ${source})`,
  }));
  const relations = lists.map(({ name }, index) => [name, { from: tables[index]?.name ?? "", known: KNOWN }] as const);
  const columns = people.map((name) => `"${name}"`).join(", ");
  return {
    tables: [{ name: `${prefix}_people`, query: `SELECT ${columns} FROM ${source}` }, ...tables],
    facts: { people: `${prefix}_people`, lists: Object.fromEntries(relations) },
  };
}
