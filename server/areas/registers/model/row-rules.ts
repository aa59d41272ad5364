import type { Day, Month, Problem } from "@wutong/kernel";

/** What rows of a batch are held against. */
export type RowRules = {
  /** Nothing that has happened lies after this day. */
  readonly asOf: Day;
  /** The months that the batch declares to cover. */
  readonly fromMonth: Month;
  readonly throughMonth: Month;
  /** Counts what a reader takes for more than it says. */
  readonly notes?: RowNotes;
};

export type RowNotes = {
  /** Rows in which a month alone stands for its first or last day. */
  monthsTaken: number;
  /** Rows of which no whole, valid document number is known: their people are only observed. */
  withoutNumber: number;
};

/** Why a row could not be taken: which column, what stood there (numbers masked), and the problem. */
export type RowFailure = { readonly column: string; readonly value: string; readonly problem: Problem };
