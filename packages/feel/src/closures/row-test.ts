/** A context of a list; a row may itself be unknown. */
export type Row = Readonly<Record<string, unknown>> | null | undefined;

/** What a test does with the value that it reads, or, from `and` on, with the row. */
export const ROW_TESTS = { within: 0, text: 1, flag: 2, few: 3, many: 4, and: 5, or: 6, not: 7, call: 8, other: 9 };

/**
 * A condition on one row, as data: one function runs them all, so that a test of a row costs no call through a closure
 * (half of the time, measured). Every test has every property, in this order: the engine below then knows one shape.
 */
export type RowTest = {
  readonly kind: number;
  /** The field read from the row, or from the context `outer` of it; undefined reads the row itself. */
  readonly field: string | undefined;
  readonly outer: string | undefined;
  readonly low: number;
  readonly high: number;
  readonly value: unknown;
  readonly texts: readonly string[];
  readonly values: ReadonlySet<unknown>;
  readonly items: readonly RowTest[];
  readonly call: (read: unknown) => boolean | null;
  /** Anything else: evaluated with the row in its register. */
  readonly registers: unknown[];
  readonly register: number;
  readonly other: () => boolean | null;
};

const NOTHING: RowTest = {
  kind: ROW_TESTS.other,
  field: undefined,
  outer: undefined,
  low: 0,
  high: 0,
  value: null,
  texts: [],
  values: new Set(),
  items: [],
  call: () => null,
  registers: [],
  register: 0,
  other: () => null,
};

export function rowTest(parts: Partial<RowTest>): RowTest {
  return { ...NOTHING, ...parts };
}

/** Three-valued. */
export function testRow(test: RowTest, row: Row): boolean | null {
  if (!readsOneValue(test)) return testWhole(test, row);
  const read = readOf(test, row);
  return read === null || read === undefined ? null : testValue(test, read);
}

export function readsOneValue({ kind }: RowTest): boolean {
  return kind <= ROW_TESTS.many;
}

/** Of a test that reads one value, which is known. */
export function testValue(test: RowTest, read: unknown): boolean {
  switch (test.kind) {
    case ROW_TESTS.within:
      return (read as number) >= test.low && (read as number) <= test.high;
    case ROW_TESTS.text:
      return (read as string) === test.value;
    case ROW_TESTS.few:
      return isAmong(test.texts, read as string);
    case ROW_TESTS.many:
      return test.values.has(read);
    default:
      return read === test.value;
  }
}

function readOf({ outer, field }: RowTest, row: Row): unknown {
  if (field === undefined) return row;
  const holder = outer === undefined ? row : (row?.[outer] as Row);
  return holder?.[field];
}

function isAmong(texts: readonly string[], read: string): boolean {
  for (let i = 0; i < texts.length; i += 1) if (texts[i] === read) return true;
  return false;
}

function testWhole(test: RowTest, row: Row): boolean | null {
  switch (test.kind) {
    case ROW_TESTS.and:
      return testJunction(test.items, row, false);
    case ROW_TESTS.or:
      return testJunction(test.items, row, true);
    case ROW_TESTS.not: {
      const truth = testJunction(test.items, row, false);
      return truth === null ? null : !truth;
    }
    case ROW_TESTS.call: {
      const { call } = test;
      return call(readOf(test, row) ?? null);
    }
    default: {
      const { registers, register, other } = test;
      registers[register] = row;
      return other();
    }
  }
}

/** Kleene: one `decisive` item decides; otherwise an unknown one makes it unknown. */
function testJunction(items: readonly RowTest[], row: Row, decisive: boolean): boolean | null {
  let unknown = false;
  for (let i = 0; i < items.length; i += 1) {
    const truth = testRow(items[i] as RowTest, row);
    if (truth === decisive) return decisive;
    if (truth === null) unknown = true;
  }
  return unknown ? null : !decisive;
}
