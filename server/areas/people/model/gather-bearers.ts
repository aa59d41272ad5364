import type { Bearer, TalentRow } from "../../registers/index.ts";
import { createArrayColumn } from "./array-columns.ts";
import type { ColumnKind, FactKind, FactValue } from "./fact-tables.ts";
import type { PreparedBearers } from "./prepared-rows.ts";
import { createNameReader } from "./read-name.ts";
import type { PersonalSecrets } from "./secrets.ts";

/** Gathers everybody whom the rows of a chunk are about, each once. */
export type BearerGatherer = {
  /** The position of a bearer; `index` is the blind index of the document number. */
  readonly positionOf: (index: string, bearer: Bearer) => number;
  readonly finish: () => PreparedBearers;
};

const COLUMNS: readonly (readonly [name: string, kind: ColumnKind])[] = [
  ["index", "bytes"],
  ["document_kind", "text"],
  ["sealed", "bytes"],
  ["name", "text"],
  ["pinyin", "text"],
  ["initials", "text"],
  ["sex", "text"],
  ["birth", "day"],
  ["standing", "text"],
  ["native_place", "int"],
  ["residence", "int"],
  ["team", "text"],
  ["talent_class", "text"],
  ["phone", "text"],
];

/**
 * Seals and reads the name of each bearer, known or not: who is new only the database can tell, and it should not have to
 * wait for the answer. `readName` is shared by the chunks of a run.
 */
export function createBearerGatherer(
  kind: FactKind,
  secrets: PersonalSecrets,
  readName: ReturnType<typeof createNameReader> = createNameReader(),
): BearerGatherer {
  const columns = COLUMNS.map(([name, columnKind]) => createArrayColumn(name, columnKind));
  const names: string[] = [];
  const firsts: number[] = [];
  /** By blind index: the bearers' positions by name. */
  const known = new Map<string, Map<string, number>>();
  return {
    positionOf: (index, bearer) => {
      const ofNumber = known.get(index);
      const before = ofNumber?.get(bearer.name);
      if (before !== undefined) return before;
      const position = names.length;
      names.push(bearer.name);
      firsts.push(ofNumber?.values().next().value ?? position);
      if (ofNumber) ofNumber.set(bearer.name, position);
      else known.set(index, new Map([[bearer.name, position]]));
      for (const [at, value] of valuesOf(index, bearer).entries()) columns[at]?.add(value);
      return position;
    },
    finish: () => ({ names, firsts: Int32Array.from(firsts), columns: columns.map((one) => one.finish()) }),
  };

  /** In the order of `COLUMNS`. */
  function valuesOf(index: string, bearer: Bearer): readonly FactValue[] {
    const { name, document } = bearer;
    const talent = kind === "talents" ? (bearer as TalentRow) : null;
    const { pinyin, initials } = readName(name);
    return [
      index,
      document.kind,
      secrets.sealDocument(document.number),
      name,
      pinyin,
      initials,
      document.sex ?? talent?.sex ?? null,
      document.birth ?? talent?.birth ?? null,
      talent ? "library" : "observed",
      talent?.nativePlace ?? null,
      talent?.residence ?? null,
      talent?.team ?? null,
      talent?.talentClass ?? null,
      talent?.phone ?? null,
    ];
  }
}
