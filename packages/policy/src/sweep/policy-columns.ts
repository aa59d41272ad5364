import type { CompiledFeel } from "@wutong/feel";
import type { CompiledPolicy, CompiledValue, Expression, IndexedTree } from "../compile/compiled-policy.ts";
import { FEN_MAX } from "../decide/judge.ts";

/** Quoted names of one policy's columns while a sweep computes it. */
export type PolicyColumns = {
  readonly condition: (index: number) => string;
  readonly row: (index: number) => string;
  /** The computed sum of a row (of an amount without rows: 0), in fen. */
  readonly sum: (index: number) => string;
  readonly mendable: (index: number) => string;
  readonly part: (name: PartName) => string;
};
export type PartName =
  | "keyDate"
  | "paidBefore"
  | "servedMonths"
  | "atMost"
  | "servedThrough"
  | "windowFrom"
  | "every"
  | `stageFrom${number}`
  | "alreadyThisYear"
  | "jointCap"
  | "quotaBy"
  | `reserved${number}`;

export function columnsOf(place: number): PolicyColumns {
  const named = (rest: string | number) => `"p${place}.${rest}"`;
  return {
    condition: (index) => named(`c${index}`),
    row: (index) => named(`r${index}`),
    sum: (index) => named(`s${index}`),
    mendable: (index) => named(`m${index}`),
    part: named,
  };
}

export type NamedFeel = {
  readonly name: string;
  readonly compiled: CompiledFeel;
  /** A quoted boolean column: only where it is true will somebody look at the result. */
  readonly only?: string;
};

/** The expressions that every subject needs: the conditions. */
export function conditionExpressions(policy: CompiledPolicy, place: number): readonly NamedFeel[] {
  const columns = columnsOf(place);
  return policy.conditions.map((each) => unquoted(columns.condition(each.index), each.test.feel));
}

/** The expressions that only those need whose root is not false, or who may be one step short. */
export function lateExpressions(policy: CompiledPolicy, place: number): readonly NamedFeel[] {
  const columns = columnsOf(place);
  const parts = { keyDate: policy.keyDate, ...planParts(policy), ...limitParts(policy) };
  const rows = policy.amount.kind === "table" ? policy.amount.rows : [];
  return [
    ...rows.map((row, index) => unquoted(columns.row(index), row.matches.feel)),
    ...sumsOf(policy).flatMap(({ computed }, index) => (computed ? [unquoted(columns.sum(index), computed.feel)] : [])),
    ...policy.conditions.flatMap(({ index, remedy }) =>
      remedy ? [unquoted(columns.mendable(index), remedy.mendable.feel)] : [],
    ),
    ...Object.entries(parts).map(([name, part]) => unquoted(columns.part(name as PartName), part.feel)),
  ];
}

/** What a plan takes from the facts and costs rest on: proofs of stages only say what an instalment still needs. */
export function planParts({ plan }: CompiledPolicy): Readonly<Partial<Record<PartName, Expression>>> {
  const { stageFrom = [], stageProof: _, ...single } = plan;
  const days = stageFrom.flatMap((each, index) => (each ? [[`stageFrom${index}`, each] as const] : []));
  return { ...single, ...Object.fromEntries(days) };
}

/** What stacking and quotas look at beside the plan. */
function limitParts({
  alreadyThisYear,
  jointCap,
  quota,
}: CompiledPolicy): Readonly<Partial<Record<PartName, Expression>>> {
  return {
    ...(alreadyThisYear ? { alreadyThisYear } : {}),
    ...(jointCap ? { jointCap } : {}),
    ...(quota?.by ? { quotaBy: quota.by } : {}),
    ...Object.fromEntries((quota?.reserved ?? []).map((each, index) => [`reserved${index}`, each])),
  };
}

/** The same, of people of whom `pn.need` is known. */
export function neededExpressions(policy: CompiledPolicy, place: number): readonly NamedFeel[] {
  return lateExpressions(policy, place).map((each) => ({ ...each, only: `"p${place}.need"` }));
}

function unquoted(column: string, compiled: CompiledFeel): NamedFeel {
  return { name: column.slice(1, -1), compiled };
}

