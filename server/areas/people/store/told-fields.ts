import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import { DISPUTABLE, type Disputable, type RuleStep } from "../model/field-rules.ts";

const TENANT = sql`tenant_id = (SELECT access.current_tenant())`;

/** What one source says of a field: an entry of an office's library, or a person who was merged into this one. */
export type Told = {
  readonly field: Disputable;
  /** As text: a code, a division's number, YYYY-MM-DD. */
  readonly value: string;
  readonly officeId: number;
  readonly officeName: string;
  readonly depth: number;
  readonly recordedAt: Date;
  readonly batchId: number | null;
  readonly fileName: string | null;
  readonly row: number | null;
  /** The number of the person who was merged; null for an entry. */
  readonly mergedFrom: number | null;
};

/** Names a source of a field: one library says one thing of a person. */
export function toldKey({ mergedFrom, batchId, officeId }: Told): string {
  return mergedFrom === null ? `library-${officeId}-${batchId ?? 0}` : `person-${mergedFrom}`;
}

const VALUES = sql`(VALUES ('sex', f.sex), ('birth', f.birth), ('nativePlace', f.native_place), ('residence', f.residence), ('team', f.team), ('talentClass', f.talent_class))`;

/** All that sources say of the fields of a person that can be disputed, the newest first. */
export async function listTold(tx: Tx, personId: number): Promise<readonly Told[]> {
  const { rows } = await sql<Told>`
    WITH RECURSIVE depths AS (
      SELECT o.office_id, o.name_zh, 0 AS depth FROM access.offices o WHERE o.${TENANT} AND o.parent_id IS NULL
      UNION ALL
      SELECT o.office_id, o.name_zh, d.depth + 1 FROM depths d JOIN access.offices o ON o.${TENANT} AND o.parent_id = d.office_id WHERE d.depth < 20
    ), f AS (
      SELECT e.sex, e.birth::text, e.native_place::text, e.residence::text, e.team, e.talent_class, coalesce(b.office_id, e.office_id) AS office_id,
        e.recorded_at, e.batch_id, e.source_row, NULL::int AS merged_from
      FROM people.library_entries e LEFT JOIN people.batch_offices b ON b.batch_id = e.batch_id WHERE e.${TENANT} AND e.person_id = ${personId}
      UNION ALL
      SELECT r.was ->> 'sex', r.was ->> 'birth', r.was ->> 'native_place', r.was ->> 'residence', r.was ->> 'team', r.was ->> 'talent_class',
        r.office_id, m.made_at, NULL, NULL, coalesce((r.found ->> 'person_id')::int, (r.was ->> 'person_id')::int)
      FROM people.moves m JOIN people.moved_rows r ON r.tenant_id = m.tenant_id AND r.move_id = m.move_id AND r.table_name = 'people.persons'
      WHERE m.${TENANT} AND m.to_person = ${personId} AND m.kind = 'merge' AND m.undone_at IS NULL
    )
    SELECT v.field, v.value, f.office_id AS "officeId", coalesce(d.name_zh, f.office_id::text) AS "officeName", coalesce(d.depth, 20) AS depth,
      f.recorded_at AS "recordedAt", f.batch_id AS "batchId", s.file_name AS "fileName", f.source_row AS row, f.merged_from AS "mergedFrom"
    FROM f CROSS JOIN LATERAL ${VALUES} v (field, value)
    LEFT JOIN depths d ON d.office_id = f.office_id LEFT JOIN people.batch_sources s ON s.batch_id = f.batch_id
    WHERE v.value IS NOT NULL ORDER BY f.merged_from IS NOT NULL, f.recorded_at DESC, f.batch_id DESC NULLS LAST`.execute(
    tx,
  );
  return rows;
}

export type Settlement = {
  readonly settlementId: number;
  readonly field: Disputable;
  readonly value: string | null;
  readonly told: readonly string[];
  readonly reason: string;
  readonly settledBy: string;
  readonly settledAt: Date;
};

/** What stands settled by hand of a person, for each field the last word. */
export async function listSettlements(tx: Tx, personId: number): Promise<readonly Settlement[]> {
  const { rows } = await sql<Settlement>`
    SELECT DISTINCT ON (field) settlement_id AS "settlementId", field, value, told, reason, settled_by AS "settledBy", settled_at AS "settledAt"
    FROM people.settled_fields WHERE ${TENANT} AND person_id = ${personId} AND taken_back_at IS NULL ORDER BY field, settlement_id DESC`.execute(
    tx,
  );
  return rows;
}

export async function insertSettlement(
  tx: Tx,
  given: Omit<Settlement, "settlementId"> & { readonly personId: number; readonly officeId: number },
): Promise<number> {
  const { rows } = await sql<{ settlement_id: number }>`
    INSERT INTO people.settled_fields (tenant_id, person_id, office_id, field, value, told, reason, settled_by, settled_at)
    VALUES (access.current_tenant(), ${given.personId}, ${given.officeId}, ${given.field}, ${given.value}, ${[...given.told]}::text[], ${given.reason},
      ${given.settledBy}, ${given.settledAt}) RETURNING settlement_id`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error("a settlement was not inserted");
  return row.settlement_id;
}

