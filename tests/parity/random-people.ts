import type { FeelType, ListFact, Scope } from "@wutong/feel";
import { day } from "@wutong/kernel";
import { TEXTS } from "./feel-scope.ts";
import type { Random } from "./random.ts";

export type Person = Readonly<Record<string, unknown>>;

const UNKNOWN = 0.2;
const INCOMPLETE = 0.25;
const ROWS_MAX = 4;
const FIRST_DAY = day("2023-10-15");
const DAYS = 420;

export function randomPerson(scope: Scope, random: Random): Person {
  const facts = Object.entries(scope).map(([name, type]): [string, unknown] => [name, randomFact(type, random)]);
  return Object.fromEntries(facts);
}

function randomFact(type: FeelType, random: Random): unknown {
  if (type.kind === "list") return randomList(type.of, random);
  return random.chance(UNKNOWN) ? null : randomValue(type, random);
}

function randomList(of: FeelType, random: Random): ListFact {
  const rows = Array.from({ length: random.below(ROWS_MAX + 1) }, () => randomRow(of, random));
  return { rows, complete: !random.chance(INCOMPLETE) };
}

export function randomRow(of: FeelType, random: Random): unknown {
  return of.kind === "context" && !random.chance(0.03) ? randomValue(of, random) : randomFact(of, random);
}

/** A known value (of a context: some of its fields known). */
export function randomValue(type: FeelType, random: Random): unknown {
  switch (type.kind) {
    case "boolean":
      return random.chance(0.5);
    case "number":
      return randomNumber(type, random);
    case "string":
      return random.pick(TEXTS);
    case "date":
      return FIRST_DAY + random.below(DAYS);
    case "context":
      return randomPerson(type.fields, random);
    case "list":
      return randomList(type.of, random);
    case "monthsDuration":
    case "daysDuration":
      return random.below(40) - 20;
  }
}

/** Mostly small, so that conditions come out both ways; at times at the edge of what the type holds. */
function randomNumber(type: Extract<FeelType, { kind: "number" }>, random: Random): number | bigint {
  const digits = type.digits ?? 12;
  const edge = 10n ** BigInt(digits) - 1n - BigInt(random.below(3));
  const magnitude = random.chance(0.1) ? edge : BigInt(random.below(10 ** Math.min(digits, 4)));
  const value = random.chance(0.2) ? -magnitude : magnitude;
  return digits > 15 ? value : Number(value);
}
