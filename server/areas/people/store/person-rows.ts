import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import { KEPT, type Tx } from "../../../storage/index.ts";
import { UNPROVEN } from "./proven-document.ts";

/** A person as lists and the detail page show one; the document is still sealed. */
export type PersonRow = {
  readonly personId: number;
  readonly officeId: number;
  readonly officeName: string;
  readonly standing: "library" | "observed";
  readonly name: string;
  readonly sex: "M" | "F" | null;
  readonly birth: Day | null;
  readonly phone: string | null;
  readonly nativePlace: number | null;
  readonly residence: number | null;
  readonly team: string | null;
  readonly talentClass: string | null;
  readonly conflicts: readonly string[];
  readonly documentKind: string | null;
  readonly sealedDocument: Buffer | null;
  readonly workplaceCode: string | null;
  readonly workplaceName: string | null;
};

type Row = {
  person_id: number;
  office_id: number;
  office_name: string | null;
  standing: PersonRow["standing"];
  name: string;
  sex: PersonRow["sex"];
  birth: Day | null;
  phone: string | null;
  native_place: number | null;
  residence: number | null;
  team: string | null;
  talent_class: string | null;
  conflicts: readonly string[];
  kind: string | null;
  sealed_number: Buffer | null;
  credit_code: string | null;
  workplace: string | null;
};

/**
 * The people of the given numbers that the session sees, in that order, with the best of their documents. Picked out at the end and
 * not beside each person: there, row security would ask for the session again and again.
 */
export async function findPersonRows(tx: Tx, personIds: readonly number[]): Promise<readonly PersonRow[]> {
  const { rows } = await sql<Row>`${KEPT}
    SELECT DISTINCT ON (i.position) p.person_id, p.office_id, o.name_zh AS office_name, p.standing, p.name, p.sex, p.birth, p.phone,
      p.native_place, p.residence, p.team, p.talent_class, p.conflicts, d.kind, d.sealed_number, w.credit_code,
      e.name AS workplace
    FROM unnest(${[...personIds]}::int[]) WITH ORDINALITY AS i (person_id, position)
    JOIN people.persons p ON p.tenant_id = (SELECT access.current_tenant()) AND p.person_id = i.person_id
    LEFT JOIN access.offices o ON o.tenant_id = p.tenant_id AND o.office_id = p.office_id
    LEFT JOIN people.identities d ON d.tenant_id = p.tenant_id AND d.person_id = p.person_id
    LEFT JOIN people.workplaces w ON w.tenant_id = p.tenant_id AND w.person_id = p.person_id AND w.open
    LEFT JOIN employers.organisations e ON e.tenant_id = w.tenant_id AND e.credit_code = w.credit_code
    ORDER BY i.position, d.kind = 'residentId' DESC, d.kind = ANY ${UNPROVEN}`.execute(tx);
  return rows.map((row) => ({
    personId: row.person_id,
    officeId: row.office_id,
    officeName: row.office_name ?? String(row.office_id),
    standing: row.standing,
    name: row.name,
    sex: row.sex,
    birth: row.birth,
    phone: row.phone,
    nativePlace: row.native_place,
    residence: row.residence,
    team: row.team,
    talentClass: row.talent_class,
    conflicts: row.conflicts,
    documentKind: row.kind,
    sealedDocument: row.sealed_number,
    workplaceCode: row.credit_code,
    workplaceName: row.workplace,
  }));
}

export type PeopleCounts = {
  readonly library: number;
  readonly observed: number;
  readonly teams: readonly { readonly value: string; readonly people: number }[];
  readonly talentClasses: readonly { readonly value: string; readonly people: number }[];
};

/** How many people the session sees; teams and classes of those in the library. */
export async function countPeople(tx: Tx): Promise<PeopleCounts> {
  const { rows } = await sql<{ standing: string; team: string | null; talent_class: string | null; people: number }>`
    SELECT standing, team, talent_class, count(*)::int AS people FROM people.persons
    WHERE tenant_id = (SELECT access.current_tenant()) AND office_id = ANY ((SELECT access.visible_offices())::int[])
    GROUP BY standing, team, talent_class`.execute(tx);
  const library = rows.filter((row) => row.standing === "library");
  const sumBy = (value: (row: (typeof rows)[number]) => string | null) => {
    const sums = new Map<string, number>();
    for (const row of library) {
      const key = value(row);
      if (key !== null) sums.set(key, (sums.get(key) ?? 0) + row.people);
    }
    return [...sums].map(([key, people]) => ({ value: key, people })).toSorted((a, b) => b.people - a.people);
  };
  const total = (some: typeof rows): number => some.reduce((sum, row) => sum + row.people, 0);
  return {
    library: total(library),
    observed: total(rows) - total(library),
    teams: sumBy((row) => row.team),
    talentClasses: sumBy((row) => row.talent_class),
  };
}

/** Takes an observed person into the library. `undefined`: not seen; `false`: was in it already. */
export async function admit(
  tx: Tx,
  personId: number,
  now: Date,
): Promise<{ readonly officeId: number; readonly changed: boolean } | undefined> {
  const { rows } = await sql<{ office_id: number; changed: boolean }>`
    UPDATE people.persons SET standing = 'library', recorded_at = CASE WHEN standing = 'library' THEN recorded_at ELSE ${now}::timestamptz END
    WHERE tenant_id = (SELECT access.current_tenant()) AND person_id = ${personId}
    RETURNING office_id, old.standing <> 'library' AS changed`.execute(tx);
  return rows[0] && { officeId: rows[0].office_id, changed: rows[0].changed };
}
