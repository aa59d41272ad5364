import { absolute, numberType } from "../types/number-type.ts";
import { STRING } from "../types/value-type.ts";
import type { FunctionEntry } from "./function-entry.ts";

/** What operators and forms come down to; not callable by these names. */
export const internalFunctions: readonly FunctionEntry[] = [
  {
    name: "join text",
    property: true,
    parameters: [
      { name: "left", type: "string" },
      { name: "right", type: "string" },
    ],
    returns: "string",
    en: "Text + text.",
    zh: "文本相连。",
    examples: [{ expression: '"a" + "b"', gives: "ab" }],
    result: STRING,
    strict: true,
    js: (left, right) => `${String(left)}${String(right)}`,
    sql: ([left, right]) => `(${left} || ${right})`,
  },
  {
    name: "absolute",
    property: true,
    parameters: [{ name: "n", type: "number" }],
    returns: "number",
    en: "Behind abs(n).",
    zh: "abs(n) 的实现。",
    examples: [],
    result: ([n]) => {
      if (n?.type.kind !== "number") throw new Error("abs of no number passed the checker");
      const { low, high, scale, big } = n.type;
      const widest = absolute(low) > absolute(high) ? absolute(low) : absolute(high);
      return numberType(scale, { low: 0n, high: widest }, big);
    },
    strict: true,
    js: (n) => (typeof n === "bigint" ? absolute(n) : Math.abs(Number(n))),
    sql: ([n]) => `abs(${n})`,
  },
];
