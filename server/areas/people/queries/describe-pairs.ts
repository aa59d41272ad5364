import { findDivision } from "@wutong/codes/divisions";
import type * as contract from "@wutong/contracts";
import { type Day, formatDay } from "@wutong/kernel";
import type { Tx } from "../../../storage/index.ts";
import { maskDocumentNumber, maskPhone } from "../../registers/index.ts";
import { registerName } from "../model/fact-tables.ts";
import { disputedFields, numbersClash } from "../model/links.ts";
import type { PersonalSecrets } from "../model/secrets.ts";
import { keptNumbers } from "../store/aliases.ts";
import { readSides } from "../store/pair-sides.ts";
import type { Pair } from "../store/pairs.ts";
import { findPersonRows, type PersonRow } from "../store/person-rows.ts";

export type DescribingPairs = {
  readonly secrets: PersonalSecrets;
  /** Of the session; null for a job. */
  readonly accountId: number | null;
};

/** Pairs with what there is to compare of both, masked; a pair whose two have become one shows one side. */
export async function describePairs(
  tx: Tx,
  pairs: readonly Pair[],
  { secrets, accountId }: DescribingPairs,
): Promise<readonly contract.Pair[]> {
  const numbers = pairs.flatMap((pair) => [pair.firstPerson, pair.secondPerson]);
  const kept = await keptNumbers(tx, numbers);
  const ids = [...new Set(numbers.map((id) => kept.get(id) ?? id))];
  const people = new Map((await findPersonRows(tx, ids)).map((row) => [row.personId, row]));
  const parts = await readSides(tx, ids);
  const kindsOf = (id: number) => (parts.documents.get(id) ?? []).map((document) => document.kind);
  return pairs.map((pair) => {
    const both = [pair.firstPerson, pair.secondPerson].map((id) => kept.get(id) ?? id);
    const rows = [...new Set(both)].flatMap((id) => people.get(id) ?? []);
    const [a, b] = rows;
    return {
      pairId: pair.pairId,
      state: pair.state,
      band: pair.band,
      weight: pair.weight,
      fields: [...pair.fields],
      numbersClash:
        numbersClash({ documents: kindsOf(both[0] ?? 0) }, { documents: kindsOf(both[1] ?? 0) }) && rows.length === 2,
      conflicts: a && b ? [...disputedFields(a, b)] : [],
      reason: pair.reason,
      moveId: pair.moveId,
      proposedByMe: pair.state === "proposed" && accountId !== null && pair.decidedBy === accountId,
      sides: rows.map((row) => presentSide(row, parts, secrets)),
    };
  });
}

function presentSide(
  person: PersonRow,
  parts: Awaited<ReturnType<typeof readSides>>,
  secrets: PersonalSecrets,
): contract.PairSide {
  const id = person.personId;
  const documents = parts.documents.get(id) ?? [];
  const otherNames = documents.flatMap(({ knownAs }) => (knownAs !== null && knownAs !== person.name ? [knownAs] : []));
  return {
    personId: id,
    name: person.name,
    alsoNamed: [...new Set(otherNames)],
    sex: person.sex,
    birthMasked: person.birth === null ? null : maskDay(person.birth),
    documents: documents.map(({ kind, sealed }) => ({
      kind,
      masked: maskDocumentNumber(secrets.openDocument(sealed)),
    })),
    phoneMasked: person.phone && maskPhone(person.phone),
    employer: parts.employers.get(id) ?? null,
    residence: divisionName(person.residence),
    nativePlace: divisionName(person.nativePlace),
    schools: (parts.schools.get(id) ?? []).map(({ school, level, graduated }) => ({
      school: school ?? "",
      level: level ?? "",
      graduated: graduated === null ? null : formatDay(graduated),
    })),
    registers: (parts.registers.get(id) ?? []).map(({ register, rows }) => ({
      register: registerName(register),
      rows,
    })),
    status: person.standing === "library" ? "admitted" : "observed",
    office: { officeId: person.officeId, name: person.officeName },
    business: parts.business.has(id),
  };
}

/** The year shows, as everywhere; that the days agree or not is said in words. */
function maskDay(day: Day): string {
  return `${formatDay(day).slice(0, 4)}-**-**`;
}

function divisionName(code: number | null): string | null {
  return code === null ? null : (findDivision(String(code))?.fullName ?? String(code));
}
