import { parseDay } from "@wutong/kernel";
import { add, isNumber, type NumberIr } from "../ir/build.ts";
import type { Ir } from "../ir/ir.ts";
import type { AstOf, Span } from "../parse/ast.ts";
import { integerBetween } from "../types/number-type.ts";
import { DATE, DAYS_DURATION, MONTHS_DURATION, nameOfType, type ValueType } from "../types/value-type.ts";
import type { Checking } from "./checking.ts";

const MONTHS = /^(-?)P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?$/;
const DAYS = /^(-?)P(\d{1,7})D$/;

export function checkTemporal(ast: AstOf<"temporal">, checking: Checking): Ir | undefined {
  const { constructorName, text, span } = ast;
  if (constructorName === "date" || (constructorName === "@" && /^-?\d/.test(text))) {
    return dateLiteral(text, span, checking);
  }
  if (constructorName === "duration" || constructorName === "@") return durationLiteral(text, span, checking);
  return checking.report("feel.notExpressible", span, { what: constructorName });
}

export function dateLiteral(text: string, at: Span, checking: Checking): Ir | undefined {
  const day = parseDay(text);
  if (!day.ok || text.startsWith("0000")) return checking.report("feel.notADate", at, { text });
  return { kind: "literal", type: DATE, value: day.value };
}

function durationLiteral(text: string, at: Span, checking: Checking): Ir | undefined {
  const days = DAYS.exec(text);
  if (days) return { kind: "literal", type: DAYS_DURATION, value: signed(days[1], Number(days[2])) };
  const months = MONTHS.exec(text);
  if (!months || (months[2] === undefined && months[3] === undefined)) {
    return checking.report("feel.notADuration", at, { text });
  }
  const value = Number(months[2] ?? 0) * 12 + Number(months[3] ?? 0);
  return { kind: "literal", type: MONTHS_DURATION, value: signed(months[1], value) };
}

/** + and − where one side is a date or a duration; undefined and reported where FEEL has no such sum. */
export function checkTemporalSum(
  operator: string,
  left: Ir,
  right: Ir,
  depth: number,
  at: Span,
  checking: Checking,
): Ir | undefined {
  const [a, b] = [left.type.kind, right.type.kind];
  const call = (name: string, type: ValueType, args: readonly Ir[]): Ir => ({
    kind: "call",
    type,
    name,
    slot: depth,
    args,
  });
  if (operator === "-" && a === "date" && b === "date") return call("date difference", DAYS_DURATION, [right, left]);
  if (operator === "+" && isDuration(a) && b === "date") {
    return checkTemporalSum("+", right, left, depth, at, checking);
  }
  if ((operator === "+" || operator === "-") && a === "date" && isDuration(b)) {
    const name = b === "monthsDuration" ? "add months" : "add days";
    return call(name, DATE, [left, operator === "+" ? asNumber(right) : negated(asNumber(right))]);
  }
  return checking.report("feel.differentTypes", at, { left: nameOfType(left.type), right: nameOfType(right.type) });
}

function isDuration(kind: string): boolean {
  return kind === "monthsDuration" || kind === "daysDuration";
}

const DURATION_UNITS = integerBetween(-10_000_000, 10_000_000);

/** Durations are held as integers already; only the type changes. */
function asNumber(duration: Ir): NumberIr {
  return { ...duration, type: DURATION_UNITS } as NumberIr;
}

function negated(value: NumberIr): Ir {
  if (value.kind === "literal") return { ...value, value: -Number(value.value) };
  const zero: Ir = { kind: "literal", type: integerBetween(0, 0), value: 0 };
  return isNumber(zero) ? add("-", zero, value) : value;
}

function signed(sign: string | undefined, value: number): number {
  return sign === "-" && value !== 0 ? -value : value;
}
