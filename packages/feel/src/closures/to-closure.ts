import type { CompiledFeel } from "../compile.ts";
import type { Ir, IrKind, IrOf } from "../ir/ir.ts";
import { compileCount, compileFold, compileQuantify, compileSource } from "./compile-lists.ts";
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
  compileNot,
  compileOneOf,
  compileRoot,
  compileVariable,
  compileWiden,
} from "./compile-scalars.ts";
import type { Compiling, Evaluate } from "./compiling.ts";
import type { Facts, FeelValue } from "./facts.ts";

/**
 * The expression as a JS function of one person's facts; null is unknown. It never throws on facts of the scope's types.
 * No code is generated, so it runs under a content security policy that forbids eval.
 */
export function toClosure(compiled: CompiledFeel): (facts: Facts) => FeelValue {
  return compileNode(compiled.ir) as (facts: Facts) => FeelValue;
}

function compileNode(root: Ir): Evaluate {
  const compiling: Compiling = {
    slots: [],
    compile: (node) => (compilers[node.kind] as NodeCompiler<IrKind>)(node as never, compiling),
  };
  return compiling.compile(root);
}

type NodeCompiler<Kind extends IrKind> = (node: IrOf<Kind>, compiling: Compiling) => Evaluate;

const compilers: { readonly [Kind in IrKind]: NodeCompiler<Kind> } = {
  literal:
    ({ value }) =>
    () =>
      value,
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
  filter: compileSource,
  map: compileSource,
  list: compileSource,
  context: compileContext,
  call: compileCall,
};
