import type { PatternTable } from "./pattern-table.ts";
import type { Chances, TrainingState } from "./training-state.ts";

/** By field and level: how many matches are expected at it. */
type Matched = readonly Float64Array[];

/** Natural logarithms of m / u, 0 for missing. */
function weightsOf({ m, u }: Chances): readonly Float64Array[] {
  return m.map((chances, place) =>
    chances.map((chance, level) =>
      level === 0 ? 0 : Math.log(Math.max(chance, 1e-12)) - Math.log(Math.max(u[place]?.[level] ?? 0, 1e-12)),
    ),
  );
}

/** The expectation for each blocking rule on its own: its own share of matches, and only fields that it does not ask about. */
export function judgeByRule(
  table: PatternTable,
  state: TrainingState,
  asked: readonly (readonly boolean[])[],
): { readonly matched: Matched; readonly shares: Float64Array } {
  const weights = weightsOf(state);
  const matched = state.m.map((chances) => new Float64Array(chances.length));
  const [found, all] = [new Float64Array(asked.length), new Float64Array(asked.length)];
  for (let row = 0; row < table.rows; row += 1) {
    const [pairs, rules] = [table.pairs[row] ?? 0, table.rules[row] ?? 0];
    for (const [rule, asks] of asked.entries()) {
      if ((rules & (1 << rule)) === 0) continue;
      let logOdds = logit(state.ruleShares[rule] ?? 0);
      for (const [place, weight] of weights.entries()) {
        if (!asks[place]) logOdds += weight[table.levels[row * table.fields + place] ?? 0] ?? 0;
      }
      const expected = pairs * logistic(logOdds);
      found[rule] = (found[rule] ?? 0) + expected;
      all[rule] = (all[rule] ?? 0) + pairs;
      addRow(matched, table, { row, expected, skip: asks });
    }
  }
  const shares = found.map((count, rule) => Math.min(0.999_999, (count + 0.5) / ((all[rule] ?? 0) + 1)));
  return { matched, shares };
}

/** The expectation with all fields and the prior of any pair. */
export function judgeAll(
  table: PatternTable,
  state: TrainingState,
): { readonly matched: Matched; readonly matches: number; readonly chances: Float64Array } {
  const weights = weightsOf(state);
  const matched = state.m.map((chances) => new Float64Array(chances.length));
  const chances = new Float64Array(table.rows);
  const start = logit(state.prior);
  let matches = 0;
  for (let row = 0; row < table.rows; row += 1) {
    let logOdds = start;
    for (const [place, weight] of weights.entries()) {
      logOdds += weight[table.levels[row * table.fields + place] ?? 0] ?? 0;
    }
    const chance = logistic(logOdds);
    chances[row] = chance;
    matches += chance * (table.pairs[row] ?? 0);
    addRow(matched, table, { row, expected: chance * (table.pairs[row] ?? 0), skip: [] });
  }
  return { matched, matches, chances };
}

type Row = { readonly row: number; readonly expected: number; readonly skip: readonly boolean[] };

function addRow(matched: Matched, table: PatternTable, { row, expected, skip }: Row): void {
  for (const [place, counts] of matched.entries()) {
    if (skip[place]) continue;
    const level = table.levels[row * table.fields + place] ?? 0;
    if (level > 0) counts[level] = (counts[level] ?? 0) + expected;
  }
}

const logit = (share: number): number => Math.log(share) - Math.log(1 - share);
const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
