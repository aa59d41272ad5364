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
import type { Compiling, Evaluate, Sharing } from "./compiling.ts";
import type { Facts, FeelValue } from "./facts.ts";
import { findSharing } from "./remaining-rows.ts";

/**
 * The expression as a JS function of one person's facts; null is unknown. It never throws on facts of the scope's types.
 * No code is generated, so it runs under a content security policy that forbids eval.
 */
export function toClosure(compiled: CompiledFeel): (facts: Facts) => FeelValue {
  return compileNode(compiled.ir) as (facts: Facts) => FeelValue;
}

/**
 * Several expressions decided together: their answers go into `answers`, in order. What quantifiers over one list share
 * ("a pension spell here in force and …") is looked for once for each set of facts.
 */
export function toClosures(compiled: readonly CompiledFeel[]): (facts: Facts, answers: FeelValue[]) => void {
  const sharing = findSharing(compiled.map(({ ir }) => ir));
  const evaluates = compiled.map(({ ir }) => compileNode(ir, sharing) as (facts: Facts) => FeelValue);
  return (facts, answers) => {
    sharing.turn += 1;
    for (let i = 0; i < evaluates.length; i += 1) answers[i] = (evaluates[i] as (facts: Facts) => FeelValue)(facts);
  };
}

function compileNode(root: Ir, sharing?: Sharing): Evaluate {
  const compiling: Compiling = {
    slots: [],
    sharing,
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
