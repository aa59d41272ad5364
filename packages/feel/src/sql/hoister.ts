import type { Conjuncts } from "../ir/shared-conjuncts.ts";
import type { FlatLists } from "./flat-lists.ts";
import { createGatherer, type Gatherer, type Gathering } from "./gathering.ts";
import { wordSql } from "./status-word.ts";

/**
 * Collects the parts of SQL that don't depend on any lambda, so that each distinct one is a column computed once,
 * however many expressions read it. Steps are levels: a column may read columns of earlier steps only.
 */
export type Hoister = {
  /** The column that holds the expression. */
  readonly column: (sql: string) => string;
  /**
   * A two-bit status of a fold over rows: 0 when no row has it, bit 0 when some row's truth is unknown, bit 1 when
   * some row's is true. All folds over the same rows share one pass, 31 to a BIGINT.
   */
  readonly status: (rows: string, variable: string, truth: Conjuncts) => string;
  /** Lists that lie flat, and what is asked of their rows. */
  readonly flat: (Gatherer & { readonly lists: FlatLists["lists"] }) | undefined;
};

/** What one level adds: what is gathered from flat lists, and columns. */
export type Step = {
  readonly gathering: Gathering;
  readonly columns: readonly { readonly name: string; readonly sql: string }[];
};

const STATUSES_PER_WORD = 31;
const PREFIX = "feel$";
const COLUMN = /"feel\$(\d+)"/g;

type Word = { readonly name: string; readonly rows: string; readonly variable: string; readonly truths: Conjuncts[] };

export function createHoister(flat?: FlatLists): { readonly hoister: Hoister; readonly steps: () => readonly Step[] } {
  const columns = new Map<string, string>();
  const levels = new Map<string, number>();
  const words = new Map<string, Word[]>();
  let count = 0;

  const levelOf = (sql: string): number => {
    const read = [...sql.matchAll(COLUMN)].map(([name]) => levels.get(name) ?? 0);
    return Math.max(-1, ...read) + 1;
  };
  const newColumn = (level: number): string => {
    count += 1;
    const name = `"${PREFIX}${count}"`;
    levels.set(name, level);
    return name;
  };
  const column = (sql: string): string => {
    if (isColumn(sql)) return sql;
    const known = columns.get(sql);
    if (known) return known;
    const name = newColumn(levelOf(sql));
    columns.set(sql, name);
    return name;
  };
  const status = (rows: string, variable: string, truth: Conjuncts): string => {
    const level = levelOf([rows, ...truth].join());
    const key = `${level} ${variable} ${rows}`;
    const sharing = words.get(key) ?? [];
    words.set(key, sharing);
    const placeIn = (word: Word) => word.truths.findIndex((each) => each.join() === truth.join());
    const holder = sharing.find((word) => placeIn(word) >= 0);
    let word = holder ?? sharing.at(-1);
    if (!word || (!holder && word.truths.length === STATUSES_PER_WORD)) {
      word = { name: newColumn(level), rows, variable, truths: [] };
      sharing.push(word);
    }
    if (!holder) word.truths.push(truth);
    return `((${word.name} >> ${placeIn(word) * 2}) & 3)`;
  };
  const gatherer = createGatherer(levelOf, newColumn);
  const steps = (): readonly Step[] => {
    const all = [
      ...[...columns].map(([sql, name]) => ({ name, sql })),
      ...[...words.values()]
        .flat()
        .map(({ name, rows, variable, truths }) => ({ name, sql: wordSql(rows, variable, truths) })),
    ];
    const deepest = Math.max(-1, ...levels.values());
    return Array.from({ length: deepest + 1 }, (_, level) => ({
      gathering: gatherer.level(level),
      columns: all.filter(({ name }) => levels.get(name) === level),
    }));
  };
  return { hoister: { column, status, flat: flat && { ...gatherer, lists: flat.lists } }, steps };
}

function isColumn(sql: string): boolean {
  return /^"(?:[^"]|"")+"$/.test(sql);
}
