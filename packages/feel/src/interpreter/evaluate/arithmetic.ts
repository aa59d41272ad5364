import type { ArithmeticOperator, Span } from "../../parse/ast.ts";
import { FeelDecimal } from "../numbers/decimal.ts";
import { toNumber } from "../numbers/number-of.ts";
import { addDuration, elapsedBetween } from "../temporal/arithmetic.ts";
import {
  type DaysTimeDuration,
  type FeelNumber,
  type FeelValue,
  hasKind,
  kindOf,
  type YearsMonthsDuration,
} from "../values/value.ts";
import type { Session } from "./session.ts";

/** Longer than the whole calendar a hundred times over. */
const NANOS_MAX = new FeelDecimal("1e28");

type Duration = YearsMonthsDuration | DaysTimeDuration;
/** No result of the operands' kinds; null is one that lies out of bounds. */
type Calculated = FeelValue | undefined;

/** `+ - * / **` over numbers, texts, dates, times and durations (DMN 1.5, tables 57 to 61); null with a warning elsewhere. */
export function calculate(
  operator: ArithmeticOperator,
  left: FeelValue,
  right: FeelValue,
  session: Session,
  span: Span,
): FeelValue {
  if (hasKind(left, "number") && hasKind(right, "number")) {
    return calculateNumbers(operator, left, right) ?? session.warn(numberFault(operator, right), {}, span);
  }
  if (operator === "+" && typeof left === "string" && typeof right === "string") {
    session.spendCharacters(left.length + right.length);
    return left + right;
  }
  const result = calculateOthers(operator, left, right);
  if (result === undefined) {
    return session.warn("feel.wrongOperands", { operator, left: kindOf(left), right: kindOf(right) }, span);
  }
  return result ?? session.warn("feel.outOfCalendar", {}, span);
}

function numberFault(operator: ArithmeticOperator, right: FeelNumber): "feel.divisionByZero" | "feel.notANumber" {
  return operator === "/" && right.decimal.isZero() ? "feel.divisionByZero" : "feel.notANumber";
}

function calculateNumbers(operator: ArithmeticOperator, left: FeelNumber, right: FeelNumber): FeelNumber | null {
  const [a, b] = [left.decimal, right.decimal];
  switch (operator) {
    case "+":
      return toNumber(a.plus(b));
    case "-":
      return toNumber(a.minus(b));
    case "*":
      return toNumber(a.times(b));
    case "/":
      return b.isZero() ? null : toNumber(a.dividedBy(b));
    case "**":
      return toNumber(a.pow(b));
  }
}

function calculateOthers(operator: ArithmeticOperator, left: FeelValue, right: FeelValue): Calculated {
  switch (operator) {
    case "+":
      return eitherWay(add, left, right);
    case "-":
      return subtract(left, right);
    case "*":
      return eitherWay(multiply, left, right);
    case "/":
      return divide(left, right);
    case "**":
      return undefined;
  }
}

type Calculation = (left: FeelValue, right: FeelValue) => Calculated;

function eitherWay(calculation: Calculation, left: FeelValue, right: FeelValue): Calculated {
  const result = calculation(left, right);
  return result === undefined ? calculation(right, left) : result;
}

function add(left: FeelValue, right: FeelValue): Calculated {
  if (hasKind(left, "yearsMonthsDuration") && hasKind(right, "yearsMonthsDuration")) {
    return toMonths(new FeelDecimal(left.months).plus(right.months));
  }
  if (hasKind(left, "daysTimeDuration") && hasKind(right, "daysTimeDuration")) {
    return { kind: "daysTimeDuration", nanos: left.nanos + right.nanos };
  }
  return isPointInTime(left) && isDuration(right) && !isTimeAndMonths(left, right)
    ? addDuration(left, right, 1)
    : undefined;
}

function subtract(left: FeelValue, right: FeelValue): Calculated {
  if (isPointInTime(left) && isPointInTime(right)) return elapsedBetween(left, right) ?? undefined;
  if (isPointInTime(left)) {
    return isDuration(right) && !isTimeAndMonths(left, right) ? addDuration(left, right, -1) : undefined;
  }
  if (hasKind(left, "yearsMonthsDuration") && hasKind(right, "yearsMonthsDuration")) {
    return toMonths(new FeelDecimal(left.months).minus(right.months));
  }
  if (hasKind(left, "daysTimeDuration") && hasKind(right, "daysTimeDuration")) {
    return { kind: "daysTimeDuration", nanos: left.nanos - right.nanos };
  }
  return undefined;
}

function multiply(left: FeelValue, right: FeelValue): Calculated {
  if (!hasKind(right, "number")) return undefined;
  if (hasKind(left, "yearsMonthsDuration")) return toMonths(right.decimal.times(left.months));
  return hasKind(left, "daysTimeDuration") ? toNanos(right.decimal.times(left.nanos.toString())) : undefined;
}

function divide(left: FeelValue, right: FeelValue): Calculated {
  if (!isDuration(left)) return undefined;
  const dividend = unitsOf(left);
  if (isDuration(right)) {
    return left.kind === right.kind ? toNumber(dividend.dividedBy(unitsOf(right))) : undefined;
  }
  if (!hasKind(right, "number")) return undefined;
  const quotient = dividend.dividedBy(right.decimal);
  return left.kind === "yearsMonthsDuration" ? toMonths(quotient) : toNanos(quotient);
}

function unitsOf(duration: Duration): FeelDecimal {
  return new FeelDecimal(duration.kind === "yearsMonthsDuration" ? duration.months : duration.nanos.toString());
}

/** Months that are no whole number are cut toward zero. */
function toMonths(months: FeelDecimal): YearsMonthsDuration | null {
  const whole = months.trunc();
  return whole.abs().lte(Number.MAX_SAFE_INTEGER)
    ? { kind: "yearsMonthsDuration", months: whole.toNumber() || 0 }
    : null;
}

function toNanos(nanos: FeelDecimal): DaysTimeDuration | null {
  return nanos.abs().lte(NANOS_MAX) ? { kind: "daysTimeDuration", nanos: BigInt(nanos.trunc().toFixed()) } : null;
}

type PointInTime = Parameters<typeof addDuration>[0];

function isPointInTime(value: FeelValue): value is PointInTime {
  return hasKind(value, "date") || hasKind(value, "dateTime") || hasKind(value, "time");
}

function isDuration(value: FeelValue): value is Duration {
  return hasKind(value, "yearsMonthsDuration") || hasKind(value, "daysTimeDuration");
}

function isTimeAndMonths(left: PointInTime, right: Duration): boolean {
  return left.kind === "time" && right.kind === "yearsMonthsDuration";
}
