import {
  add,
  alignNumbers,
  isNumber,
  literalValue,
  multiply,
  type NumberIr,
  numberLiteral,
  rescale,
  widen,
} from "../ir/build.ts";
import type { Ir, RoundingMode } from "../ir/ir.ts";
import type { Ast, AstOf, Span } from "../parse/ast.ts";
import { absolute, DIGITS_MAX, digitsOf, fits, numberType, powerOfTen, quotientBounds } from "../types/number-type.ts";
import { nameOfType } from "../types/value-type.ts";
import type { Checking, Environment } from "./checking.ts";

/** A quotient not yet rounded: only rounding functions may end it. Both parts are exact. */
export type Ratio = { readonly numerator: NumberIr; readonly denominator?: NumberIr; readonly division?: Span };

const SCALE_MAX = 12;
const NUMBER = /^(\d*)\.?(\d*)(?:[eE]([+-]?\d{1,3}))?$/;

/** `1.50` is 15 at scale 1. */
export function checkNumberLiteral(ast: AstOf<"number">, checking: Checking): Ir | undefined {
  const text = ast.text.replaceAll(/\s/g, "");
  const negative = text.startsWith("-");
  const match = NUMBER.exec(negative ? text.slice(1) : text);
  const [, whole = "", decimals = "", exponent = "0"] = match ?? [];
  let value = BigInt(`${whole}${decimals}` || "0");
  let scale = decimals.length - Number(exponent);
  while (scale > 0 && value % 10n === 0n) [value, scale] = [value / 10n, scale - 1];
  if (!match || scale > SCALE_MAX || scale < -DIGITS_MAX) return tooLarge(ast.span, checking);
  if (scale < 0) [value, scale] = [value * powerOfTen(-scale), 0];
  const literal = numberLiteral(negative ? -value : value, scale);
  return fits(literal.type) ? literal : tooLarge(ast.span, checking);
}

/** Any expression of number type, with division allowed at its top. */
export function checkRatio(ast: Ast, env: Environment, checking: Checking): Ratio | undefined {
  if (ast.kind === "arithmetic") {
    const left = checkRatio(ast.left, env, checking);
    const right = checkRatio(ast.right, env, checking);
    return left && right ? combine(ast, left, right, checking) : undefined;
  }
  if (ast.kind === "negate") {
    const of = checkRatio(ast.of, env, checking);
    return of && { ...of, numerator: multiply(numberLiteral(-1n, 0), of.numerator) };
  }
  const node = checking.check(ast, env);
  if (!node) return undefined;
  return isNumber(node) ? { numerator: node } : wrongType(node, ast.span, checking);
}

/** Combines two checked operands of + − × ÷; refuses what can't be proven to fit. */
export function combine(ast: AstOf<"arithmetic">, left: Ratio, right: Ratio, checking: Checking): Ratio | undefined {
  const ratio = operate(ast, left, right, checking);
  if (!ratio) return undefined;
  const parts = ratio.denominator ? [ratio.numerator, ratio.denominator] : [ratio.numerator];
  const fitting = parts.every((part) => fits(part.type) && part.type.scale <= SCALE_MAX * 2);
  return fitting ? ratio : tooLarge(ast.span, checking);
}

function operate(ast: AstOf<"arithmetic">, left: Ratio, right: Ratio, checking: Checking): Ratio | undefined {
  const division = left.division ?? right.division;
  if (ast.operator === "/") return divide(ast, left, right, checking);
  if (ast.operator === "*") {
    return ratioOf(
      multiply(left.numerator, right.numerator),
      timesMaybe(left.denominator, right.denominator),
      division,
    );
  }
  if (ast.operator === "**") return checking.report("feel.notExpressible", ast.span, { what: "**" });
  const a = right.denominator ? multiply(left.numerator, right.denominator) : left.numerator;
  const b = left.denominator ? multiply(right.numerator, left.denominator) : right.numerator;
  return ratioOf(add(ast.operator, a, b), timesMaybe(left.denominator, right.denominator), division);
}

