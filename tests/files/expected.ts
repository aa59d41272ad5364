/** Written down beside each workbook, before the importer first ran on it: what must come out. */
export type Expected = {
  readonly register: string;
  /** What is unusual about the file, and who made it. */
  readonly ugly: string;
  readonly madeBy: "libreoffice" | "exceljs" | "@e965/xlsx" | "bytes";
  /** Rows that are read, in the order of the file: sheet, row as a spreadsheet numbers it, and values by column key. */
  readonly loads: readonly ExpectedRow[];
  /** Rows that fail: sheet, row, column as the file spells it, code. */
  readonly fails: readonly (readonly [sheet: string, row: number, column: string, code: string])[];
  /** Of those that load on their own, rows that the library refuses: they contradict what is known. Sheet, row, code. */
  readonly refused: readonly (readonly [sheet: string, row: number, code: string])[];
  /** Rows and sheets (row 0) that are passed over and told. */
  readonly passedOver: readonly (readonly [sheet: string, row: number, why: string])[];
  /** Of how many rows a date without its day was taken for the first or last day of the month. */
  readonly monthsTaken: number;
  /** Of those that load, how many have no whole, valid document number; none where it is left out. */
  readonly withoutNumber?: number;
  /** Why the file as a whole is refused: the code, and what the message must say. */
  readonly problem: { readonly code: string; readonly says: string } | null;
};

export type ExpectedRow = {
  readonly sheet: string;
  readonly row: number;
  readonly values: Readonly<Record<string, string | null>>;
};
