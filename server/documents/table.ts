import type { Problem } from "@wutong/kernel";

/** One row of a table as it stood in the file: cells are text, trailing empty cells may be missing. */
export type TableRow = {
  /** As a spreadsheet numbers it: the first row of the sheet, usually the header, is 1. */
  readonly row: number;
  readonly cells: readonly string[];
};

export type TableEvent =
  | { readonly kind: "rows"; readonly sheet: string; readonly rows: readonly TableRow[] }
  /** Reading ended here; what came before is sound. Nothing follows. */
  | { readonly kind: "failed"; readonly problem: Problem };

export type TableFormat = "csv" | "xlsx";

export type Table = {
  readonly format: TableFormat;
  readonly bytes: number;
  /** Streams the rows from the beginning, in blocks; may be called again. Memory stays constant whatever the file's size. */
  readonly read: () => AsyncIterable<TableEvent>;
};

export type TableLimits = {
  readonly bytesMax: number;
  readonly rowsMax: number;
  readonly columnsMax: number;
  /** A workbook is compressed: this bounds what one of its parts may unpack to, against bombs. */
  readonly unpackedBytesMax: number;
};

export const DEFAULT_TABLE_LIMITS: TableLimits = {
  bytesMax: 100 * 1024 * 1024,
  rowsMax: 5_000_000,
  columnsMax: 256,
  unpackedBytesMax: 2 * 1024 * 1024 * 1024,
};

/** How many rows one `rows` event carries at most. */
export const BLOCK_ROWS = 2_000;
