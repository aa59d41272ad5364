import type { LinkageConfig } from "../config/linkage-config.ts";
import { exactLevel, type PlannedField, planFields } from "../plan/plan-fields.ts";
import { judgeAll, judgeByRule } from "./judge.ts";
import type { LinkageModel } from "./linkage-model.ts";
import type { PatternTable } from "./pattern-table.ts";
import type { TrainingState } from "./training-state.ts";

/** What training looks at. No label is among it; `decisions` are people's, and are optional. */
export type Training = {
  /** Pairs that some rule brought together. */
  readonly blocked: PatternTable;
  /** Pairs drawn at random: nearly all are no matches. */
  readonly random: PatternTable;
  /** By field: pairs of all possible ones that agree exactly, and pairs where both sides are known. */
  readonly agreements: readonly { readonly agreeing: number; readonly known: number }[];
  /** All possible pairs. */
  readonly possiblePairs: number;
  /** Pairs that people decided: each counts for as much as one pair that is certain. */
  readonly decisions?: { readonly matches: PatternTable; readonly others: PatternTable };
};

const ROUNDS_MAX = 60;
const SETTLED = 1e-4;
const FIRST_SHARE = 0.2;
/** Kept from nothing: half of one pair. */
const HALF_A_PAIR = 0.5;

/**
 * Estimates the model by expectation and maximisation (Winkler 1988; Fellegi and Sunter 1969), without labels: u from
 * random pairs and from the values' frequencies, less what matches add to them; m from the pairs of each blocking rule,
 * looking only at fields the rule does not ask about, with a share of matches for each rule.
 */
export function trainModel(config: LinkageConfig, training: Training): LinkageModel {
  const fields = planFields(config);
  const asked = config.blocking.map((rule) => {
    const names = new Set(rule.map((key) => key.split(".")[0]));
    return fields.map((field) => names.has(field.config.name));
  });
  let state = firstState(fields, training, config.blocking.length);
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const next = improve(fields, training, { state, asked });
    const moved = distance(state, next);
    state = next;
    if (moved < SETTLED) break;
  }
  return modelOf(fields, state);
}

function firstState(fields: readonly PlannedField[], training: Training, rules: number): TrainingState {
  const m = fields.map(({ levels }) => {
    const first = Float64Array.from({ length: levels.length + 1 }, (_, level) => (level === 0 ? 0 : 0.3 ** level));
    return normalised(first);
  });
  const nothing = fields.map(({ levels }) => new Float64Array(levels.length + 1));
  const prior = Math.min(0.5, 1 / Math.sqrt(training.possiblePairs + 4));
  const u = othersChances(fields, training, { random: new Float64Array(training.random.rows), blocked: nothing });
  return { m, u, ruleShares: new Float64Array(rules).fill(FIRST_SHARE), prior };
}

type Known = { readonly state: TrainingState; readonly asked: readonly (readonly boolean[])[] };

function improve(fields: readonly PlannedField[], training: Training, { state, asked }: Known): TrainingState {
  const byRule = judgeByRule(training.blocked, state, asked);
  addDecided(byRule.matched, training.decisions?.matches);
  const m = fields.map(({ levels }, place) => {
    const seen = byRule.matched[place] ?? new Float64Array(levels.length + 1);
    return normalised(seen.map((count, level) => (level === 0 ? 0 : count + HALF_A_PAIR)));
  });
  const all = judgeAll(training.blocked, state);
  const random = judgeAll(training.random, state);
  const u = othersChances(fields, training, { random: random.chances, blocked: all.matched });
  const prior = Math.min(0.5, Math.max(HALF_A_PAIR, all.matches) / training.possiblePairs);
  return { m, u, ruleShares: byRule.shares, prior };
}

function addDecided(matched: readonly Float64Array[], decided: PatternTable | undefined): void {
  if (!decided) return;
  for (let row = 0; row < decided.rows; row += 1) {
    for (const [place, counts] of matched.entries()) {
      const level = decided.levels[row * decided.fields + place] ?? 0;
      counts[level] = (counts[level] ?? 0) + (decided.pairs[row] ?? 0);
    }
  }
}

type Matched = { readonly random: Float64Array; readonly blocked: readonly Float64Array[] };

/** u: levels that are rare by nature from random pairs, exact agreement from how often each value occurs. */
function othersChances(fields: readonly PlannedField[], training: Training, matched: Matched): readonly Float64Array[] {
  const { random, agreements, decisions } = training;
  return fields.map((field, place) => {
    const counts = new Float64Array(field.levels.length + 1);
    for (let row = 0; row < random.rows; row += 1) {
      const level = random.levels[row * random.fields + place] ?? 0;
      if (level > 0) counts[level] = (counts[level] ?? 0) + (random.pairs[row] ?? 0) * (1 - (matched.random[row] ?? 0));
    }
    addDecided(replaced(fields.length, place, counts), decisions?.others);
    counts[0] = 0;
    const sampled = normalised(counts.map((count, level) => (level === 0 ? 0 : count + HALF_A_PAIR)));
    const exact = exactLevel(field);
    const { agreeing, known } = agreements[place] ?? { agreeing: 0, known: 0 };
    if (known === 0) return sampled;
    const among = Math.max(HALF_A_PAIR, agreeing - (matched.blocked[place]?.[exact] ?? 0)) / known;
    sampled[exact] = Math.min(0.999, Math.max(among, field.kind.exactFloor ?? 0));
    return withFixed(sampled, exact);
  });
}

/** A list in which only one field's counts are kept. */
function replaced(length: number, place: number, counts: Float64Array): readonly Float64Array[] {
  return Array.from({ length }, (_, each) => (each === place ? counts : new Float64Array(counts.length)));
}

/** The others share what the fixed one leaves. */
function withFixed(chances: Float64Array, fixed: number): Float64Array {
  const own = chances[fixed] ?? 0;
  const others = chances.reduce((sum, chance) => sum + chance, 0) - own;
  return chances.map((chance, level) => (level === fixed ? own : (chance * (1 - own)) / Math.max(others, 1e-12)));
}

function normalised(counts: Float64Array): Float64Array {
  const sum = counts.reduce((total, count) => total + count, 0);
  return sum === 0 ? counts : counts.map((count) => count / sum);
}

function distance(before: TrainingState, after: TrainingState): number {
  const far = (a: readonly Float64Array[], b: readonly Float64Array[]) =>
    Math.max(
      0,
      ...a.flatMap((one, place) => [...one].map((value, level) => Math.abs(value - (b[place]?.[level] ?? 0)))),
    );
  return Math.max(far(before.m, after.m), Math.abs(Math.log(after.prior / before.prior)) / 100);
}

function modelOf(fields: readonly PlannedField[], { m, u, prior }: TrainingState): LinkageModel {
  return {
    prior,
    fields: fields.map((field, place) => ({
      name: field.config.name,
      levels: field.levels.map(({ id }, index) => ({
        id,
        m: m[place]?.[index + 1] ?? 0,
        u: u[place]?.[index + 1] ?? 0,
      })),
    })),
  };
}
