import type { NamedTable, Term } from "../envelope/envelope.ts";
import type { Located } from "../reading/read-policies.ts";

/** A term or a table, where it stands and what its expressions name. */
export type NamedPart =
  | { readonly kind: "term"; readonly at: Located<Term>; readonly mentions: ReadonlySet<string> }
  | { readonly kind: "table"; readonly at: Located<NamedTable>; readonly mentions: ReadonlySet<string> };

/**
 * The order in which names are bound: that of the file, terms first, but for a table that a term uses: it goes before
 * that term, and what the table uses before the table. Where they use each other in a circle the terms go first, so that
 * the fault is found where a name is used that is none yet.
 */
export function orderNames(
  terms: readonly Located<Term>[],
  tables: readonly Located<NamedTable>[],
): readonly NamedPart[] {
  const parts: readonly NamedPart[] = [
    ...terms.map((at) => ({ kind: "term", at, mentions: namesIn([at.part.feel]) }) as const),
    ...tables.map((at) => {
      return { kind: "table", at, mentions: namesIn(at.part.rows.map(({ feel }) => feel)) } as const;
    }),
  ];
  const ordered = new Set<NamedPart>();
  return parts.every((part) => place(part, { parts, ordered, open: new Set() })) ? [...ordered] : parts;
}

type Placing = {
  readonly parts: readonly NamedPart[];
  readonly ordered: Set<NamedPart>;
  /** What is being placed just now: to meet one of these again is a circle. */
  readonly open: Set<NamedPart>;
};

/** False where a circle is met. */
function place(part: NamedPart, placing: Placing): boolean {
  if (placing.ordered.has(part)) return true;
  if (placing.open.has(part)) return false;
  placing.open.add(part);
  if (!usedBy(part, placing.parts).every((used) => place(used, placing))) return false;
  placing.open.delete(part);
  placing.ordered.add(part);
  return true;
}

/** Of its own kind a part may use those above it, of the other kind all. */
function usedBy(part: NamedPart, parts: readonly NamedPart[]): readonly NamedPart[] {
  const own = parts.indexOf(part);
  return parts.filter((other, index) => {
    return (other.kind !== part.kind || index < own) && part.mentions.has(other.at.part.id);
  });
}

/** Words of expressions that can be names: neither inside of a text nor a field behind a point. */
export function namesIn(expressions: readonly string[]): ReadonlySet<string> {
  const words = expressions.flatMap((feel) => feel.replaceAll(/"[^"]*"/g, '""').match(/(?<![\w.])[A-Za-z]\w*/g) ?? []);
  return new Set(words);
}
