import { hash } from "node:crypto";
import type { Month, Problem } from "@wutong/kernel";
import { type Bearer, type RegisterRows, rowProblem } from "../../registers/index.ts";
import { FACT_TABLES, type FactContext, type FactKind, type FactTable, type FactValue } from "../model/fact-tables.ts";
import type { PersonalSecrets } from "../model/secrets.ts";

/** A row that was read and is sound in itself; `sourceRow` is its number in the file. */
export type SoundRow<Kind extends FactKind> = { readonly sourceRow: number; readonly row: RegisterRows[Kind] };

/** What of a batch its rows' facts depend on. */
export type FactBatch<Kind extends FactKind> = {
  readonly kind: Kind;
  /** Where people who are seen for the first time belong, and whose library a talent library's rows are of. */
  readonly officeId: number;
  readonly throughMonth: Month;
};

/** A row ready to be written: its person's blind index, and its digests (16 bytes in hexadecimal). */
export type PreparedRow = {
  /** Among the rows that were given. */
  readonly position: number;
  readonly sourceRow: number;
  readonly index: string;
  readonly bearer: Bearer;
  readonly naturalKey: string;
  readonly contentDigest: string;
  readonly values: readonly FactValue[];
};

export type RowFault = { readonly position: number; readonly key: string; readonly problem: Problem };

export type PreparedRows = {
  readonly given: number;
  readonly rows: readonly PreparedRow[];
  readonly failures: readonly RowFault[];
};

/** Takes the sound rows of a chunk one after another. */
export type RowPreparer<Kind extends FactKind> = {
  readonly add: (one: SoundRow<Kind>) => void;
  readonly finish: () => PreparedRows;
};

/**
 * Does the arithmetic of importing rows, without a database: blind indexes, keys, digests (10 µs a row). A row that a chunk
 * holds twice is kept once; one that contradicts an earlier one of the same person fails with `rows.twiceInFile` {otherRow}.
 */
export function createRowPreparer<Kind extends FactKind>(
  batch: FactBatch<Kind>,
  secrets: PersonalSecrets,
): RowPreparer<Kind> {
  const table: FactTable<RegisterRows[Kind]> = FACT_TABLES[batch.kind];
  const indexOf = remembering(secrets.documentIndex);
  const context: FactContext = {
    seal: secrets.sealIn,
    certificateKey: secrets.certificateKey,
    documentIndex: indexOf,
    officeId: batch.officeId,
    throughMonth: batch.throughMonth,
  };
  const digested = digestedColumns(table);
  const rows: PreparedRow[] = [];
  const failures: RowFault[] = [];
  /** By person, then by natural key: one long key for both would have to be put together for every row. */
  const seen = new Map<string, Map<string, PreparedRow>>();
  let position = 0;
  return {
    add: ({ row, sourceRow }) => {
      const index = indexOf(row.document.number);
      const naturalKey = digest16(table.naturalKey(row, context));
      const values = table.values(row, context);
      const contentDigest = digest16(contentOf(values, digested, table.beyondColumns?.(row, context)));
      const prepared: PreparedRow = { position, sourceRow, index, bearer: row, naturalKey, contentDigest, values };
      const ofPerson = seen.get(index) ?? new Map<string, PreparedRow>();
      if (ofPerson.size === 0) seen.set(index, ofPerson);
      const before = ofPerson.get(naturalKey);
      if (!before) {
        ofPerson.set(naturalKey, prepared);
        rows.push(prepared);
      } else if (before.contentDigest !== contentDigest) failures.push(saidTwice(position, before.sourceRow));
      position += 1;
    },
    finish: () => ({ given: position, rows, failures }),
  };
}

export function saidTwice(position: number, otherRow: number): RowFault {
  return { position, key: "name", problem: rowProblem("rows.twiceInFile", { otherRow }) };
}

/** A sealed value differs each time that it is sealed: `beyondColumns` speaks for it. */
function digestedColumns(table: Pick<FactTable<never>, "columns">): readonly number[] {
  return table.columns.flatMap(([name], at) => (name.startsWith("sealed_") ? [] : [at]));
}

function contentOf(values: readonly FactValue[], digested: readonly number[], beyond = ""): string {
  let content = beyond;
  for (const at of digested) content += `\u001f${values[at] ?? "\u0000"}`;
  return content;
}

function digest16(text: string): string {
  return hash("sha256", text, "hex").slice(0, 32);
}

/** A person has several rows in a chunk, and a blind index costs more than all else here. */
function remembering(indexOf: (number: string) => string): (number: string) => string {
  const known = new Map<string, string>();
  return (number) => {
    let index = known.get(number);
    if (index === undefined) {
      index = indexOf(number);
      known.set(number, index);
    }
    return index;
  };
}
