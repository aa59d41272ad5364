import { compareValues } from "../evaluate/compare-values.ts";
import { includesValue } from "../evaluate/ranges.ts";
import { both, either } from "../evaluate/truth.ts";
import { ANY } from "../types/type-ref.ts";
import { type FeelFunction, type FeelRange, type FeelValue, hasKind, type Signature } from "../values/value.ts";
import { define, type Parameter, range, signature } from "./define.ts";

type Truth = boolean | null;

/** How points and ranges lie to one another (DMN 1.5, table 78, after Allen's interval algebra). */
export const rangeFunctions: readonly FeelFunction[] = [
  define(
    "before",
    ...pointsAndRanges({
      points: (a, b) => less(a, b),
      pointRange: pointBefore,
      rangePoint: rangeBefore,
      ranges: isBefore,
    }),
  ),
  define(
    "after",
    ...pointsAndRanges({
      points: (a, b) => less(b, a),
      pointRange: (point, of) => rangeBefore(of, point),
      rangePoint: (of, point) => pointBefore(point, of),
      ranges: (a, b) => isBefore(b, a),
    }),
  ),
  define("meets", twoRanges(meets)),
  define(
    "met by",
    twoRanges((a, b) => meets(b, a)),
  ),
  define(
    "overlaps",
    twoRanges((a, b) => both(reaches(a, b), reaches(b, a))),
  ),
  define("overlaps before", twoRanges(overlapsBefore)),
  define(
    "overlaps after",
    twoRanges((a, b) => overlapsBefore(b, a)),
  ),
  define("finishes", pointInRange(isEnd), twoRanges(finishes)),
  define(
    "finished by",
    rangeOfPoint(isEnd),
    twoRanges((a, b) => finishes(b, a)),
  ),
  define(
    "includes",
    rangeOfPoint((point, of) => includesValue(of, point)),
    twoRanges(covers),
  ),
  define(
    "during",
    pointInRange((point, of) => includesValue(of, point)),
    twoRanges((a, b) => covers(b, a)),
  ),
  define("starts", pointInRange(isStart), twoRanges(starts)),
  define(
    "started by",
    rangeOfPoint(isStart),
    twoRanges((a, b) => starts(b, a)),
  ),
  define(
    "coincides",
    twoPoints(equal),
    twoRanges((a, b) => both(sameStart(a, b), sameEnd(a, b))),
  ),
];

function point(name: string): Parameter<FeelValue> {
  return {
    name,
    type: { kind: "constrained", base: ANY, allows: (value) => !hasKind(value, "range") },
    takesNull: false,
  };
}

function twoPoints(call: (a: FeelValue, b: FeelValue) => Truth): Signature {
  return signature([point("point1"), point("point2")], ([a, b]) => call(a, b));
}

function twoRanges(call: (a: FeelRange, b: FeelRange) => Truth): Signature {
  return signature([range("range1"), range("range2")], ([a, b]) => call(a, b));
}

function pointInRange(call: (point: FeelValue, of: FeelRange) => Truth): Signature {
  return signature([point("point"), range("range")], ([a, b]) => call(a, b));
}

function rangeOfPoint(call: (point: FeelValue, of: FeelRange) => Truth): Signature {
  return signature([range("range"), point("point")], ([a, b]) => call(b, a));
}

function pointsAndRanges(calls: {
  readonly points: (a: FeelValue, b: FeelValue) => Truth;
  readonly pointRange: (point: FeelValue, of: FeelRange) => Truth;
  readonly rangePoint: (of: FeelRange, point: FeelValue) => Truth;
  readonly ranges: (a: FeelRange, b: FeelRange) => Truth;
}): readonly Signature[] {
  return [
    twoPoints(calls.points),
    pointInRange(calls.pointRange),
    rangeOfPoint((at, of) => calls.rangePoint(of, at)),
    twoRanges(calls.ranges),
  ];
}

function less(a: FeelValue, b: FeelValue): Truth {
  return compareValues("<", a, b);
}

function equal(a: FeelValue, b: FeelValue): Truth {
  return compareValues("=", a, b);
}

function pointBefore(at: FeelValue, of: FeelRange): Truth {
  return either(less(at, of.low), both(equal(at, of.low), !of.lowClosed));
}

function rangeBefore(of: FeelRange, at: FeelValue): Truth {
  return either(less(of.high, at), both(equal(of.high, at), !of.highClosed));
}

function isBefore(a: FeelRange, b: FeelRange): Truth {
  return either(less(a.high, b.low), both(equal(a.high, b.low), !a.highClosed || !b.lowClosed));
}

function meets(a: FeelRange, b: FeelRange): Truth {
  return both(a.highClosed && b.lowClosed, equal(a.high, b.low));
}

/** Whether `a` ends where `b` has begun, or later. */
function reaches(a: FeelRange, b: FeelRange): Truth {
  return either(less(b.low, a.high), both(equal(a.high, b.low), a.highClosed && b.lowClosed));
}

function overlapsBefore(a: FeelRange, b: FeelRange): Truth {
  const beginsFirst = either(less(a.low, b.low), both(equal(a.low, b.low), a.lowClosed && !b.lowClosed));
  return both(both(beginsFirst, reaches(a, b)), endsNoLater(a, b));
}

function endsNoLater(a: FeelRange, b: FeelRange): Truth {
  return either(less(a.high, b.high), both(equal(a.high, b.high), !a.highClosed || b.highClosed));
}

function beginsNoEarlier(a: FeelRange, b: FeelRange): Truth {
  return either(less(b.low, a.low), both(equal(a.low, b.low), !a.lowClosed || b.lowClosed));
}

function covers(a: FeelRange, b: FeelRange): Truth {
  return both(beginsNoEarlier(b, a), endsNoLater(b, a));
}

function isStart(at: FeelValue, of: FeelRange): Truth {
  return both(of.lowClosed, equal(at, of.low));
}

function isEnd(at: FeelValue, of: FeelRange): Truth {
  return both(of.highClosed, equal(at, of.high));
}

function sameStart(a: FeelRange, b: FeelRange): Truth {
  return both(a.lowClosed === b.lowClosed, equal(a.low, b.low));
}

function sameEnd(a: FeelRange, b: FeelRange): Truth {
  return both(a.highClosed === b.highClosed, equal(a.high, b.high));
}

function starts(a: FeelRange, b: FeelRange): Truth {
  return both(sameStart(a, b), endsNoLater(a, b));
}

function finishes(a: FeelRange, b: FeelRange): Truth {
  return both(sameEnd(a, b), beginsNoEarlier(a, b));
}