function divide(ast: AstOf<"arithmetic">, left: Ratio, right: Ratio, checking: Checking): Ratio | undefined {
  const divisor = literalValue(right.numerator);
  if (divisor === 0n) return checking.report("feel.divisionByZero", ast.right.span);
  if (divisor !== undefined && !right.denominator) {
    const reciprocal = exactReciprocal(divisor, right.numerator.type.scale);
    if (reciprocal) return ratioOf(multiply(left.numerator, reciprocal), left.denominator, left.division);
  }
  const numerator = right.denominator ? multiply(left.numerator, right.denominator) : left.numerator;
  const denominator = left.denominator ? multiply(right.numerator, left.denominator) : right.numerator;
  return { numerator, denominator, division: ast.span };
}

/** ÷ 4 is × 0.25: exact when the divisor has no prime factors but 2 and 5. */
function exactReciprocal(divisor: bigint, scale: number): NumberIr | undefined {
  for (let digits = 0; digits <= 6; digits += 1) {
    const power = powerOfTen(digits + scale);
    if (power % absolute(divisor) === 0n) return numberLiteral(power / divisor, digits);
  }
  return undefined;
}

function timesMaybe(a: NumberIr | undefined, b: NumberIr | undefined): NumberIr | undefined {
  return a && b ? multiply(a, b) : (a ?? b);
}

function ratioOf(numerator: NumberIr, denominator: NumberIr | undefined, division: Span | undefined): Ratio {
  return denominator && division ? { numerator, denominator, division } : { numerator };
}

/** The number itself: a quotient that nothing rounds is refused. */
export function withoutDivision(ratio: Ratio | undefined, checking: Checking): Ir | undefined {
  if (!ratio) return undefined;
  if (ratio.division) return checking.report("feel.divisionOutsideRounding", ratio.division);
  return ratio.numerator;
}

/** numerator ÷ denominator rounded to `scale` digits after the point. */
export function round(
  ratio: Ratio,
  scale: number,
  rounding: RoundingMode,
  at: Span,
  checking: Checking,
): Ir | undefined {
  const { numerator, denominator } = ratio;
  if (!denominator && numerator.type.scale <= scale) return numerator;
  const divisor = denominator ?? numberLiteral(1n, 0);
  const shift = scale + divisor.type.scale - numerator.type.scale;
  const scaled = shift > 0 ? multiply(numerator, numberLiteral(powerOfTen(shift), 0)) : numerator;
  const by = shift < 0 ? multiply(divisor, numberLiteral(powerOfTen(-shift), 0)) : divisor;
  if (!fits(doubled(scaled)) || !fits(doubled(by))) return tooLarge(at, checking);
  const [a = scaled, b = by] = sameForm(scaled, by);
  const type = numberType(scale, quotientBounds(a.type), a.type.big);
  return { kind: "divide", type, numerator: a, denominator: b, rounding };
}

/** Rounding to the nearest compares twice the remainder with the divisor: room for it must be there. */
function doubled(node: NumberIr): { readonly low: bigint; readonly high: bigint } {
  return { low: node.type.low * 2n, high: node.type.high * 2n };
}

function sameForm(a: NumberIr, b: NumberIr): readonly NumberIr[] {
  const safe = BigInt(Number.MAX_SAFE_INTEGER) / 2n;
  const roomy = [a, b].every((node) => node.type.high <= safe && node.type.low >= -safe && !node.type.big);
  return roomy ? [a, b] : [widen(a), widen(b)];
}

/** The same number at exactly `scale` digits after the point, or refused when that would round. */
export function toScale(node: NumberIr, scale: number, at: Span, checking: Checking): Ir | undefined {
  if (node.type.scale > scale) {
    return checking.report("feel.scaleTooSmall", at, { scale: node.type.scale, allowed: scale });
  }
  const rescaled = rescale(node, scale);
  return fits(rescaled.type) ? rescaled : tooLarge(at, checking);
}

/** Aligned numbers, or a refusal when a common scale needs too many digits. */
export function checkAligned(
  nodes: readonly NumberIr[],
  at: Span,
  checking: Checking,
): readonly NumberIr[] | undefined {
  const aligned = alignNumbers(nodes);
  return aligned.every((node) => fits(node.type)) ? aligned : tooLarge(at, checking);
}

export function tooLarge(at: Span, checking: Checking): undefined {
  return checking.report("feel.numberTooLarge", at, { digits: DIGITS_MAX });
}

function wrongType(node: Ir, at: Span, checking: Checking): undefined {
  const digits = isNumber(node) ? digitsOf(node.type) : 0;
  return checking.report("feel.wrongType", at, { expected: "number", found: nameOfType(node.type), digits });
}