/** The Kleene value of the tree; `met` puts TRUE in the place of one condition. */
export function rootSql(tree: IndexedTree, columns: PolicyColumns, met?: number): string {
  if (tree.kind === "leaf") return tree.index === met ? "TRUE" : columns.condition(tree.index);
  const parts = tree.of.map((each) => rootSql(each, columns, met));
  if (tree.kind === "all") return `(${parts.join(" AND ")})`;
  if (tree.kind === "any") return `(${parts.join(" OR ")})`;
  const sure = parts.map((part) => `CASE WHEN ${part} THEN 1 ELSE 0 END`).join(" + ");
  const perhaps = parts.map((part) => `CASE WHEN ${part} IS NOT FALSE THEN 1 ELSE 0 END`).join(" + ");
  return `(CASE WHEN ${sure} >= ${tree.count} THEN TRUE WHEN ${perhaps} < ${tree.count} THEN FALSE END)`;
}

/** The conditions whose columns are wanted, from the columns `metN` and `unknownN`: bit i stands for condition i. */
export function conditionsOfMasks(
  policy: CompiledPolicy,
  place: number,
  wanted: (column: string) => boolean = () => true,
): readonly string[] {
  const columns = columnsOf(place);
  return policy.conditions.flatMap(({ index }) => {
    const column = columns.condition(index);
    const bit = (mask: string) => `(${mask}${place} >> ${index}) & 1 = 1`;
    return wanted(column)
      ? [`CASE WHEN ${bit("met")} THEN TRUE WHEN NOT (${bit("unknown")}) THEN FALSE END AS ${column}`]
      : [];
  });
}

/** Marks "no row, none unknown" in the amount's column. */
export const NO_ROW = -1;

/** The sums that a policy can come to: of each row, or the only one. */
export function sumsOf({ amount }: CompiledPolicy): readonly CompiledValue[] {
  return amount.kind === "table" ? amount.rows : [amount];
}

/** Fen; NULL while unknown; NO_ROW when no row of the table applies. */
export function amountSql(policy: CompiledPolicy, columns: PolicyColumns): string {
  const { amount } = policy;
  const sums = sumsOf(policy).map(({ amountFen, computed }, index) =>
    computed ? computedSql(columns.sum(index)) : String(amountFen),
  );
  if (amount.kind === "fixed") return `CAST(${sums[0]} AS BIGINT)`;
  const rows = amount.rows.map((_, index) => ({ matches: columns.row(index), sum: sums[index] ?? "NULL" }));
  if (amount.hitPolicy === "FIRST") {
    const cases = rows.map(({ matches, sum }) => `WHEN ${matches} THEN ${sum} WHEN ${matches} IS NULL THEN NULL`);
    return `CAST(CASE ${cases.join(" ")} ELSE ${NO_ROW} END AS BIGINT)`;
  }
  const unknown = rows.map(({ matches }) => `${matches} IS NULL`).join(" OR ");
  const count = rows.map(({ matches }) => `CAST(${matches} AS INTEGER)`).join(" + ");
  const cases = rows.map(({ matches, sum }) => `WHEN ${matches} THEN ${sum}`);
  return `CAST(CASE WHEN ${unknown} OR ${count} > 1 THEN NULL ${cases.join(" ")} ELSE ${NO_ROW} END AS BIGINT)`;
}

/** As `fenOf`: less than nothing is nothing, more than any sum is unknown. NULL stays NULL, which `greatest` would not say. */
function computedSql(sum: string): string {
  return `CASE WHEN ${sum} < 0 THEN 0 WHEN ${sum} <= ${FEN_MAX} THEN CAST(${sum} AS BIGINT) END`;
}

/** The remediable conditions that are false while the root with them met would be true, and that can be mended in time. */
export function stepsSql(policy: CompiledPolicy, columns: PolicyColumns): string {
  const bits = remediesSql(policy, columns).map(
    ({ index, holds }) => `CASE WHEN ${holds} AND ${columns.mendable(index)} THEN ${2 ** index} ELSE 0 END`,
  );
  return bits.length === 0 ? "CAST(0 AS UINTEGER)" : `CAST(${bits.join(" | ")} AS UINTEGER)`;
}

function remediesSql(policy: CompiledPolicy, columns: PolicyColumns): readonly { index: number; holds: string }[] {
  return policy.conditions.flatMap(({ index, remedy }) =>
    remedy ? [{ index, holds: `NOT ${columns.condition(index)} AND ${rootSql(policy.tree, columns, index)}` }] : [],
  );
}