/** Takes back every word by hand on a field that still stands: an earlier one doesn't come to life again. */
export async function takeSettlementsBack(
  tx: Tx,
  given: { readonly personId: number; readonly field: Disputable; readonly by: string; readonly now: Date },
): Promise<number> {
  const { rows } = await sql<{ settlement_id: number }>`
    UPDATE people.settled_fields SET taken_back_by = ${given.by}, taken_back_at = ${given.now}
    WHERE ${TENANT} AND person_id = ${given.personId} AND field = ${given.field} AND taken_back_at IS NULL RETURNING settlement_id`.execute(
    tx,
  );
  return rows.length;
}

export type FieldState = {
  readonly officeId: number;
  readonly disputed: readonly Disputable[];
  readonly conflicts: readonly string[];
};

/** Which fields of a person are disputed, and which of those nothing settles. Held until the transaction ends where `lock`. */
export async function findFieldState(tx: Tx, personId: number, lock = false): Promise<FieldState | undefined> {
  const { rows } = await sql<FieldState>`
    SELECT office_id AS "officeId", disputed, conflicts FROM people.persons WHERE ${TENANT} AND person_id = ${personId} ${lock ? sql`FOR UPDATE` : sql``}`.execute(
    tx,
  );
  return rows[0];
}

export async function listConflicts(tx: Tx, personId: number): Promise<readonly string[]> {
  return (await findFieldState(tx, personId))?.conflicts ?? [];
}

export type OpenDispute = {
  readonly personId: number;
  readonly name: string;
  readonly officeName: string;
  readonly conflicts: readonly Disputable[];
  readonly recordedAt: Date;
};

/** People with fields that nothing settles, what changed last first; `before` is where the page before ended. */
export async function listOpenDisputes(
  tx: Tx,
  page: { readonly after?: { readonly at: string; readonly personId: number }; readonly limit: number },
): Promise<readonly OpenDispute[]> {
  const after = page.after
    ? sql`AND (p.recorded_at, p.person_id) < (${page.after.at}::timestamptz, ${page.after.personId}::int)`
    : sql``;
  const { rows } = await sql<OpenDispute>`
    SELECT p.person_id AS "personId", p.name, coalesce(o.name_zh, p.office_id::text) AS "officeName", p.conflicts, p.recorded_at AS "recordedAt"
    FROM people.persons p LEFT JOIN access.offices o ON o.tenant_id = p.tenant_id AND o.office_id = p.office_id
    WHERE p.${TENANT} AND p.office_id = ANY ((SELECT access.visible_offices())::int[]) AND p.disputed <> '{}' AND p.conflicts <> '{}' ${after}
    ORDER BY p.recorded_at DESC, p.person_id DESC LIMIT ${page.limit}`.execute(tx);
  return rows;
}

export async function countOpenDisputes(tx: Tx): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    SELECT count(*)::int AS open FROM people.persons p
    WHERE p.${TENANT} AND p.office_id = ANY ((SELECT access.visible_offices())::int[]) AND p.disputed <> '{}' AND p.conflicts <> '{}'`.execute(
    tx,
  );
  return rows[0]?.open ?? 0;
}

export type FieldRule = {
  readonly field: Disputable;
  readonly steps: readonly RuleStep[];
  /** The office that set it; null: nobody did. */
  readonly from: { readonly officeId: number; readonly name: string } | null;
};

/** What holds for people of an office, field by field. */
export async function listFieldRules(tx: Tx, officeId: number): Promise<readonly FieldRule[]> {
  const { rows } = await sql<{ field: Disputable; steps: RuleStep[]; officeId: number; name: string }>`
    SELECT r.field, r.steps, r.from_office AS "officeId", coalesce(o.name_zh, r.from_office::text) AS name FROM people.field_rules_of(${officeId}) r
    LEFT JOIN access.offices o ON o.${TENANT} AND o.office_id = r.from_office`.execute(tx);
  return DISPUTABLE.map((field) => {
    const found = rows.find((row) => row.field === field);
    return { field, steps: found?.steps ?? [], from: found ? { officeId: found.officeId, name: found.name } : null };
  });
}

export async function insertFieldRule(
  tx: Tx,
  rule: {
    readonly officeId: number;
    readonly field: Disputable;
    readonly steps: readonly RuleStep[] | null;
    readonly by: string;
    readonly now: Date;
  },
): Promise<void> {
  await sql`INSERT INTO people.field_rules (tenant_id, office_id, field, steps, set_by, set_at)
    VALUES (access.current_tenant(), ${rule.officeId}, ${rule.field}, ${rule.steps === null ? null : [...rule.steps]}::text[], ${rule.by}, ${rule.now})`.execute(
    tx,
  );
}
