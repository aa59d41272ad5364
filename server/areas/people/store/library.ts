import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { ArrayColumn } from "../model/array-columns.ts";
import { rowsOf } from "./column-arrays.ts";

export type Admitted = {
  readonly renamed: readonly { readonly personId: number; readonly officeId: number; readonly name: string }[];
  readonly disputed: readonly number[];
};

/**
 * Takes people into the library by what its entries say of them: the latest entry counts, and a field in which entries of two
 * offices disagree is disputed, and a conflict until `resolveFields` finds who settles it.
 * The columns are `person_id` (null: passed over), and `pinyin` and `initials` of the name. Returns those whose name is
 * another than before, and those of whom something is disputed.
 */
export async function admitByEntries(tx: Tx, columns: readonly ArrayColumn[]): Promise<Admitted> {
  const { rows } = await sql<{
    person_id: number;
    office_id: number;
    name: string;
    renamed: boolean;
    disputed: boolean;
  }>`
    WITH entry AS (
      SELECT DISTINCT ON (e.person_id) e.*, i.pinyin, i.initials
      FROM ${rowsOf(columns, "i")} JOIN people.library_entries e ON e.tenant_id = (SELECT access.current_tenant()) AND e.person_id = i.person_id
      ORDER BY e.person_id, e.recorded_at DESC, e.batch_id DESC
    ), said AS (
      SELECT n.*, ARRAY(
        SELECT f.field FROM people.library_entries o, LATERAL (VALUES
          ('sex', o.sex <> n.sex), ('birth', o.birth <> n.birth), ('nativePlace', o.native_place <> n.native_place),
          ('residence', o.residence <> n.residence), ('team', o.team <> n.team), ('talentClass', o.talent_class <> n.talent_class)
        ) AS f (field, differs)
        WHERE o.tenant_id = n.tenant_id AND o.person_id = n.person_id AND o.natural_key <> n.natural_key AND f.differs
        GROUP BY f.field ORDER BY f.field) AS disputed
      FROM entry n
    )
    UPDATE people.persons p SET standing = 'library', name = s.name, pinyin = s.pinyin, initials = s.initials, sex = s.sex, birth = s.birth,
      native_place = s.native_place, residence = s.residence, team = s.team, talent_class = s.talent_class, phone = s.phone,
      conflicts = s.disputed, disputed = s.disputed, recorded_at = s.recorded_at
    FROM said s WHERE p.tenant_id = s.tenant_id AND p.person_id = s.person_id
      AND (p.standing, p.name, p.pinyin, p.initials, p.sex, p.birth, p.native_place, p.residence, p.team, p.talent_class, p.phone, p.conflicts, p.disputed)
        IS DISTINCT FROM ('library', s.name, s.pinyin, s.initials, s.sex, s.birth, s.native_place, s.residence, s.team, s.talent_class, s.phone, s.disputed, s.disputed)
    RETURNING new.person_id, new.office_id, new.name, old.name <> new.name AS renamed, new.disputed <> '{}' AS disputed`.execute(
    tx,
  );
  return {
    renamed: rows
      .filter(({ renamed }) => renamed)
      .map((row) => ({ personId: row.person_id, officeId: row.office_id, name: row.name })),
    disputed: rows.filter(({ disputed }) => disputed).map((row) => row.person_id),
  };
}
