import type { Conjuncts } from "../ir/shared-conjuncts.ts";
import { type FlatLists, overRow, qualifyOuter, ROW } from "./flat-lists.ts";
import { allOf, bitsSql, perhapsSql } from "./status-word.ts";

export type Aggregate = "min" | "max" | "sum" | "list";

/** What is asked of the rows of one list: a status of a truth, or an aggregate of a value where the row may belong. */
type New = {
  readonly list: string;
  readonly conjuncts: Conjuncts;
  readonly column: string;
} & (
  | { readonly kind: "status"; readonly place: number }
  | { readonly kind: "value"; readonly aggregate: Aggregate; readonly value: string }
);

type Asked = New & {
  readonly level: number;
  /** Boolean columns of the source: rows where none is true aren't asked about. Empty: all are. */
  readonly only: readonly string[];
};

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

type Rendering = {
  readonly flat: FlatLists;
  /** The relation so far, by its name. */
  readonly last: string;
};

const KEY = '"feel$key"';

/** `SELECT *` of the relation so far, and of what is gathered for each of its rows. */
export function gatherSql({ asked }: Gathering, { flat, last }: Rendering): string {
  const branches = branchesOf(asked).map((branch) => branchSql(branch, { flat, last }));
  const columns = [...new Map(asked.map((each) => [each.column, each])).values()];
  const aggregates = columns.map((each) => `${aggregateSql(each)} AS ${each.column}`);
  const gathered = `SELECT ${KEY}, ${aggregates.join(", ")} FROM (${branches.join(" UNION ALL BY NAME ")}) GROUP BY ${KEY}`;
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

/** Tells the NULL of an unknown element from the NULL of a row that is not among these. */
function keepColumn(column: string): string {
  return column.replace(/"$/, 'k"');
}

type Branch = { readonly list: string; readonly shared: Conjuncts; readonly members: readonly Asked[] };

/** Rows are read once for what shares selective conjuncts, and once for all the rest. */
function branchesOf(asked: readonly Asked[]): readonly Branch[] {
  const lists = [...new Set(asked.map((each) => each.list))];
  return lists.flatMap((list) => {
    const branches: Branch[] = [];
    let left = asked.filter((each) => each.list === list);
    for (;;) {
      const best = bestBranch(left);
      if (!best) break;
      branches.push({ list, ...best });
      left = left.filter((each) => !best.members.includes(each));
    }
    if (left.length > 0) branches.push({ list, shared: [], members: left });
    return branches;
  });
}

/** A comparison with a text or a number leaves few rows. */
const SELECTIVE = / = (?:'|CAST)| IN \(/;

function bestBranch(left: readonly Asked[]): Omit<Branch, "list"> | undefined {
  let best: (Omit<Branch, "list"> & { readonly saved: number }) | undefined;
  for (const [index, one] of left.entries()) {
    for (const other of left.slice(index)) {
      const shared = one.conjuncts.filter((each) => other.conjuncts.includes(each) && !isDear(each));
      const selective = shared.filter((each) => SELECTIVE.test(each)).length;
      if (selective === 0) continue;
      const members = left.filter((each) => shared.every((conjunct) => each.conjuncts.includes(conjunct)));
      const saved = members.length * (shared.length + selective);
      if (!best || saved > best.saved) best = { shared, members, saved };
    }
  }
  return best && { shared: best.shared, members: best.members };
}

type Column = { readonly name: string; readonly sql: string };

function branchSql({ list, shared, members }: Branch, { flat, last }: Rendering): string {
  const columns = branchColumns(shared, members).map(({ name, sql }) => ({ name, ...qualifyOuter(sql) }));
  const kept = [...shared.map((each) => `(${each}) IS NOT FALSE`), ...someHolds(shared, members)].map(qualifyOuter);
  const only = members.some((each) => each.only.length === 0) ? [] : [...new Set(members.flatMap((each) => each.only))];
  const outer = only.length > 0 || flat.subject !== undefined || [...columns, ...kept].some(({ reads }) => reads);
  const join = outer ? ` JOIN ${last} o ON o.${flat.owner} = ${ROW}.${flat.owner}` : "";
  const asked = only.length === 0 ? [] : [`(${only.map((each) => `o.${each}`).join(" OR ")})`];
  const where = [...asked, ...kept.map(({ sql }) => sql)];
  const filter = where.length > 0 ? ` WHERE ${where.join(" AND ")}` : "";
  const key = outer ? `o.${flat.subject ?? flat.owner}` : `${ROW}.${flat.owner}`;
  const selected = [`${key} AS ${KEY}`, ...columns.map(({ name, sql }) => `${sql} AS ${name}`)];
  return `SELECT ${selected.join(", ")} FROM ${flat.lists[list]?.from ?? ""} ${ROW}${join}${filter}`;
}

/** More truths than these cost more to test twice than rows without any cost to group. */
const TESTED_TWICE_MAX = 4;

/** Where nothing is shared: rows that no truth may be true of are left out. */
function someHolds(shared: Conjuncts, members: readonly Asked[]): readonly string[] {
  if (shared.length > 0 || members.length > TESTED_TWICE_MAX) return [];
  const tested = members.map(({ conjuncts }) => conjuncts.filter((each) => !isDear(each)));
  if (tested.some((conjuncts) => conjuncts.length === 0)) return [];
  return [`(${tested.map(allOf).join(" OR ")}) IS NOT FALSE`];
}

/** A lambda over a list costs more than the grouping of a row that it would leave out; it isn't computed twice. */
function isDear(conjunct: string): boolean {
  return conjunct.includes("lambda ");
}

function branchColumns(shared: Conjuncts, members: readonly Asked[]): readonly Column[] {
  const own = members.map((asked) => ({
    asked,
    conjuncts: asked.conjuncts.filter((each) => !shared.includes(each)),
  }));
  const statuses = own.filter(({ asked }) => asked.kind === "status");
  const words = [...Map.groupBy(statuses, ({ asked }) => asked.column)];
  const values = own.flatMap(({ asked, conjuncts }): readonly Column[] => {
    if (asked.kind === "status") return [];
    const value = { name: asked.column, sql: asked.value };
    if (asked.aggregate !== "list") return [value];
    const keep = conjuncts.length === 0 ? "TRUE" : `((${allOf(conjuncts)}) IS NOT FALSE)`;
    return [value, { name: keepColumn(asked.column), sql: keep }];
  });
  return [...words.map(([name, those]) => ({ name, sql: wordSql(shared, those) })), ...values];
}

type Own = { readonly asked: Asked; readonly conjuncts: Conjuncts };

function wordSql(shared: Conjuncts, those: readonly Own[]): string {
  const placed = those.map(({ asked, conjuncts }) => ({
    index: asked.kind === "status" ? asked.place : 0,
    conjuncts,
  }));
  if (shared.length === 0) return bitsSql(placed);
  return `CASE WHEN ${allOf(shared)} THEN ${bitsSql(placed)} ELSE ${perhapsSql(placed)} END`;
}
