import type { RegisterKind } from "@wutong/codes";
import { type Problem, problem } from "@wutong/kernel";
import {
  createRowReader,
  findHeader,
  HEADER_ROW_MAX,
  type Header,
  type RowReader,
  type RowRules,
  type SheetHeader,
} from "../../areas/registers/index.ts";
import type { TableRow } from "../../documents/index.ts";
import { columnsMissing } from "./check-header.ts";

export type SheetPlan = { readonly register: RegisterKind; readonly rules: RowRules };

export type SheetReader = {
  /** The reader for a row; "none" where it isn't a row of data, "wrong" once a header was found wanting. */
  readonly headerFor: (sheet: string, row: TableRow) => RowReader<RegisterKind> | "none" | "wrong";
  readonly headers: () => readonly SheetHeader[];
  readonly problem: () => Problem | undefined;
  /** What to say at the end of the file where no sheet had a header, or there were no rows beneath it. */
  readonly missing: (anyRows: boolean) => Problem | undefined;
};

/** Finds the header of each sheet, and reads the rows beneath it. */
export function createSheetReader({ register, rules }: SheetPlan): SheetReader {
  const headers: SheetHeader[] = [];
  let current: { readonly sheet: string; looked: number; read: RowReader<RegisterKind> | undefined } | undefined;
  let wrong: Problem | undefined;
  const begin = (sheet: string, header: Header): RowReader<RegisterKind> => {
    headers.push([sheet, header.titles]);
    return createRowReader(register, header, rules);
  };
  return {
    headerFor: (sheet, row) => {
      if (current?.sheet !== sheet) current = { sheet, looked: 0, read: undefined };
      if (current.read) return row.cells.every((cell) => cell.trim() === "") ? "none" : current.read;
      if (current.looked >= HEADER_ROW_MAX) return "none";
      current.looked += 1;
      const header = findHeader(register, row.cells);
      if (header?.ok) current.read = begin(sheet, header.value);
      else if (header) wrong = header.error;
      return wrong ? "wrong" : "none";
    },
    headers: () => headers,
    problem: () => wrong,
    missing: (anyRows) => {
      if (anyRows) return undefined;
      if (headers.length > 0) return problem("registers.fileEmpty");
      return columnsMissing(register);
    },
  };
}
