import { isUnproven } from "@wutong/codes";
import type { Bearer, TalentRow } from "../../registers/index.ts";
import { type ArrayColumn, createArrayColumn } from "./array-columns.ts";
import type { ColumnKind, FactValue } from "./fact-tables.ts";
import type { NameReading } from "./read-name.ts";
import type { PersonalSecrets } from "./secrets.ts";

/** Somebody who may have to be created. */
export type Newcomer = {
  /** Blind index of the document number, in hexadecimal. */
  readonly index: string;
  readonly bearer: Bearer;
  /** What the talent library says of them; null for someone seen only in another register. */
  readonly talent: TalentRow | null;
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

export type NewcomerTools = {
  readonly secrets: PersonalSecrets;
  readonly readName: (name: string) => NameReading;
};

/** Seals the numbers of people and reads their names, into the columns from which persons are created (20 µs a person). */
export function createNewcomerColumns(tools: NewcomerTools): {
  readonly add: (newcomer: Newcomer) => void;
  readonly finish: () => readonly ArrayColumn[];
} {
  const columns = COLUMNS.map(([name, kind]) => createArrayColumn(name, kind));
  return {
    add: (newcomer) => {
      for (const [at, value] of valuesOf(newcomer, tools).entries()) columns[at]?.add(value);
    },
    finish: () => columns.map((one) => one.finish()),
  };
}

/** In the order of `COLUMNS`. */
function valuesOf({ index, bearer, talent }: Newcomer, { secrets, readName }: NewcomerTools): readonly FactValue[] {
  const { name, document } = bearer;
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
    talent && !isUnproven(document.kind) ? "library" : "observed",
    talent?.nativePlace ?? null,
    talent?.residence ?? null,
    talent?.team ?? null,
    talent?.talentClass ?? null,
    talent?.phone ?? null,
  ];
}
