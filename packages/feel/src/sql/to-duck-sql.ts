import type { CompiledFeel } from "../compile.ts";
import type { IrKind, IrOf } from "../ir/ir.ts";
import {
  compileCount,
  compileFold,
  compileList,
  compileQuantify,
  compileRows,
  type QuantifierStatus,
  quantifierStatus,
} from "./compile-lists.ts";
import {
  compileArithmetic,
  compileBetween,
  compileCall,
  compileCompare,
  compileContext,
  compileDivide,
  compileField,
  compileIf,
  compileJunction,
  compileLiteral,
  compileNot,
  compileOneOf,
  compileRoot,
  compileVariable,
  compileWiden,
} from "./compile-scalars.ts";
import { isClosed, isSimple, once, type SqlCompiling } from "./compiling.ts";
import type { Hoister } from "./hoister.ts";
import { quoteName } from "./sql-text.ts";

/** SQL to read in place of a fact's column, by the fact's name (`?` for a unary test's input, `x_complete` for a coverage). */
export type Columns = Readonly<Record<string, string>>;

/**
 * One SQL expression for DuckDB (1.5 or later). Facts are columns of their own names: DATE, VARCHAR, BOOLEAN, any
 * integer or DECIMAL; a list `x` is STRUCT[] beside `x_complete` BOOLEAN, also inside structs. NULL is unknown.
 * A number comes out as an integer of its type's scale. For several expressions use `planDuckSql`: it shares folds.
 */
export function toDuckSql(compiled: CompiledFeel, columns: Columns = {}): string {
  return compileSql(compiled, columns, undefined);
}

export function compileSql(
  compiled: CompiledFeel,
  columns: Columns,
  hoister: Hoister | undefined,
  overrides: SqlOverrides = {},
): string {
  return compilingFor(columns, hoister, overrides).compile(compiled.ir);
}

/** Of a quantifier, or of the opposite of one, what it rests on; undefined where it is anything else. */
export function statusSql(compiled: CompiledFeel, columns: Columns, hoister: Hoister): QuantifierStatus | undefined {
  const { ir } = compiled;
  const of = ir.kind === "not" ? ir.of : ir;
  if (of.kind !== "quantify") return undefined;
  const { status, complete, found } = quantifierStatus(of, compilingFor(columns, hoister, {}));
  return { status, complete, found: found !== (ir.kind === "not") };
}

function compilingFor(columns: Columns, hoister: Hoister | undefined, overrides: SqlOverrides): SqlCompiling {
  const compiling: SqlCompiling = {
    compile: (node) => {
      const usual = compilers[node.kind] as NodeCompiler<IrKind>;
      const own = overrides[node.kind] as SqlOverride<IrKind> | undefined;
      const sql = own ? own(node as never, compiling, usual) : usual(node as never, compiling);
      return hoister && SHARED.has(node.kind) && isClosed(sql) ? hoister.column(sql) : sql;
    },
    list: (node) => compileList(node, compiling),
    rows: (node, slot) => compileRows(node, slot, compiling),
    fact: (name) => (Object.hasOwn(columns, name) ? givenSql(columns[name] ?? "") : quoteName(name)),
    isFlat: (name) => Object.hasOwn(hoister?.flat?.lists ?? {}, name) && !Object.hasOwn(columns, name),
    hoister,
  };
  return compiling;
}

/** A literal needs no brackets, and no column of its own: what reads it needs no join with the people it would be a column of. */
function givenSql(sql: string): string {
  return isSimple(sql) ? sql : `(${sql})`;
}

/** Dear enough to compute once a row: not per element of a list around, nor per policy that asks the same age. */
const SHARED: ReadonlySet<IrKind> = new Set(["call", "divide", "quantify"]);

/** Another compiler for one kind of node, beside the usual one: tests plant bugs with it, and see that they are found. */
export type SqlOverrides = { readonly [Kind in IrKind]?: SqlOverride<Kind> };
type SqlOverride<Kind extends IrKind> = (
  node: IrOf<Kind>,
  compiling: SqlCompiling,
  usual: NodeCompiler<Kind>,
) => string;

type NodeCompiler<Kind extends IrKind> = (node: IrOf<Kind>, compiling: SqlCompiling) => string;

/** A list as a result: its rows when they are known to be all. */
function listValue(node: IrOf<"filter"> | IrOf<"map"> | IrOf<"list">, compiling: SqlCompiling): string {
  const { rows, complete } = compiling.list(node);
  return once(rows, "once_l", compiling, (list) => `CASE WHEN ${complete} THEN ${list} END`);
}

const compilers: { readonly [Kind in IrKind]: NodeCompiler<Kind> } = {
  literal: compileLiteral,
  root: compileRoot,
  variable: compileVariable,
  field: compileField,
  not: compileNot,
  and: compileJunction,
  or: compileJunction,
  compare: compileCompare,
  between: compileBetween,
  oneOf: compileOneOf,
  arithmetic: compileArithmetic,
  divide: compileDivide,
  widen: compileWiden,
  if: compileIf,
  quantify: compileQuantify,
  count: compileCount,
  fold: compileFold,
  filter: listValue,
  map: listValue,
  list: listValue,
  context: compileContext,
  call: compileCall,
};
