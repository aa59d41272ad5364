import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

/** Whose fields: named people, or all of an office and those below it that the session sees. */
export type Disputed = { readonly people: readonly number[] } | { readonly belowOffice: number };

/**
 * Settles, of each disputed field, what the office's rule or somebody's word settles: the person bears that value then, and the
 * field is no conflict any more. The same meaning as `verdictOn`. Returns how many people changed.
 */
export async function resolveFields(tx: Tx, whose: Disputed): Promise<number> {
  const who =
    "people" in whose
      ? sql`p.person_id = ANY (${[...whose.people]}::int[])`
      : sql`p.office_id IN (WITH RECURSIVE below AS (SELECT ${whose.belowOffice}::int AS office_id UNION
          SELECT o.office_id FROM below b JOIN access.offices o ON o.tenant_id = (SELECT access.current_tenant()) AND o.parent_id = b.office_id)
        SELECT office_id FROM below)`;
  const { rows } = await sql<{ changed: number }>`
    WITH RECURSIVE depths AS (
      SELECT o.office_id, 0 AS depth FROM access.offices o WHERE o.tenant_id = (SELECT access.current_tenant()) AND o.parent_id IS NULL
      UNION ALL
      SELECT o.office_id, d.depth + 1 FROM depths d JOIN access.offices o ON o.tenant_id = (SELECT access.current_tenant()) AND o.parent_id = d.office_id
      WHERE d.depth < 20
    ), asked AS (
      SELECT p.person_id, p.office_id, d.field FROM people.persons p, unnest(p.disputed) d (field)
      WHERE p.tenant_id = (SELECT access.current_tenant()) AND p.disputed <> '{}' AND ${who}
    ), told AS (
      SELECT a.person_id, a.field, f.value, coalesce(b.office_id, e.office_id) AS office_id, coalesce(d.depth, 20) AS depth, e.recorded_at, e.batch_id
      FROM asked a
      JOIN people.library_entries e ON e.tenant_id = (SELECT access.current_tenant()) AND e.person_id = a.person_id
      CROSS JOIN LATERAL (SELECT CASE a.field WHEN 'sex' THEN e.sex WHEN 'birth' THEN e.birth::text WHEN 'nativePlace' THEN e.native_place::text
        WHEN 'residence' THEN e.residence::text WHEN 'team' THEN e.team WHEN 'talentClass' THEN e.talent_class END AS value) f
      LEFT JOIN people.batch_offices b ON b.batch_id = e.batch_id
      LEFT JOIN depths d ON d.office_id = coalesce(b.office_id, e.office_id)
      WHERE f.value IS NOT NULL
    ), values_told AS (
      SELECT person_id, field, array_agg(DISTINCT value) AS told FROM told GROUP BY person_id, field
    ), rules AS (
      SELECT o.office_id, r.field, r.steps FROM (SELECT DISTINCT office_id FROM asked) o, LATERAL people.field_rules_of(o.office_id) r
    ), verdict AS (
      SELECT a.person_id, a.field,
        CASE WHEN s.settlement_id IS NOT NULL AND coalesce(v.told, '{}') <@ s.told THEN s.value
          WHEN cardinality(v.told) > 1 THEN (
            SELECT c.value FROM unnest(r.steps) WITH ORDINALITY st (step, place), LATERAL (
              SELECT CASE WHEN st.step <> 'higherOffice' OR count(*) OVER (PARTITION BY t.depth) = count(*) OVER (PARTITION BY t.depth, t.value) THEN t.value END AS value
              FROM told t WHERE t.person_id = a.person_id AND t.field = a.field AND (st.step <> 'ownOffice' OR t.office_id = a.office_id)
              ORDER BY CASE WHEN st.step = 'higherOffice' THEN t.depth END, t.recorded_at DESC, coalesce(t.batch_id, -1) DESC LIMIT 1) c
            WHERE c.value IS NOT NULL ORDER BY st.place LIMIT 1) END AS value
      FROM asked a
      LEFT JOIN values_told v ON v.person_id = a.person_id AND v.field = a.field
      LEFT JOIN rules r ON r.office_id = a.office_id AND r.field = a.field
      LEFT JOIN LATERAL (SELECT s.settlement_id, s.value, s.told FROM people.settled_fields s
        WHERE s.tenant_id = (SELECT access.current_tenant()) AND s.person_id = a.person_id AND s.field = a.field AND s.taken_back_at IS NULL
        ORDER BY s.settlement_id DESC LIMIT 1) s ON true
    ), settled AS (
      SELECT person_id, coalesce(jsonb_object_agg(field, value) FILTER (WHERE value IS NOT NULL), '{}') AS won,
        coalesce(array_agg(field ORDER BY field) FILTER (WHERE value IS NULL), '{}') AS open
      FROM verdict GROUP BY person_id
    ), changed AS (
      UPDATE people.persons p SET conflicts = s.open, sex = coalesce(s.won ->> 'sex', p.sex), birth = coalesce((s.won ->> 'birth')::date, p.birth),
        native_place = coalesce((s.won ->> 'nativePlace')::int, p.native_place), residence = coalesce((s.won ->> 'residence')::int, p.residence),
        team = coalesce(s.won ->> 'team', p.team), talent_class = coalesce(s.won ->> 'talentClass', p.talent_class)
      FROM settled s WHERE p.tenant_id = (SELECT access.current_tenant()) AND p.person_id = s.person_id
        AND (p.conflicts, p.sex, p.birth, p.native_place, p.residence, p.team, p.talent_class) IS DISTINCT FROM (s.open,
          coalesce(s.won ->> 'sex', p.sex), coalesce((s.won ->> 'birth')::date, p.birth), coalesce((s.won ->> 'nativePlace')::int, p.native_place),
          coalesce((s.won ->> 'residence')::int, p.residence), coalesce(s.won ->> 'team', p.team), coalesce(s.won ->> 'talentClass', p.talent_class))
      RETURNING p.person_id
    )
    SELECT count(*)::int AS changed FROM changed`.execute(tx);
  return rows[0]?.changed ?? 0;
}
