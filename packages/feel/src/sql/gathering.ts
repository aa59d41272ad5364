import type { Conjuncts } from "../ir/shared-conjuncts.ts";
import { overRow } from "./flat-lists.ts";
import { type Aggregate, type Asked, KEY, keepColumn, type New, passesSql, type Rendering } from "./list-passes.ts";

/** Everything of one level that is asked of flat lists: gathered in one grouping, whatever lists it is about. */
export type Gathering = { readonly asked: readonly Asked[] };

export type Gatherer = {
  /** As the hoister's: a two-bit status, 31 of them to a column. */
  readonly status: (list: string, variable: string, truth: Conjuncts) => string;
  /** The column of an aggregate over the rows that may belong; `value` must itself mind whether they do. */
  readonly gather: (
    list: string,
    variable: string,
    over: { readonly belongs: Conjuncts; readonly aggregate: Aggregate; readonly value: string },
  ) => string;
  /** From here on, what is asked is asked of the rows where this column is true; of all where left out. */
  readonly askFor: (only: string | undefined) => void;
  readonly level: (level: number) => Gathering;
};

const STATUSES_PER_WORD = 31;

export function createGatherer(levelOf: (sql: string) => number, newColumn: (level: number) => string): Gatherer {
  const known = new Map<string, Asked>();
  const words = new Map<number, { readonly column: string; used: number }>();
  const asking: { only: string | undefined } = { only: undefined };

  /** What was asked of some rows before may now be asked of others too. */
  const ask = (level: number, key: string, create: () => New): Asked => {
    const before = known.get(key);
    const { only } = asking;
    const everywhere = only === undefined || before?.only.length === 0;
    const asked = {
      ...(before ?? create()),
      level,
      only: everywhere ? [] : [...new Set([...(before?.only ?? []), only])],
    };
    known.set(key, asked);
    return asked;
  };
  const wordOf = (level: number) => {
    const word = words.get(level);
    if (word && word.used < STATUSES_PER_WORD) return word;
    const fresh = { column: newColumn(level), used: 0 };
    words.set(level, fresh);
    return fresh;
  };
  const status: Gatherer["status"] = (list, variable, truth) => {
    const conjuncts = truth.map((each) => overRow(each, variable));
    const key = `${list} ${conjuncts.join(" AND ")}`;
    const level = levelOf(key);
    const asked = ask(level, key, () => {
      const word = wordOf(level);
      word.used += 1;
      return { list, conjuncts, kind: "status", column: word.column, place: word.used - 1 };
    });
    return asked.kind === "status" ? `((${asked.column} >> ${asked.place * 2}) & 3)` : "";
  };
  const gather: Gatherer["gather"] = (list, variable, { belongs, aggregate, value: given }) => {
    const conjuncts = belongs.map((each) => overRow(each, variable));
    const value = overRow(given, variable);
    const key = `${list} ${aggregate} ${value} ${conjuncts.join(" AND ")}`;
    const level = levelOf(key);
    return ask(level, key, () => ({ list, conjuncts, kind: "value", aggregate, value, column: newColumn(level) }))
      .column;
  };
  const askFor = (only: string | undefined): void => {
    asking.only = only;
  };
  const level = (wanted: number): Gathering => ({ asked: [...known.values()].filter((each) => each.level === wanted) });
  return { status, gather, askFor, level };
}

/** `SELECT *` of the relation so far, and of what is gathered for each of its rows. */
export function gatherSql({ asked }: Gathering, { flat, last }: Rendering): string {
  const passes = passesSql(asked, { flat, last });
  const columns = [...new Map(asked.map((each) => [each.column, each])).values()];
  const aggregates = columns.map((each) => `${aggregateSql(each)} AS ${each.column}`);
  const gathered = `SELECT ${KEY}, ${aggregates.join(", ")} FROM (${passes.join(" UNION ALL BY NAME ")}) GROUP BY ${KEY}`;
  const added = columns.map((each) => `${orMissing(each)} AS ${each.column}`);
  const subject = flat.subject ?? flat.owner;
  return `SELECT o.*, ${added.join(", ")} FROM ${last} o LEFT JOIN (${gathered}) g ON g.${KEY} = o.${subject}`;
}

function aggregateSql(asked: Asked): string {
  if (asked.kind === "status") return `bit_or(${asked.column})`;
  return asked.aggregate === "list"
    ? `list(${asked.column}) FILTER (WHERE ${keepColumn(asked.column)})`
    : `${asked.aggregate}(${asked.column})`;
}

/** What somebody without rows has. */
function orMissing(asked: Asked): string {
  const column = `g.${asked.column}`;
  if (asked.kind === "status" || asked.aggregate === "sum") return `coalesce(${column}, 0)`;
  return asked.aggregate === "list" ? `coalesce(${column}, [])` : column;
}
