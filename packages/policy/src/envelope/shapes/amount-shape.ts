import type { Fen } from "@wutong/kernel";
import { byKey, integer, list, number, object, oneOf, optional, type Shape, yuan } from "../../reading/shape.ts";
import type { Amount, AmountRow, AmountTable, AmountValue } from "../amounts.ts";
import { both, feel, mapped } from "./written.ts";

/** What a sum can be, by the one key that each form has: `yuan`, `feel`, `share`, `each`, `bands`, `parts`, `declining`. */
type Written = {
  readonly yuan?: Fen;
  readonly feel?: string;
  readonly share?: { of: string; percent: number; capYuan?: Fen; floorYuan?: Fen };
  readonly each?: { count: string; yuan: Fen; max?: number };
  readonly bands?: { of: string; rows: readonly { upTo?: number; yuan: Fen }[] };
  readonly parts?: readonly { yuan: Fen; times?: number }[];
  readonly declining?: { of: string; percents: readonly number[] };
};

const percent = number;
const valueShapes = {
  yuan,
  feel,
  share: object({ of: feel, percent, capYuan: optional(yuan), floorYuan: optional(yuan) }),
  each: object({ count: feel, yuan, max: optional(integer(1, 1_000_000)) }),
  bands: object({ of: feel, rows: list(object({ upTo: optional(number), yuan }), 1) }),
  parts: list(object({ yuan, times: optional(integer(1, 600)) }), 1),
  declining: object({ of: feel, percents: list(percent, 1) }),
};
const VALUE_KEYS = Object.keys(valueShapes) as readonly (keyof typeof valueShapes)[];

function amountValueOf(written: Written): AmountValue {
  const { share, each, bands, parts, declining } = written;
  if (written.feel !== undefined) return { kind: "feel", feel: written.feel };
  if (share) {
    const { capYuan, floorYuan, ...rest } = share;
    const cap = capYuan === undefined ? {} : { capFen: capYuan };
    return { kind: "share", ...rest, ...cap, ...(floorYuan === undefined ? {} : { floorFen: floorYuan }) };
  }
  if (each) {
    const { yuan: amountFen, ...rest } = each;
    return { kind: "each", ...rest, amountFen };
  }
  if (bands) {
    const rows = bands.rows.map(({ yuan: amountFen, ...rest }) => ({ ...rest, amountFen }));
    return { kind: "bands", of: bands.of, bands: rows };
  }
  if (parts) return { kind: "parts", parts: parts.flatMap((part) => Array<Fen>(part.times ?? 1).fill(part.yuan)) };
  if (declining) return { kind: "declining", ...declining };
  return { kind: "fixed", amountFen: written.yuan ?? (0n as Fen) };
}

/** A mapping that holds `rest` and one of the forms of a sum. */
function withValue<F extends { readonly [name: string]: Shape<unknown> }, To>(
  rest: F,
  map: (read: Written & { readonly [K in keyof F]: unknown }) => To,
): { readonly [key: string]: Shape<To> } {
  return Object.fromEntries(
    VALUE_KEYS.map((key) => [key, mapped(object({ ...rest, [key]: valueShapes[key] }), (read) => map(read as never))]),
  );
}

const says = optional(both);
type RowParts = {
  readonly if?: string;
  readonly tests?: readonly string[];
  readonly says?: { zh: string; en: string };
};

function rowOf(read: Written & RowParts): AmountRow {
  const when =
    read.tests === undefined
      ? ({ kind: "expression", feel: read.if ?? "true" } as const)
      : ({ kind: "tests", tests: read.tests } as const);
  return { when, value: amountValueOf(read), ...(read.says ? { says: read.says } : {}) };
}

const row = byKey<AmountRow>({
  if: byKey(withValue({ if: feel, says }, (read) => rowOf(read as Written & RowParts))),
  tests: byKey(withValue({ tests: list(feel, 1), says }, (read) => rowOf(read as Written & RowParts))),
});

const uplifts = object({
  pick: oneOf("best", "sum", "product"),
  of: list(
    mapped(object({ if: feel, percent, says: both }), ({ if: when, ...rest }) => ({ feel: when, ...rest })),
    1,
  ),
});
const inKind = mapped(object({ unit: both, quantity: feel, worthYuan: yuan }), ({ worthYuan, ...rest }) => ({
  ...rest,
  worthFen: worthYuan,
}));

/** What may stand beside the sum itself, in every form of an amount. */
const around = {
  per: oneOf("instalment", "whole", "year"),
  uplifts: optional(uplifts),
  plus: optional(list(object({ feel, says: both }), 1)),
  deduct: optional(list(object({ feel, says: both }), 1)),
  cap: optional(feel),
  floor: optional(feel),
  tax: optional(object({ percent, says: both })),
};
type Around = Omit<Amount, "of" | "deduct" | "inKind"> & { readonly deduct?: Amount["deduct"] };

function amountOf(read: Around, of: Amount["of"]): Amount {
  const { per, uplifts: factors, plus, deduct, cap, floor, tax } = read;
  return {
    per,
    of,
    deduct: deduct ?? [],
    ...(factors ? { uplifts: factors } : {}),
    ...(plus ? { plus } : {}),
    ...(cap === undefined ? {} : { cap }),
    ...(floor === undefined ? {} : { floor }),
    ...(tax ? { tax } : {}),
  };
}

const tableFields = {
  hitPolicy: oneOf("FIRST", "UNIQUE"),
  inputs: optional(list(feel, 1)),
  rows: list(row, 1),
};

/** An amount as it is written: one sum, a table of sums, or units in kind. */
export const amountShape: Shape<Amount> = byKey<Amount>({
  hitPolicy: mapped(object({ ...around, ...tableFields }), (read): Amount => {
    const table: AmountTable = { kind: "table", hitPolicy: read.hitPolicy, inputs: read.inputs ?? [], rows: read.rows };
    return amountOf(read as Around, table);
  }),
  inKind: mapped(object({ ...around, inKind }), (read): Amount => {
    const { quantity, worthFen } = read.inKind;
    return { ...amountOf(read as Around, { kind: "each", count: quantity, amountFen: worthFen }), inKind: read.inKind };
  }),
  ...withValue(around, (read) => amountOf(read as unknown as Around, amountValueOf(read as Written))),
});
