import type { ColumnKind, FactValue } from "./fact-tables.ts";

/**
 * A column of many rows as one array in PostgreSQL's binary form: one parameter of a statement, whatever the number of
 * rows, and half the cost of the text form for the database to read. Plain data, so that it passes between threads.
 */
export type ArrayColumn = { readonly name: string; readonly kind: ColumnKind; readonly array: Uint8Array };

export type ArrayColumnWriter = {
  readonly add: (value: FactValue) => void;
  readonly finish: () => ArrayColumn;
};

/** What each kind travels as. `bytes` are given as hexadecimal digits, `day` as days since 1970; `numeric` goes as text. */
const ELEMENT_TYPES: Readonly<Record<ColumnKind, number>> = {
  boolean: 16,
  bytes: 17,
  bigint: 20,
  int: 23,
  text: 25,
  numeric: 25,
  day: 1082,
};

/** One dimension, "some are null", the element's type, how many there are, counted from 1. */
const HEADER_BYTES = 20;
const START_BYTES = 64 * 1024;
/** PostgreSQL counts days from 2000-01-01. */
const DAYS_1970_TO_2000 = 10_957;
const UTF8_BYTES_MAX = 3;

/** Writes an array column value by value. Costs about 0.1 µs a number and 0.2 µs a text. */
export function createArrayColumn(name: string, kind: ColumnKind): ArrayColumnWriter {
  const write = WRITERS[kind];
  // Not from Node's pool: the memory is handed to another thread.
  let bytes = Buffer.allocUnsafeSlow(START_BYTES);
  let end = HEADER_BYTES;
  let rows = 0;
  let someNull = 0;
  return {
    add: (value) => {
      const needed = end + 4 + (typeof value === "string" ? value.length * UTF8_BYTES_MAX : 8);
      if (needed > bytes.length) bytes = grown(bytes, end, needed);
      rows += 1;
      if (value === null) {
        end = bytes.writeInt32BE(-1, end);
        someNull = 1;
        return;
      }
      const size = write(bytes, value, end + 4);
      end = bytes.writeInt32BE(size, end) + size;
    },
    finish: () => {
      for (const [at, word] of [1, someNull, ELEMENT_TYPES[kind], rows, 1].entries()) bytes.writeInt32BE(word, at * 4);
      return { name, kind, array: bytes.subarray(0, end) };
    },
  };
}

export function toArrayColumn(name: string, kind: ColumnKind, values: Iterable<FactValue>): ArrayColumn {
  const column = createArrayColumn(name, kind);
  for (const value of values) column.add(value);
  return column.finish();
}

/** Writes a value at a place and returns how many bytes it took. */
type Write = (bytes: Buffer, value: FactValue, at: number) => number;

const writeText: Write = (bytes, value, at) => bytes.write(String(value), at);
const WRITERS: Readonly<Record<ColumnKind, Write>> = {
  text: writeText,
  numeric: writeText,
  bytes: (bytes, value, at) => bytes.write(String(value), at, "hex"),
  int: (bytes, value, at) => bytes.writeInt32BE(Number(value), at) - at,
  day: (bytes, value, at) => bytes.writeInt32BE(Number(value) - DAYS_1970_TO_2000, at) - at,
  bigint: (bytes, value, at) => bytes.writeBigInt64BE(BigInt(value ?? 0), at) - at,
  boolean: (bytes, value, at) => bytes.writeUInt8(value === true ? 1 : 0, at) - at,
};

function grown(bytes: Buffer, end: number, needed: number): Buffer<ArrayBuffer> {
  const larger = Buffer.allocUnsafeSlow(Math.max(needed, bytes.length * 2));
  bytes.copy(larger, 0, 0, end);
  return larger;
}
