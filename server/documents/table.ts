import type { Problem } from "@wutong/kernel";

/** One row of a table as it stood in the file: cells are text, trailing empty cells may be missing. */
export type TableRow = {
  /** As a spreadsheet numbers it: the first row of the sheet, usually the header, is 1. */
  readonly row: number;
  /** A cell that is merged downwards says the same in each of its rows. */
  readonly cells: readonly string[];
  /** Cells that are merged sideways: a header's word over several columns. */
  readonly spans?: readonly Span[];
  /** Cells (from 0) that hold a number such as 2023.1, which may have been typed as 2023.10. */
  readonly lostZero?: readonly number[];
};

export type Span = { readonly at: number; readonly width: number };

export type TableEvent =
  | { readonly kind: "rows"; readonly sheet: string; readonly rows: readonly TableRow[] }
  /** A sheet that nobody sees: its rows are not read. */
  | { readonly kind: "hidden"; readonly sheet: string }
  /** Reading ended here; what came before is sound. Nothing follows. */
  | { readonly kind: "failed"; readonly problem: Problem };

/** xls stands for everything that a library reads: BIFF, XML 2003, OpenDocument. */
export type TableFormat = "csv" | "xlsx" | "xls" | "html";

export type Table = {
  readonly format: TableFormat;
  readonly bytes: number;
  /**
   * Streams the rows from the beginning, in blocks; may be called again. Memory stays constant whatever the size of an xlsx,
   * csv or html; an xls is held whole. With `rowsPerSheetMax` no more than about so many rows of each sheet are read.
   */
  readonly read: (options?: ReadOptions) => AsyncIterable<TableEvent>;
};

export type ReadOptions = { readonly rowsPerSheetMax?: number };

export type TableLimits = {
  readonly bytesMax: number;
  /** Of formats that are held in memory whole; their sheets end at 65,536 rows anyway. */
  readonly wholeBytesMax: number;
  readonly rowsMax: number;
  readonly columnsMax: number;
  /** A workbook is compressed: this bounds what one of its parts may unpack to, against bombs. */
  readonly unpackedBytesMax: number;
};

export const DEFAULT_TABLE_LIMITS: TableLimits = {
  bytesMax: 100 * 1024 * 1024,
  wholeBytesMax: 40 * 1024 * 1024,
  rowsMax: 5_000_000,
  columnsMax: 256,
  unpackedBytesMax: 2 * 1024 * 1024 * 1024,
};

/** How many rows one `rows` event carries at most. */
export const BLOCK_ROWS = 2_000;
