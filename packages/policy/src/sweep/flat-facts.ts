import type { FlatLists } from "@wutong/feel";
import { factCatalogue } from "../facts/fact-catalogue.ts";

/** Facts as a sweep reads them: people, and beside them each list with a row for each element. SQL that can stand after FROM. */
export type FlatFacts = {
  /** `personId` (each once), `office`, the person's own facts, and `x_complete` for each list. */
  readonly people: string;
  /** By the list's name: `personId` and the fields of an element; for each list that the catalogue has. */
  readonly lists: FlatLists["lists"];
};

const KNOWN = '"row$known"';
export const OWNER = '"personId"';

/** The columns of the people of flat facts: everything but the lists themselves. */
export function peopleColumns(): readonly string[] {
  const { person, lists } = factCatalogue;
  return ["personId", "office", ...person.map(({ name }) => name), ...lists.map(({ name }) => `${name}_complete`)];
}

/** The tables that lay facts with list columns flat, for the lists named; `source` can stand after FROM, each `personId` once. */
export function layFlat(
  source: string,
  prefix: string,
  lists: readonly string[],
): { readonly tables: readonly { readonly name: string; readonly query: string }[]; readonly facts: FlatFacts } {
  const people = `${prefix}_people`;
  const columns = peopleColumns().map((name) => `"${name}"`);
  const laid = factCatalogue.lists.filter(({ name }) => lists.includes(name));
  const tables = laid.map(({ name, fields }) => ({
    name: `${prefix}_list_${name}`,
    query:
      `SELECT ${OWNER}, e IS NOT NULL AS ${KNOWN}, ${fields.map((field) => `e."${field.name}" AS "${field.name}"`).join(", ")} ` +
      `FROM (SELECT ${OWNER}, unnest("${name}") AS e FROM ${source})`,
  }));
  const relations = laid.map(({ name }, index) => [name, { from: tables[index]?.name ?? "", known: KNOWN }] as const);
  return {
    tables: [{ name: people, query: `SELECT ${columns.join(", ")} FROM ${source}` }, ...tables],
    facts: { people, lists: Object.fromEntries(relations) },
  };
}
