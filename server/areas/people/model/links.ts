import type { Day } from "@wutong/kernel";
import { DISPUTABLE, type Disputable } from "./field-rules.ts";

/** What merging asks of a person's own row. */
export type PersonToMerge = {
  readonly personId: number;
  readonly officeId: number;
  readonly standing: "library" | "observed";
  readonly name: string;
  readonly pinyin: string;
  readonly initials: string;
  readonly sex: "M" | "F" | null;
  readonly birth: Day | null;
  readonly nativePlace: number | null;
  readonly residence: number | null;
  readonly team: string | null;
  readonly talentClass: string | null;
  readonly phone: string | null;
  readonly conflicts: readonly string[];
  /** Fields in which sources disagree, settled or not. */
  readonly disputed: readonly string[];
  /** Kinds of the documents, one for each. */
  readonly documents: readonly string[];
  /** Something was offered, confirmed, filed or paid under this number. */
  readonly hasBusiness: boolean;
};

/** Numbers that somebody bears for life: nobody has two of a kind. A passport is renewed and gets another number. */
const LIFELONG: readonly string[] = ["residentId", "residencePermit"];

/** Both have a valid number of a kind of which nobody has two. */
export function numbersClash(a: Pick<PersonToMerge, "documents">, b: Pick<PersonToMerge, "documents">): boolean {
  return LIFELONG.some((kind) => a.documents.includes(kind) && b.documents.includes(kind));
}

/** The fields that both know, each otherwise. */
export function disputedFields(
  a: Pick<PersonToMerge, Disputable>,
  b: Pick<PersonToMerge, Disputable>,
): readonly Disputable[] {
  return DISPUTABLE.filter((field) => a[field] !== null && b[field] !== null && a[field] !== b[field]);
}

/**
 * Who keeps their number, and who is known by it from then on. Money that is under way stays where it is before all else; then
 * the library's entry, then the one with a resident identity card, then the older.
 */
export function chooseKept(
  a: PersonToMerge,
  b: PersonToMerge,
): { readonly kept: PersonToMerge; readonly gone: PersonToMerge } {
  const rank = (one: PersonToMerge) => [
    one.hasBusiness ? 0 : 1,
    one.standing === "library" ? 0 : 1,
    one.documents.includes("residentId") ? 0 : 1,
    one.personId,
  ];
  const [left, right] = [rank(a), rank(b)];
  const at = left.findIndex((value, index) => value !== right[index]);
  return (left[at] ?? 0) < (right[at] ?? 0) ? { kept: a, gone: b } : { kept: b, gone: a };
}

/** The person's own fields after the merge: the kept one's, gaps filled from the other; what both say otherwise is a conflict. */
export function mergedFields(kept: PersonToMerge, gone: PersonToMerge): PersonFields {
  const between = disputedFields(kept, gone);
  const standing = kept.standing === "library" || gone.standing === "library" ? "library" : "observed";
  return {
    standing,
    sex: kept.sex ?? gone.sex,
    birth: kept.birth ?? gone.birth,
    nativePlace: kept.nativePlace ?? gone.nativePlace,
    residence: kept.residence ?? gone.residence,
    team: kept.team ?? gone.team,
    talentClass: kept.talentClass ?? gone.talentClass,
    phone: kept.phone ?? gone.phone,
    conflicts: [...new Set([...kept.conflicts, ...gone.conflicts, ...between])].toSorted(),
    disputed: [...new Set([...kept.disputed, ...gone.disputed, ...between])].toSorted(),
  };
}

export type PersonFields = Pick<
  PersonToMerge,
  | "standing"
  | "sex"
  | "birth"
  | "nativePlace"
  | "residence"
  | "team"
  | "talentClass"
  | "phone"
  | "conflicts"
  | "disputed"
>;

/** A row of a fact table, by what it is found and compared with. */
export type FactKey = {
  readonly table: string;
  readonly personId: number;
  /** Hexadecimal, as `digest`. */
  readonly naturalKey: string;
  readonly digest: string;
  readonly recordedAt: Date;
  readonly batchId: number | null;
};

/** Where a fact goes: to which person, and under which key where the register says something of its own of each of the two. */
export type FactMove = { readonly fact: FactKey; readonly toPerson: number; readonly newKey: boolean };

/** Registers of which two rows with one key are two things: entries of a library disagree openly, and money was paid twice. */
const KEPT_APART: readonly string[] = ["people.library_entries", "people.past_benefits"];

/**
 * How the facts of two persons come together. A row whose key the other has too: where it says the same, it stays aside under the
 * number that goes (its source is kept, and nothing counts twice); where it says otherwise, the later one counts and the earlier one
 * stays aside, but two entries of the library and two payments both count.
 */
export function planFacts(
  facts: readonly FactKey[],
  { kept, gone }: { readonly kept: number; readonly gone: number },
): readonly FactMove[] {
  const keyOf = (fact: FactKey) => `${fact.table} ${fact.naturalKey}`;
  const ofKept = new Map(facts.filter((fact) => fact.personId === kept).map((fact) => [keyOf(fact), fact]));
  return facts
    .filter((fact) => fact.personId === gone)
    .flatMap((fact): readonly FactMove[] => {
      const other = ofKept.get(keyOf(fact));
      if (!other) return [{ fact, toPerson: kept, newKey: false }];
      if (other.digest === fact.digest) return [];
      if (KEPT_APART.includes(fact.table)) return [{ fact, toPerson: kept, newKey: true }];
      if (fact.recordedAt <= other.recordedAt) return [];
      return [
        { fact: other, toPerson: gone, newKey: false },
        { fact, toPerson: kept, newKey: false },
      ];
    });
}

/** What a client names a document by: the beginning of its blind index tells nothing of the number. */
export function documentKey(index: string): string {
  return index.slice(0, 12);
}

/** One field of a pair: how well it agrees, in words, and what that weighs (in bits; below zero speaks against). */
export type ComparedField = {
  readonly field: string;
  readonly level: number;
  readonly weight: number;
  readonly zh: string;
  readonly en: string;
};
