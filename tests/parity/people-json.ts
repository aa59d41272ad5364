import type { FeelType, ListFact, Scope } from "@wutong/feel";
import { type Day, formatDay } from "@wutong/kernel";
import type { Person } from "./random-people.ts";

/**
 * A person as one line of JSON, with numbers as exact decimals: `row`, then the facts; a list `x` beside `x_complete`,
 * also inside contexts. What is not known is null or, by chance of its place, left out.
 */
export function personJson(scope: Scope, person: Person, row: number): string {
  return `{"row":${row},${entriesOf(scope, person, row).join(",")}}`;
}

function entriesOf(fields: Scope, holder: Person, row: number): readonly string[] {
  return Object.entries(fields).flatMap(([name, type], place) => {
    const value = holder[name];
    if (type.kind !== "list") {
      const leftOut = (value === null || value === undefined) && (row + place) % 2 === 0;
      return leftOut ? [] : [`${JSON.stringify(name)}:${valueJson(type, value, row)}`];
    }
    const { rows, complete } = (value ?? NEVER_SEEN) as ListFact;
    const texts = rows.map((each) => valueJson(type.of, each, row));
    return [`${JSON.stringify(name)}:[${texts.join(",")}]`, `${JSON.stringify(`${name}_complete`)}:${complete}`];
  });
}

const NEVER_SEEN: ListFact = { rows: [], complete: false };

function valueJson(type: FeelType, value: unknown, row: number): string {
  if (value === null || value === undefined) return "null";
  if (type.kind === "date") return JSON.stringify(formatDay(value as Day));
  if (type.kind === "number") return decimalText(BigInt(value as number | bigint), type.scale ?? 0);
  if (type.kind === "context") return `{${entriesOf(type.fields, value as Person, row).join(",")}}`;
  return JSON.stringify(value);
}

/** 1050 at scale 2 is 10.50. */
function decimalText(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return value < 0n ? `-${text}` : text;
}
