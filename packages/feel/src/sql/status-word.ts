import { type Conjuncts, groupTruths } from "../ir/shared-conjuncts.ts";

/**
 * The two-bit statuses of several truths over the same rows as one BIGINT: truth i has bit 2i where some row's is
 * unknown, bit 2i + 1 where some row's is true. Truths that share conjuncts ("a pension spell here in force and …") are
 * read on the rows where those are not false: the dear part is computed once a row, the rest on few rows.
 */
export function wordSql(rows: string, variable: string, truths: readonly Conjuncts[]): string {
  const passes = groupTruths(truths).map(({ shared, members }) => {
    const own = members.map((index) => ({
      index,
      conjuncts: (truths[index] ?? []).filter((each) => !shared.includes(each)),
    }));
    if (shared.length === 0) return orOfRows(rows, variable, bitsSql(own));
    const left = `list_filter(${rows}, lambda ${variable}: ${allOf(shared)} IS NOT FALSE)`;
    return orOfRows(left, variable, `CASE WHEN ${allOf(shared)} THEN ${bitsSql(own)} ELSE ${perhapsSql(own)} END`);
  });
  return passes.length === 1 ? passes.join() : `(${passes.join(" | ")})`;
}

/** true 2, unknown 1, false 0; the truth is computed once. */
export function statusOf(truth: string): string {
  return `coalesce(CAST((${truth}) AS BIGINT) * 2, 1)`;
}

export function allOf(conjuncts: Conjuncts): string {
  return conjuncts.length === 1 ? conjuncts.join() : `(${conjuncts.join(" AND ")})`;
}

function orOfRows(rows: string, variable: string, word: string): string {
  return `coalesce(list_bit_or(list_transform(${rows}, lambda ${variable}: ${word})), 0)`;
}

export type Placed = { readonly index: number; readonly conjuncts: Conjuncts };

/**
 * `coalesce` costs as much as the comparisons around it, so one stands around the whole word: only rows with some
 * unknown truth take the slower way, where each truth has its own.
 */
export function bitsSql(truths: readonly Placed[]): string {
  const known = truths.map(({ index, conjuncts }) => {
    const bit = 2n * 4n ** BigInt(index);
    return conjuncts.length === 0 ? `CAST(${bit} AS BIGINT)` : `CAST((${allOf(conjuncts)}) AS BIGINT) * ${bit}`;
  });
  const each = known.map((bits, place) => `coalesce(${bits}, ${4n ** BigInt(truths[place]?.index ?? 0)})`);
  return truths.length === 1 ? each.join() : `coalesce(${known.join(" | ")}, ${each.join(" | ")})`;
}

/** Where what they share is unknown, a truth is unknown, or false by its own conjuncts. */
export function perhapsSql(truths: readonly Placed[]): string {
  const each = truths.map(({ index, conjuncts }) => {
    const bit = 4n ** BigInt(index);
    if (conjuncts.length === 0) return `CAST(${bit} AS BIGINT)`;
    return `CASE WHEN (${allOf(conjuncts)}) IS FALSE THEN 0 ELSE CAST(${bit} AS BIGINT) END`;
  });
  return each.join(" | ");
}
