import type { Problem } from "@wutong/kernel";
import type { ReadDocument } from "../../registers/index.ts";
import type { ArrayColumn } from "./array-columns.ts";

/**
 * Rows ready to be written, column by column: plain data without objects a row, so that a chunk passes from the thread
 * that reads to the one that writes at the price of a few buffers.
 */
export type PreparedRows = {
  /** How many rows were given; those that repeat an earlier one are not among `rows`. */
  readonly given: number;
  readonly rows: {
    /** Of each row its position among the given ones. */
    readonly positions: Int32Array;
    /** Of each row whose it is: the position of its bearer. */
    readonly bearers: Int32Array;
    /** `natural_key`, `content_digest`, `source_row`, and the register's own. */
    readonly columns: readonly ArrayColumn[];
  };
  readonly bearers: PreparedBearers;
  /** Where bearers work by these rows, at most one place each. */
  readonly workplaces: { readonly bearers: Int32Array; readonly columns: readonly ArrayColumn[] };
  readonly failures: readonly RowFault[];
};

/** Everybody whom the rows are about: a document number with a name. */
export type PreparedBearers = {
  readonly names: readonly string[];
  /** Blind indexes of the document numbers, in hexadecimal. */
  readonly indexes: readonly string[];
  /** Of each the first bearer with the same number: itself, unless rows spell one person's name in two ways. */
  readonly firsts: Int32Array;
  readonly documents: readonly ReadDocument[];
  /** Of each whether no whole and valid number is known: such a row admits nobody to the library. */
  readonly unproven: readonly boolean[];
  /** What creating each of them takes (`newcomerColumns`), where most are likely to be new: in the talent library. */
  readonly newcomers: readonly ArrayColumn[] | null;
};

export type RowFault = { readonly position: number; readonly key: string; readonly problem: Problem };
