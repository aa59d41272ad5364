import type { FeelFunction } from "../values/value.ts";
import { booleanFunctions } from "./boolean-functions.ts";
import { calendarFunctions } from "./calendar-functions.ts";
import { contextFunctions } from "./context-functions.ts";
import { conversionFunctions } from "./conversion-functions.ts";
import { listFunctions } from "./list-functions.ts";
import { numberFunctions } from "./number-functions.ts";
import { rangeFunctions } from "./range-functions.ts";
import { statisticFunctions } from "./statistic-functions.ts";
import { textFunctions } from "./text-functions.ts";

/** All built-in functions of DMN 1.5, §10.3.4. */
const BUILT_INS: ReadonlyMap<string, FeelFunction> = new Map(
  [
    ...conversionFunctions,
    ...booleanFunctions,
    ...textFunctions,
    ...listFunctions,
    ...statisticFunctions,
    ...numberFunctions,
    ...calendarFunctions,
    ...rangeFunctions,
    ...contextFunctions,
  ].map((builtIn) => [builtIn.name, builtIn]),
);

export function findBuiltIn(name: string): FeelFunction | undefined {
  return BUILT_INS.get(name);
}

/** The names of all built-in functions. */
export function listBuiltIns(): readonly string[] {
  return [...BUILT_INS.keys()];
}
