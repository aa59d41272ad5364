import type { Expected } from "../expected.ts";

/** A workbook that is to be made, and what must come out of it. */
export type Book = Partial<Expected> &
  Pick<Expected, "ugly" | "madeBy" | "register"> & {
    /** With the ending that it is handed in with. */
    readonly file: string;
    readonly make: () => Promise<Buffer> | Buffer;
  };

export type Cell =
  | string
  | number
  | boolean
  | null
  | Date
  | { readonly formula: string; readonly result?: string | number };

/** `loads` of one sheet: row number and values. */
export function rowsOf(
  sheet: string,
  rows: readonly (readonly [row: number, values: Readonly<Record<string, string | null>>])[],
): Expected["loads"] {
  return rows.map(([row, values]) => ({ sheet, row, values }));
}
