import type { Conjuncts } from "../ir/shared-conjuncts.ts";
import { type FlatLists, qualifyOuter, ROW } from "./flat-lists.ts";
import { allOf, bitsSql, perhapsSql } from "./status-word.ts";

export type Aggregate = "min" | "max" | "sum" | "list";

/** What is asked of the rows of one list: a status of a truth, or an aggregate of a value where the row may belong. */
export type New = {
  readonly list: string;
  readonly conjuncts: Conjuncts;
  readonly column: string;
} & (
  | { readonly kind: "status"; readonly place: number }
  | { readonly kind: "value"; readonly aggregate: Aggregate; readonly value: string }
);

export type Asked = New & {
  readonly level: number;
  /** Boolean columns of the source: rows where none is true aren't asked about. Empty: all are. */
  readonly only: readonly string[];
};

export type Rendering = {
  readonly flat: FlatLists;
  /** The relation so far, by its name. */
  readonly last: string;
};

export const KEY = '"feel$key"';

/** Tells the NULL of an unknown element from the NULL of a row that is not among these. */
export function keepColumn(column: string): string {
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

/** Branches that read the same rows of a list, beside the same columns of the source, are one pass. */
export function passesSql(asked: readonly Asked[], rendering: Rendering): readonly string[] {
  const groups = Map.groupBy(branchesOf(asked), (branch) => JSON.stringify([branch.list, besides(branch, rendering)]));
  return [...groups.values()].map((group) => passSql(group, rendering));
}

/** What of the source a branch looks at: nothing, or columns, and where one of these is true. */
function besides(
  { shared, members }: Branch,
  { flat }: Rendering,
): { readonly outer: boolean; readonly only: Conjuncts } {
  const only = members.some((each) => each.only.length === 0) ? [] : [...new Set(members.flatMap((each) => each.only))];
  const read = [...branchColumns(shared, members).map(({ sql }) => sql), ...keptOf({ shared, members })];
  return { outer: only.length > 0 || flat.subject !== undefined || read.some((sql) => qualifyOuter(sql).reads), only };
}

function passSql(branches: readonly Branch[], rendering: Rendering): string {
  const { flat, last } = rendering;
  const [first = { list: "", shared: [], members: [] }] = branches;
  const { outer, only } = besides(first, rendering);
  const join = outer ? ` JOIN ${last} o ON o.${flat.owner} = ${ROW}.${flat.owner}` : "";
  const asked = only.length === 0 ? [] : [`(${only.map((each) => `o.${each}`).join(" OR ")})`];
  const where = [...asked, ...keptBySome(branches).map((each) => qualifyOuter(each).sql)];
  const filter = where.length > 0 ? ` WHERE ${where.join(" AND ")}` : "";
  const key = outer ? `o.${flat.subject ?? flat.owner}` : `${ROW}.${flat.owner}`;
  const columns = passColumns(branches).map(({ name, sql }) => `${qualifyOuter(sql).sql} AS ${name}`);
  return `SELECT ${[`${key} AS ${KEY}`, ...columns].join(", ")} FROM ${flat.lists[first.list]?.from ?? ""} ${ROW}${join}${filter}`;
}

/** A row is grouped once, however many branches want it: that costs more than to test it for all of them. */
function keptBySome(branches: readonly Branch[]): readonly string[] {
  const kept = branches.map(keptOf);
  if (kept.length === 1) return kept.flat();
  return kept.every((each) => each.length > 0)
    ? [`(${kept.map((each) => `(${each.join(" AND ")})`).join(" OR ")})`]
    : [];
}

function keptOf({ shared, members }: Omit<Branch, "list">): readonly string[] {
  return [...shared.map((each) => `(${each}) IS NOT FALSE`), ...someHolds(shared, members)];
}

/** The columns of all branches; words that several write into are put together. */
function passColumns(branches: readonly Branch[]): readonly Column[] {
  const [only, ...others] = branches;
  if (only && others.length === 0) return branchColumns(only.shared, only.members);
  const columns = branches.flatMap(({ shared, members }) => branchColumns(shared, members, "guarded"));
  return [...Map.groupBy(columns, ({ name }) => name)].map(([name, parts]) => ({
    name,
    sql: parts.map(({ sql }) => (parts.length === 1 ? sql : `(${sql})`)).join(" | "),
  }));
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

/** `guarded`: rows where what they share is false are among these. */
function branchColumns(shared: Conjuncts, members: readonly Asked[], guarded?: "guarded"): readonly Column[] {
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
    const tested = guarded ? asked.conjuncts : conjuncts;
    const keep = tested.length === 0 ? "TRUE" : `((${allOf(tested)}) IS NOT FALSE)`;
    return [value, { name: keepColumn(asked.column), sql: keep }];
  });
  return [...words.map(([name, those]) => ({ name, sql: wordSql(shared, those, guarded) })), ...values];
}

type Own = { readonly asked: Asked; readonly conjuncts: Conjuncts };

function wordSql(shared: Conjuncts, those: readonly Own[], guarded?: "guarded"): string {
  const placed = those.map(({ asked, conjuncts }) => ({
    index: asked.kind === "status" ? asked.place : 0,
    conjuncts,
  }));
  if (shared.length === 0) return bitsSql(placed);
  if (guarded && placed.every(({ conjuncts }) => conjuncts.length === 0)) {
    return bitsSql(placed.map(({ index }) => ({ index, conjuncts: shared })));
  }
  const word = `CASE WHEN ${allOf(shared)} THEN ${bitsSql(placed)} ELSE ${perhapsSql(placed)} END`;
  return guarded ? `CASE WHEN ${allOf(shared)} IS NOT FALSE THEN ${word} ELSE 0 END` : word;
}
