import type { Ir, IrKind, IrOf } from "../ir/ir.ts";
import { visit } from "../ir/traverse.ts";
import { compileCount, compileFold, compileQuantify, compileSource } from "./compile-lists.ts";
import { compileFactTest } from "./compile-row-tests.ts";
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
import { keyOf } from "./node-key.ts";
import { createRegisters, type Registers } from "./registers.ts";
import type { RowTest } from "./row-test.ts";
import { type Cell, findSharing, isClosed, isDear, type Sharing } from "./sharing.ts";

/** Expressions decided together: what several of them ask is found once for each person. */
export type ClosureSet = {
  /** In the order of the expressions, each about the facts last read; null is unknown. */
  readonly answers: readonly (() => FeelValue)[];
  /** Goes on to the next person. */
  readonly read: (facts: Facts) => void;
  /** Goes on to another subject of the same person (one of their certificates). */
  readonly turnTo: (subject: unknown) => void;
};

type Options = {
  readonly constants?: Facts;
  readonly subject?: string;
  readonly shared: boolean;
  readonly overrides?: ClosureOverrides;
};

/** Closures over one set of registers, and what fills these. */
export function createProgram(expressions: readonly Ir[], options: Options): ClosureSet {
  const { compiling, start } = openProgram(expressions, options);
  const answers = expressions.map(compiling.compile) as ClosureSet["answers"];
  return { answers, ...start() };
}

/** Conditions as tests of a person's facts, which must have been read. */
export function createTests(conditions: readonly Ir[]): Reading & { readonly tests: readonly RowTest[] } {
  const { compiling, start } = openProgram(conditions, { shared: true });
  const tests = conditions.map((condition) => compileFactTest(condition, compiling));
  return { tests, ...start() };
}

type Reading = Pick<ClosureSet, "read" | "turnTo">;
type Opened = {
  readonly compiling: Compiling;
  /** To be called when everything is compiled. */
  readonly start: () => Reading;
};

function openProgram(expressions: readonly Ir[], options: Options): Opened {
  const { constants = {}, subject, shared, overrides = {} } = options;
  const sharing = shared ? findSharing(expressions, subject) : undefined;
  const registers = createRegisters(constants, subject);
  const start = (): Reading => {
    const read = registers.reader();
    return sharing ? turning({ read, turnTo: registers.turnTo }, sharing) : { read, turnTo: registers.turnTo };
  };
  return { compiling: createCompiling({ registers, constants, sharing, overrides }), start };
}

function turning({ read, turnTo }: Reading, { person, subject }: Sharing): Reading {
  return {
    read: (facts) => {
      person.turn += 1;
      subject.turn += 1;
      read(facts);
    },
    turnTo: (element) => {
      subject.turn += 1;
      turnTo(element);
    },
  };
}

type Surroundings = {
  readonly registers: Registers;
  readonly constants: Facts;
  readonly sharing: Sharing | undefined;
  readonly overrides: ClosureOverrides;
};

function createCompiling({ registers, constants, sharing, overrides }: Surroundings): Compiling {
  const compileOwn = (node: Ir): Evaluate => {
    const usual = compilers[node.kind] as NodeCompiler<IrKind>;
    const own = overrides[node.kind] as ClosureOverride<IrKind> | undefined;
    return own ? own(node as never, compiling, usual) : usual(node as never, compiling);
  };
  const compiling: Compiling = {
    ...registers,
    sharing,
    compile: (node) => {
      const constant = compiling.constantOf(node);
      if (constant !== undefined) return () => constant;
      const cell = sharing && isDear(node) ? sharing.cells.get(keyOf(node)) : undefined;
      return cell ? remembering(cell, compileOwn(node)) : compileOwn(node);
    },
    constantOf: (node) => {
      if (node.kind === "literal") return node.value;
      return isConstant(node, constants) ? compileOwn(node)() : undefined;
    },
  };
  return compiling;
}

function isConstant(node: Ir, constants: Facts): boolean {
  let reads = false;
  visit(node, (each) => {
    if (each.kind === "root" && !Object.hasOwn(constants, each.name)) reads = true;
  });
  return !reads && isClosed(node);
}

function remembering(cell: Cell, evaluate: Evaluate): Evaluate {
  const { clock } = cell;
  return () => {
    if (cell.turn !== clock.turn) {
      cell.value = evaluate();
      cell.turn = clock.turn;
    }
    return cell.value;
  };
}

/** Another compiler for one kind of node, beside the usual one: tests plant bugs with it, and see that they are found. */
export type ClosureOverrides = { readonly [Kind in IrKind]?: ClosureOverride<Kind> };
type ClosureOverride<Kind extends IrKind> = (
  node: IrOf<Kind>,
  compiling: Compiling,
  usual: NodeCompiler<Kind>,
) => Evaluate;

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
