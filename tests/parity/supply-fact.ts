import type { FeelType, ListFact, Scope } from "@wutong/feel";
import type { Random } from "./random.ts";
import { type Person, randomRow, randomValue } from "./random-people.ts";

/** One way to know more: the person with one missing fact supplied. */
type Supply = () => Person;

/** The person with one missing fact, row or completeness supplied; undefined when nothing is missing. */
export function supplyFact(scope: Scope, person: Person, random: Random): Person | undefined {
  const ways = waysIn(scope, person, random);
  return ways.length === 0 ? undefined : random.pick(ways)();
}

function waysIn(fields: Scope, holder: Person, random: Random): readonly Supply[] {
  return Object.entries(fields).flatMap(([name, type]) =>
    waysOf(type, holder[name], random).map(
      (supply): Supply =>
        () => ({ ...holder, [name]: supply() }),
    ),
  );
}

function waysOf(type: FeelType, value: unknown, random: Random): readonly (() => unknown)[] {
  if (type.kind === "list") return waysInList(type.of, value as ListFact, random);
  if (value === null || value === undefined) return [() => randomValue(type, random)];
  return type.kind === "context" ? waysIn(type.fields, value as Person, random) : [];
}

function waysInList(of: FeelType, list: ListFact, random: Random): readonly (() => unknown)[] {
  const inRows = list.rows.flatMap((row, index) =>
    waysOf(of, row, random).map((supply) => () => ({ ...list, rows: list.rows.with(index, supply()) })),
  );
  if (list.complete) return inRows;
  const addRow = (): ListFact => {
    const at = random.below(list.rows.length + 1);
    return { rows: list.rows.toSpliced(at, 0, randomRow(of, random)), complete: random.chance(0.5) };
  };
  return [...inRows, addRow, () => ({ ...list, complete: true })];
}
