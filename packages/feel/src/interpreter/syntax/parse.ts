import { fail, ok, type Result } from "@wutong/kernel";
import { type FeelFault, fault } from "../../faults/fault.ts";
import { listBuiltIns } from "../builtins/registry.ts";
import type { Expr } from "./ast.ts";
import { Cursor, Unreadable } from "./cursor.ts";
import { NameFrame } from "./known-names.ts";
import type { NameScope } from "./name-scope.ts";
import type { ParseOptions, Program } from "./program.ts";
import { readExpression } from "./read-expression.ts";
import { readOperand } from "./read-operators.ts";
import { readUnaryTests } from "./read-tests.ts";
import type { Reading } from "./reading.ts";

/** UTF-16 units; longer sources are refused before they are read. */
const SOURCE_LENGTH_MAX = 1_000_000;
/** Names without a space need not be known to be read. */
const BUILT_IN_NAMES = new NameFrame(
  null,
  listBuiltIns()
    .filter((name) => name.includes(" "))
    .map((name) => [name, null] as const),
);

/**
 * An expression of FEEL, all of DMN 1.5's grammar. Takes time and memory in proportion to the source.
 * Faults: `feel.empty`, `feel.syntax` and `feel.syntaxAtEnd` where the text stops being FEEL, `feel.tooLong`, `feel.tooDeep`.
 */
export function parseExpression(
  source: string,
  names: NameScope,
  options: ParseOptions = {},
): Result<Program, readonly FeelFault[]> {
  return parse(source, names, options, readExpression);
}

/** The cell of a decision table: `-`, `< 5, [10..20)`, `not("a", "b")`, or an expression about `?`. Faults as above. */
export function parseUnaryTests(
  source: string,
  names: NameScope,
  options: ParseOptions = {},
): Result<Program, readonly FeelFault[]> {
  return parse(source, names, options, readUnaryTests);
}

function parse(
  source: string,
  names: NameScope,
  options: ParseOptions,
  read: (reading: Reading) => Expr,
): Result<Program, readonly FeelFault[]> {
  const whole = { from: 0, to: source.length };
  if (source.length > SOURCE_LENGTH_MAX) {
    return fail([fault("feel.tooLong", whole, { characters: source.length, max: SOURCE_LENGTH_MAX })]);
  }
  const findType = options.findType ?? (() => undefined);
  const cursor = new Cursor(source);
  if (cursor.atEnd) return fail([fault("feel.empty", whole)]);
  const reading: Reading = {
    cursor,
    findType,
    inside: new WeakMap(),
    inputsRead: 0,
    frame: new NameFrame(BUILT_IN_NAMES, names),
    expression: () => readExpression(reading),
    operand: (left) => readOperand(reading, left),
  };
  try {
    const root = read(reading);
    if (!cursor.atEnd) cursor.fail();
    return ok({ source, root, findType });
  } catch (error) {
    if (error instanceof Unreadable) return fail([error.fault]);
    throw error;
  }
}
