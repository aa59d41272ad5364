import type { Tx } from "../../../storage/index.ts";
import { findEmployersByName } from "../../employers/index.ts";
import { readSearchText, type SearchBy } from "../model/search-text.ts";
import { findPersonRows, type PersonRow } from "../store/person-rows.ts";
import { findMatches, type ListPlace, listInOrder, type PersonFilter } from "../store/search.ts";

export type PeopleQuestion = PersonFilter & {
  readonly text: string | undefined;
  readonly by: SearchBy | undefined;
  /** From an earlier page's `next`. */
  readonly cursor: string | undefined;
  readonly limit: number;
};

export type PeoplePage = {
  readonly rows: readonly PersonRow[];
  readonly next: string | null;
  readonly total: number | null;
};

/** An employer's name that fits more firms than this is too short to mean one. */
const EMPLOYERS_MAX = 20;

/** People by a text, or all of them in order, page by page. A text brings up no more than 500. */
export async function searchPeople(tx: Tx, question: PeopleQuestion): Promise<PeoplePage> {
  const { text = "", by, cursor, limit, ...filter } = question;
  return text.trim() === "" ? browse(tx, filter, { cursor, limit }) : find(tx, { ...filter, text, by, cursor, limit });
}

async function find(
  tx: Tx,
  { text, by, cursor, limit, ...filter }: PeopleQuestion & { readonly text: string },
): Promise<PeoplePage> {
  const understood = readSearchText(text, by);
  if (!understood) return { rows: [], next: null, total: 0 };
  const names =
    understood.kind === "employer" || (understood.kind === "characters" && by === undefined)
      ? understood.characters
      : "";
  const employerCodes = [...names].length >= 2 ? await findEmployersByName(tx, names, EMPLOYERS_MAX) : [];
  const matches = await findMatches(tx, understood, filter, employerCodes);
  const start = cursor === undefined ? 0 : Math.max(0, Number.parseInt(cursor, 10) || 0);
  const rows = await findPersonRows(tx, matches.slice(start, start + limit));
  const next = start + limit < matches.length ? String(start + limit) : null;
  return { rows, next, total: matches.length };
}

async function browse(
  tx: Tx,
  filter: PersonFilter,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<PeoplePage> {
  const places = await listInOrder(tx, filter, { after: readPlace(page.cursor), limit: page.limit + 1 });
  const shown = places.slice(0, page.limit);
  const last = shown.at(-1);
  const rows = await findPersonRows(
    tx,
    shown.map((one) => one.personId),
  );
  return { rows, next: places.length > page.limit && last ? `${last.officeId}-${last.personId}` : null, total: null };
}

function readPlace(cursor: string | undefined): ListPlace | undefined {
  const match = /^(\d{1,9})-(\d{1,9})$/.exec(cursor ?? "");
  return match ? { officeId: Number(match[1]), personId: Number(match[2]) } : undefined;
}
