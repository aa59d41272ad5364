import type { RegisterKind } from "@wutong/codes";
import { type HeaderRow, headerTitles } from "./header-titles.ts";
import { type HeaderMapping, type HeaderTitle, type MatchedHeader, matchHeader } from "./match-header.ts";

export type GuessedHeader = {
  readonly titles: readonly HeaderTitle[];
  readonly found: MatchedHeader;
  /** Where the rows beneath it begin, among the rows given. */
  readonly below: number;
};

const UNKNOWN_CELLS_MIN = 3;

/**
 * The header among the first rows of a sheet, for a person to correct: that which names most of the register's columns, in
 * one row or two; where none names any, the first row of three words or more. Undefined where there is nothing like it.
 */
export function guessHeader(
  kind: RegisterKind,
  rows: readonly HeaderRow[],
  mapping: HeaderMapping,
): GuessedHeader | undefined {
  let best: GuessedHeader | undefined;
  const known = (one: GuessedHeader | undefined): number => one?.found.columns.length ?? 0;
  for (const [at, row] of rows.entries()) {
    const lower = rows[at + 1];
    const one = guess(kind, { titles: headerTitles(row), below: at + 1 }, mapping);
    const two = lower && guess(kind, { titles: headerTitles(row, lower), below: at + 2 }, mapping);
    if (known(one) > known(best)) best = one;
    if (two && known(two) > known(best) && known(two) > known(one) && !namesMore(kind, lower, known(two), mapping))
      best = two;
  }
  return best ?? firstWords(kind, rows, mapping);
}

/** The lower row alone is the header, beneath a title. */
function namesMore(kind: RegisterKind, row: HeaderRow, known: number, mapping: HeaderMapping): boolean {
  return matchHeader(kind, headerTitles(row), mapping).columns.length >= known;
}

function guess(
  kind: RegisterKind,
  { titles, below }: Pick<GuessedHeader, "titles" | "below">,
  mapping: HeaderMapping,
): GuessedHeader {
  return { titles, below, found: matchHeader(kind, titles, mapping) };
}

function firstWords(kind: RegisterKind, rows: readonly HeaderRow[], mapping: HeaderMapping): GuessedHeader | undefined {
  const at = rows.findIndex(({ cells }) => {
    const words = cells.filter((cell) => cell.trim() !== "");
    return words.length >= UNKNOWN_CELLS_MIN && words.every((word) => !/^[\d.\-/]{4,}$/.test(word.trim()));
  });
  const row = rows[at];
  return row && guess(kind, { titles: headerTitles(row), below: at + 1 }, mapping);
}
