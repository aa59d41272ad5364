import { fail, ok, type Result } from "@wutong/kernel";
import type { CompiledFeel } from "../compile.ts";
import { type FeelFault, fault } from "../faults/fault.ts";
import type { Ir, IrKind, IrOf, Literal } from "../ir/ir.ts";
import { visit } from "../ir/traverse.ts";
import { compileCount, compileFold, compileQuantify } from "./compile-lists.ts";
import {
  compileArithmetic,
  compileBetween,
  compileCall,
  compileCompare,
  compileDivide,
  compileField,
  compileIf,
  compileJunction,
  compileOneOf,
  compileRoot,
  compileVariable,
} from "./compile-scalars.ts";
import { type Compiling, isCheap } from "./compiling.ts";
import type { Dialect } from "./dialect.ts";

/** SQL to read in place of a fact's column, by the fact's name (`x_complete` for a coverage). */
export type DialectColumns = Readonly<Record<string, string>>;

/** One SQL expression of a dialect, or why there is none, at the place of the whole expression. */
export function toDialectSql(
  compiled: CompiledFeel,
  dialect: Dialect,
  columns: DialectColumns,
): Result<string, readonly FeelFault[]> {
  const refused = refusals(compiled.ir, dialect);
  if (refused.length > 0) {
    const at = { from: 0, to: compiled.source.length };
    return fail(refused.map((what) => fault("feel.notExpressible", at, { what: `${what} (${dialect.title})` })));
  }
  let names = 0;
  const compiling: Compiling = {
    dialect,
    compile: (node) => (compilers[node.kind] as NodeCompiler<IrKind>)(node as never, compiling),
    fact: (name) => (Object.hasOwn(columns, name) ? `(${columns[name]})` : dialect.quoteName(name)),
    once: (sql, body) => {
      if (isCheap(sql)) return body(sql);
      names += 1;
      return dialect.bind(sql, `feel_o${names}`, body);
    },
  };
  return ok(compiling.compile(compiled.ir));
}

/** Lists and contexts are read, never made: as results they would have another form than the facts. */
function refusals(ir: Ir, dialect: Dialect): readonly string[] {
  const refused = new Set<string>();
  if (ir.type.kind === "list" || ir.type.kind === "context") refused.add(`a ${ir.type.kind} as a result`);
  const see = (value: Literal): void => {
    const reason = dialect.refusesLiteral(value);
    if (reason) refused.add(reason);
  };
  visit(ir, (node) => {
    if (node.kind === "literal") see(node.value);
    if (node.kind === "oneOf") node.values.forEach(see);
  });
  return [...refused];
}

type NodeCompiler<Kind extends IrKind> = (node: IrOf<Kind>, compiling: Compiling) => string;

/** Only what reads lists and contexts sees them. */
function neverMade(node: Ir): string {
  throw new Error(`a ${node.kind} has no SQL of its own`);
}

const compilers: { readonly [Kind in IrKind]: NodeCompiler<Kind> } = {
  literal: (node, { dialect }) => dialect.literal(node.value, node.type),
  root: compileRoot,
  variable: compileVariable,
  field: compileField,
  not: (node, { compile }) => `(NOT ${compile(node.of)})`,
  and: compileJunction,
  or: compileJunction,
  compare: compileCompare,
  between: compileBetween,
  oneOf: compileOneOf,
  arithmetic: compileArithmetic,
  divide: compileDivide,
  widen: (node, { dialect, compile }) => dialect.toInteger(compile(node.of), true),
  if: compileIf,
  quantify: compileQuantify,
  count: compileCount,
  fold: compileFold,
  filter: neverMade,
  map: neverMade,
  list: neverMade,
  context: neverMade,
  call: compileCall,
};
