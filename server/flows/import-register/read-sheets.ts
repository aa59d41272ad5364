import type { RegisterKind } from "@wutong/codes";
import { type Problem, problem, type Result } from "@wutong/kernel";
import {
  createPassOver,
  createRowReader,
  HEADER_ROW_MAX,
  type Header,
  type HeaderMapping,
  headerOf,
  headerTitles,
  matchHeader,
  type PassedOverWhy,
  type RowReader,
  type RowRules,
  type SheetHeader,
} from "../../areas/registers/index.ts";
import type { TableRow } from "../../documents/index.ts";
import { columnsMissing } from "./columns-missing.ts";

export type SheetPlan = {
  readonly register: RegisterKind;
  readonly rules: RowRules;
  /** What a person has said of the file's headers. */
  readonly mapping: HeaderMapping;
};

/** What comes of a row: its reader where it is one of the register, else why it is none ("above": at or over the header). */
export type RowVerdict = RowReader<RegisterKind> | PassedOverWhy | "above" | "empty";

/** A sheet as a whole that was not read. */
export type SheetPassedOver = { readonly sheet: string; readonly why: PassedOverWhy };

export type SheetReader = {
  readonly take: (sheet: string, row: TableRow) => RowVerdict;
  /** Sheets that have ended without a header since this was asked last. */
  readonly sheetsPassedOver: () => readonly SheetPassedOver[];
  readonly headers: () => readonly SheetHeader[];
  /** To be called when no row follows; then `problem` is final. */
  readonly end: () => void;
  /** A header that was found wanting, once its sheet has ended without a better one. */
  readonly problem: () => Problem | undefined;
  /** What to say at the end of the file where no sheet had a header, or there were no rows beneath it. */
  readonly missing: (anyRows: boolean) => Problem | undefined;
};

type OpenSheet = {
  readonly sheet: string;
  looked: number;
  above: TableRow | undefined;
  /** What was wrong with the row that came nearest to a header. */
  wanting: Problem | undefined;
  read: { readonly row: RowReader<RegisterKind>; readonly passOver: ReturnType<typeof createPassOver> } | undefined;
};

/** Finds the header of each sheet, in one row or two, and tells the rows beneath it from totals, notes and blanks. */
export function createSheetReader(plan: SheetPlan): SheetReader {
  const headers: SheetHeader[] = [];
  let passedOver: SheetPassedOver[] = [];
  let current: OpenSheet | undefined;
  let wrong: Problem | undefined;
  const end = (): void => {
    if (!current || current.read) return;
    // The header was the last row of all.
    const last = current.above && match(plan, current.above).header;
    if (last?.ok) headers.push([current.sheet, last.value.titles]);
    else if (last) current.wanting ??= last.error;
    if (last?.ok) return;
    if (current.wanting) wrong ??= current.wanting;
    else passedOver.push({ sheet: current.sheet, why: "noHeader" });
  };
  const begin = (sheet: OpenSheet, header: Header): void => {
    headers.push([sheet.sheet, header.titles]);
    sheet.read = { row: createRowReader(plan.register, header, plan.rules), passOver: createPassOver(header) };
  };
  const take: SheetReader["take"] = (sheet, row) => {
    if (current?.sheet !== sheet) {
      end();
      current = { sheet, looked: 0, above: undefined, wanting: undefined, read: undefined };
    }
    if (!current.read && current.looked <= HEADER_ROW_MAX) {
      const place = lookForHeader(plan, current, row);
      if (place.header) begin(current, place.header);
      if (place.isAbove || !current.read) return "above";
    }
    return current.read ? (current.read.passOver(row.cells) ?? current.read.row) : "above";
  };
  return {
    take,
    end: () => {
      end();
      current = undefined;
    },
    sheetsPassedOver: () => {
      const told = passedOver;
      passedOver = [];
      return told;
    },
    headers: () => headers,
    problem: () => wrong,
    missing: (anyRows) => {
      if (anyRows) return undefined;
      return headers.length > 0 ? problem("registers.fileEmpty") : columnsMissing(plan.register);
    },
  };
}

/**
 * Looks at the row above together with this one, for a header may have two rows: which of them it was is known only here.
 * `isAbove` where this row still belongs to it.
 */
function lookForHeader(
  plan: SheetPlan,
  sheet: OpenSheet,
  row: TableRow,
): { readonly header?: Header; readonly isAbove: boolean } {
  const { above } = sheet;
  sheet.looked += 1;
  sheet.above = row;
  const one = above && match(plan, above);
  const two = above && match(plan, above, row);
  const alone = match(plan, row);
  const twoSayMore = two && two.known > (one?.known ?? 0) && (two.known > alone.known || !alone.header?.ok);
  if (two?.header?.ok && twoSayMore) return { header: two.header.value, isAbove: true };
  if (one?.header?.ok) return { header: one.header.value, isAbove: false };
  if (one?.header && !one.header.ok) sheet.wanting ??= one.header.error;
  return { isAbove: true };
}

type Match = { readonly header: Result<Header, Problem> | undefined; readonly known: number };

function match({ register, mapping }: SheetPlan, upper: TableRow, lower?: TableRow): Match {
  const titles = headerTitles(upper, lower);
  const found = matchHeader(register, titles, mapping);
  return { header: headerOf(titles, found), known: found.columns.length };
}
