import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { columnsOf, type PolicyColumns } from "./policy-columns.ts";

/** A number of a grant that stacking, quotas and whole plans look at: its name in the plan's rows, its type, and whence. */
type Column = {
  readonly name: string;
  readonly type: string;
  /** The stem of the column's name in the policy's table: the place follows. */
  readonly stem: string;
  /** Undefined where the policy has no such number. */
  readonly sqlOf: (policy: CompiledPolicy, columns: PolicyColumns) => string | undefined;
};

const dayNumber = (date: string) => `CAST(${date} - DATE '1970-01-01' AS INTEGER)`;

/** In the order of the rows' columns, after `amountFen`. Days are days since 1970. */
const numbers: readonly Column[] = [
  {
    name: "paid",
    type: "INTEGER",
    stem: "paid",
    sqlOf: ({ plan }, { part }) => plan.paidBefore && `TRY_CAST(${part("paidBefore")} AS INTEGER)`,
  },
  {
    name: "atMost",
    type: "INTEGER",
    stem: "own",
    sqlOf: ({ plan }, { part }) => plan.atMost && `TRY_CAST(${part("atMost")} AS INTEGER)`,
  },
  {
    name: "months",
    type: "INTEGER",
    stem: "months",
    sqlOf: ({ plan }, { part }) => plan.servedMonths && `TRY_CAST(${part("servedMonths")} AS INTEGER)`,
  },
  {
    name: "through",
    type: "INTEGER",
    stem: "through",
    sqlOf: ({ plan }, { part }) => plan.servedThrough && dayNumber(part("servedThrough")),
  },
  {
    name: "already",
    type: "INTEGER",
    stem: "already",
    sqlOf: ({ alreadyThisYear }, { part }) => alreadyThisYear && `TRY_CAST(${part("alreadyThisYear")} AS INTEGER)`,
  },
  {
    name: "windowFrom",
    type: "INTEGER",
    stem: "window",
    sqlOf: ({ plan }, { part }) => plan.windowFrom && dayNumber(part("windowFrom")),
  },
  {
    name: "every",
    type: "INTEGER",
    stem: "every",
    sqlOf: ({ plan }, { part }) => plan.every && `TRY_CAST(${part("every")} AS INTEGER)`,
  },
  { name: "stageFrom", type: "VARCHAR", stem: "stages", sqlOf: stagesSql },
  { name: "sharedBy", type: "INTEGER", stem: "row", sqlOf: sharingRowSql },
  {
    name: "capFen",
    type: "BIGINT",
    stem: "cap",
    sqlOf: ({ jointCap }, { part }) => jointCap && `TRY_CAST(${part("jointCap")} AS BIGINT)`,
  },
  {
    name: "quotaBy",
    type: "BIGINT",
    stem: "by",
    sqlOf: ({ quota }, { part }) => quota?.by && `TRY_CAST(${part("quotaBy")} AS BIGINT)`,
  },
  { name: "reserved", type: "UINTEGER", stem: "reserved", sqlOf: reservedSql },
];

/** The columns of a row of grants, in their order, with DuckDB's types. */
export const grantColumns: Readonly<Record<string, string>> = {
  personId: "INTEGER",
  policy: "UTINYINT",
  subject: "VARCHAR",
  occupation: "VARCHAR",
  level: "VARCHAR",
  amountFen: "BIGINT",
  ...Object.fromEntries(numbers.map(({ name, type }) => [name, type])),
};

/** The numbers that a policy has, as columns of its table. */
export function stackingColumns(policy: CompiledPolicy, place: number): readonly string[] {
  return numbers.flatMap(({ stem, sqlOf }) => {
    const sql = sqlOf(policy, columnsOf(place));
    return sql === undefined ? [] : [`${sql} AS ${stem}${place}`];
  });
}

/** In every row, whether or not a policy has them. */
const ALWAYS: readonly string[] = ["paid", "months", "through", "already"];

/**
 * The numbers of a grant as columns of a row, from the policy's table; NULL where unknown, or where it has none. Where
 * `among` is given, what none of these policies has is left out: rows are read one by one.
 */
export function stackingNumbers(
  policy: CompiledPolicy,
  place: number,
  among?: readonly CompiledPolicy[],
): readonly string[] {
  const has = (each: CompiledPolicy, { sqlOf }: Column) => sqlOf(each, columnsOf(place)) !== undefined;
  const kept = numbers.filter(
    (column) => !among || ALWAYS.includes(column.name) || among.some((each) => has(each, column)),
  );
  return kept.map((column) => {
    return `${has(policy, column) ? `${column.stem}${place}` : `NULL::${column.type}`} AS "${column.name}"`;
  });
}

/** The days that stages count from, by commas: nothing where a stage has none, or where it is unknown. */
function stagesSql({ plan }: CompiledPolicy, { part }: PolicyColumns): string | undefined {
  const days = plan.stageFrom?.map((each, index) =>
    each ? `coalesce(CAST(${dayNumber(part(`stageFrom${index}`))} AS VARCHAR), '')` : "''",
  );
  return days && `concat_ws(',', ${days.join(", ")})`;
}

/** The row of the table that says how the instalments share the sum, where it does. */
function sharingRowSql({ amount }: CompiledPolicy, { row }: PolicyColumns): string | undefined {
  if (amount.kind !== "table" || amount.rows.every(({ weights }) => weights === undefined)) return undefined;
  return `CASE ${amount.rows.map((_, index) => `WHEN ${row(index)} THEN ${index}`).join(" ")} END`;
}

/** Bit i: the place kept for reserve i may be theirs. */
function reservedSql({ quota }: CompiledPolicy, { part }: PolicyColumns): string | undefined {
  if (!quota || quota.reserved.length === 0) return undefined;
  const bits = quota.reserved.map((_, index) => `CASE WHEN ${part(`reserved${index}`)} THEN ${2 ** index} ELSE 0 END`);
  return `CAST(${bits.join(" | ")} AS UINTEGER)`;
}
