import { not } from "../ir/build.ts";
import { belongsAnd, type Chain, chainOf } from "../ir/chain.ts";
import type { Ir, IrOf } from "../ir/ir.ts";
import { shiftSlots, substituteVariable } from "../ir/traverse.ts";
import type { Compiling } from "./compiling.ts";
import type { SqlRows } from "./dialect.ts";
import { baseOf, type ListReader, listOfReader, withBase, withListOfReader } from "./read-field.ts";

/**
 * Compiles what reads all of a list, with its rows. Lists are never made: a choice between lists becomes a choice between
 * readers, and a list that is written out is read item by item.
 */
export function overList(node: ListReader, compiling: Compiling, read: (source: RowSource) => string): string {
  const list = listOfReader(node);
  if (!list) throw new Error(`a ${node.kind} without a list`);
  const base = baseOf(list);
  if (base.kind !== "if") return read(sourceOf(chainOf(withBase(list, base), node.slot), compiling));
  const choose = (branch: Ir): Ir => withListOfReader(node, withBase(list, branch));
  const [consequent, alternative] = [choose(base.consequent), choose(base.alternative)].map(compiling.compile);
  return chooseSql(compiling.compile(base.condition), consequent ?? "", alternative ?? "");
}

export type RowSource = {
  readonly chain: Chain;
  /** Whether the rows are all; undefined where they are written out. */
  readonly complete: string | undefined;
  /** The rows with columns; `at` puts a row's own element where an expression of the chain reads it. */
  readonly rows: (columns: (at: (node: Ir) => Ir) => readonly string[]) => SqlRows;
};

function sourceOf(chain: Chain, compiling: Compiling): RowSource {
  const { base, slot } = chain;
  if (base.kind === "list") {
    const { items } = base;
    const place = (item: Ir) => (node: Ir) => substituteVariable(node, slot, shiftSlots(item, slot, 1));
    const rows: RowSource["rows"] = (columns) => ({
      kind: "written",
      rows: items.map((item) => columns(place(item))),
    });
    return { chain, complete: undefined, rows };
  }
  const { list, complete } = storedList(base, compiling);
  const row = compiling.dialect.rowName(slot);
  return { chain, complete, rows: (columns) => ({ kind: "stored", list, row, columns: columns((node) => node) }) };
}

function storedList(base: Chain["base"], compiling: Compiling): { readonly list: string; readonly complete: string } {
  const { dialect, compile, fact } = compiling;
  if (base.kind === "root") {
    const list = dialect.list(fact(base.name), base.type);
    return { list, complete: dialect.isWhole(fact(`${base.name}_complete`), list) };
  }
  if (base.kind !== "field") throw new Error(`a ${base.kind} is no base of a list`);
  const holder = compile(base.of);
  const list = dialect.list(dialect.field(holder, base.name, base.type), base.type);
  const complete = dialect.field(holder, `${base.name}_complete`, { kind: "boolean" });
  return { list, complete: dialect.isWhole(complete, list) };
}

/**
 * `every p` is `not some not p`. Rows that are missing leave it open unless a known row decides. A branch of a choice
 * between lists is a list of its own, without the rows that may or may not belong to it, and incomplete for them:
 * `branches` are those that were chosen on the way to the list's base.
 */
export function compileQuantify(node: IrOf<"quantify">, compiling: Compiling, branches: readonly Ir[] = []): string {
  const { compile, dialect } = compiling;
  const base = baseOf(node.list);
  if (base.kind === "if") {
    const choose = (branch: Ir): string =>
      compileQuantify({ ...node, list: withBase(node.list, branch) }, compiling, [
        ...branches.map((each) => withBase(each, branch)),
        branch,
      ]);
    return chooseSql(compile(base.condition), choose(base.consequent), choose(base.alternative));
  }
  const some = node.quantifier === "some";
  const { chain, complete, rows } = sourceOf(chainOf(withBase(node.list, base), node.slot), compiling);
  const witness = belongsAnd(chain, some ? node.satisfies : not(node.satisfies));
  const settled = branches.flatMap((branch) => chainOf(withBase(branch, base), node.slot).belongs ?? []);
  const known = dialect.some(rows((at) => [compile(at(witness))]));
  const open = settled.map((belongs) => `NOT ${dialect.some(rows((at) => [`(${compile(at(belongs))} IS NULL)`]))}`);
  const whole = [...(complete === undefined ? [] : [complete]), ...open];
  const found = whole.length === 0 ? known : `(${known} OR CASE WHEN ${whole.join(" AND ")} THEN FALSE END)`;
  return some ? found : `(NOT ${found})`;
}

export function compileCount(node: IrOf<"count">, compiling: Compiling): string {
  return overList(node, compiling, ({ chain, complete, rows }) => {
    const counted = rows((at) => {
      const known = `CASE WHEN ${knownSql(at(chain.element), compiling)} THEN TRUE END`;
      return [chain.belongs ? `(${compiling.compile(at(chain.belongs))} AND ${known})` : known];
    });
    return whenComplete(complete, compiling.dialect.count(counted));
  });
}

export function compileFold(node: IrOf<"fold">, compiling: Compiling): string {
  return overList(node, compiling, ({ chain, complete, rows }) => {
    const folded = rows((at) => [belongsSql(chain, at, compiling), compiling.compile(at(chain.element))]);
    return whenComplete(complete, compiling.dialect.fold(folded, node.operator, node.type));
  });
}

export function belongsSql({ belongs }: Chain, at: (node: Ir) => Ir, compiling: Compiling): string {
  return belongs ? compiling.compile(at(belongs)) : "TRUE";
}

export function whenComplete(complete: string | undefined, sql: string): string {
  return complete === undefined ? sql : `CASE WHEN ${complete} THEN ${sql} END`;
}

/** Never NULL but where it depends on an unknown condition. */
function knownSql(node: Ir, compiling: Compiling): string {
  if (node.kind === "context") return "TRUE";
  if (node.type.kind !== "context") return `(${compiling.compile(node)} IS NOT NULL)`;
  if (node.kind !== "if") return compiling.dialect.isContext(compiling.compile(node));
  const [consequent, alternative] = [knownSql(node.consequent, compiling), knownSql(node.alternative, compiling)];
  return chooseSql(compiling.compile(node.condition), consequent, alternative);
}

/** Strict: an unknown condition gives unknown, whatever the branches say. */
export function chooseSql(condition: string, consequent: string, alternative: string): string {
  return `(CASE ${condition} WHEN TRUE THEN ${consequent} WHEN FALSE THEN ${alternative} END)`;
}
