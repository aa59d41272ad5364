import type { Session } from "../evaluate/session.ts";
import { FeelDecimal } from "../numbers/decimal.ts";
import { toNumber } from "../numbers/number-of.ts";
import { type FeelFunction, type FeelNumber, type FeelValue, hasKind } from "../values/value.ts";
import { define, number, signature, value } from "./define.ts";

const SCALE_MIN = -6111;
const SCALE_MAX = 6176;
const { ROUND_CEIL, ROUND_FLOOR, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, ROUND_DOWN, ROUND_UP } = FeelDecimal;

export const numberFunctions: readonly FeelFunction[] = [
  rounding("decimal", ROUND_HALF_EVEN),
  rounding("round up", ROUND_UP),
  rounding("round down", ROUND_DOWN),
  rounding("round half up", ROUND_HALF_UP),
  rounding("round half down", ROUND_HALF_DOWN),
  roundingToWhole("floor", ROUND_FLOOR),
  roundingToWhole("ceiling", ROUND_CEIL),
  define(
    "abs",
    signature([value("n")], ([n], session) => absolute(n, session)),
  ),
  define(
    "modulo",
    signature([number("dividend"), number("divisor")], ([{ decimal: dividend }, { decimal: divisor }], session) => {
      if (divisor.isZero()) return session.warn("feel.divisionByZero");
      return toNumber(moduloOf(dividend, divisor));
    }),
  ),
  numeric("sqrt", "number", (decimal) => decimal.sqrt()),
  numeric("log", "number", (decimal) => decimal.ln()),
  numeric("exp", "number", (decimal) => decimal.exp()),
  define(
    "odd",
    signature([number("number")], ([{ decimal }]) => decimal.isInteger() && !decimal.mod(2).isZero()),
  ),
  define(
    "even",
    signature([number("number")], ([{ decimal }]) => decimal.isInteger() && decimal.mod(2).isZero()),
  ),
];

/** With the sign of the divisor: dividend − divisor × floor(dividend / divisor). */
function moduloOf(dividend: FeelDecimal, divisor: FeelDecimal): FeelDecimal {
  const rest = dividend.mod(divisor);
  return rest.isZero() || rest.isNegative() === divisor.isNegative() ? rest : rest.plus(divisor);
}

function numeric(name: string, parameter: string, call: (decimal: FeelDecimal) => FeelDecimal): FeelFunction {
  return define(
    name,
    signature(
      [number(parameter)],
      ([{ decimal }], session) => toNumber(call(decimal)) ?? session.warn("feel.notANumber"),
    ),
  );
}

function rounding(name: string, mode: RoundingMode): FeelFunction {
  return define(
    name,
    signature([number("n"), number("scale")], ([n, scale], session) => round(n, scale, mode, session)),
  );
}

function roundingToWhole(name: string, mode: RoundingMode): FeelFunction {
  return define(
    name,
    signature([number("n")], ([{ decimal }]) => toNumber(decimal.toDecimalPlaces(0, mode))),
    signature([number("n"), number("scale")], ([n, scale], session) => round(n, scale, mode, session)),
  );
}

type RoundingMode =
  | typeof ROUND_UP
  | typeof ROUND_DOWN
  | typeof ROUND_CEIL
  | typeof ROUND_FLOOR
  | typeof ROUND_HALF_UP
  | typeof ROUND_HALF_DOWN
  | typeof ROUND_HALF_EVEN;

/** To so many places after the point; a negative scale rounds to tens, hundreds and so on. */
function round({ decimal }: FeelNumber, scale: FeelNumber, mode: RoundingMode, session: Session): FeelValue {
  const places = scale.decimal.toNumber();
  if (!Number.isInteger(places) || places < SCALE_MIN || places > SCALE_MAX) {
    return session.warn("feel.wrongArgumentValue", { name: "scale", reason: `${places}` });
  }
  if (places >= 0) return toNumber(decimal.toDecimalPlaces(places, mode));
  // decimal.js rounds to places after the point only.
  const unit = new FeelDecimal(10).pow(-places);
  return toNumber(decimal.dividedBy(unit).toDecimalPlaces(0, mode).times(unit));
}

function absolute(n: FeelValue, session: Session): FeelValue {
  if (hasKind(n, "number")) return { kind: "number", decimal: n.decimal.abs() };
  if (hasKind(n, "yearsMonthsDuration")) return { kind: "yearsMonthsDuration", months: Math.abs(n.months) };
  if (hasKind(n, "daysTimeDuration")) return { kind: "daysTimeDuration", nanos: n.nanos < 0n ? -n.nanos : n.nanos };
  return session.warn("feel.wrongArgumentValue", { name: "abs", reason: "neither a number nor a duration" });
}
