import { asTruth, both, either } from "../evaluate/truth.ts";
import { isIdentical } from "../values/identity.ts";
import type { FeelFunction } from "../values/value.ts";
import { define, optional, overItems, signature, truth, value } from "./define.ts";

export const booleanFunctions: readonly FeelFunction[] = [
  define(
    "not",
    signature([truth("negand")], ([negand]) => !negand),
  ),
  define(
    "is",
    signature([optional(value("value1")), optional(value("value2"))], ([one, other]) => isIdentical(one, other)),
  ),
  define(
    "all",
    ...overItems((items) => items.reduce<boolean | null>((whole, item) => both(whole, asTruth(item)), true)),
  ),
  define(
    "any",
    ...overItems((items) => items.reduce<boolean | null>((whole, item) => either(whole, asTruth(item)), false)),
  ),
];
