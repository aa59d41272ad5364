import type { TenantId } from "@wutong/kernel";
import { sql } from "kysely";
import { type Database, inSession, type Token } from "../../../storage/index.ts";

export type OfficeRow = {
  readonly officeId: number;
  readonly name: string;
  readonly parentId: number | null;
  readonly level: "city" | "district" | "town";
};

/** The session's own office and those beneath it; a parent out of scope is given as null. */
export function listOffices(database: Database, token: Token): Promise<OfficeRow[]> {
  return inSession(database, token, async (tx) => {
    const { rows } = await sql<{ office_id: number; name_zh: string; parent_id: number | null }>`
      SELECT o.office_id, o.name_zh, CASE WHEN o.parent_id = ANY ((SELECT access.visible_offices())::int[]) THEN o.parent_id END AS parent_id
      FROM access.offices o WHERE o.office_id = ANY ((SELECT access.visible_offices())::int[]) ORDER BY o.office_id`.execute(
      tx,
    );
    return rows.map((row) => ({
      officeId: row.office_id,
      name: row.name_zh,
      parentId: row.parent_id,
      level: levelOf(row.office_id),
    }));
  });
}

/** The name of the tenant that this server serves: shown before anybody signs in. */
export async function getTenantName(database: Database, tenantId: TenantId): Promise<string> {
  const { rows } = await sql<{ name: string }>`SELECT access.tenant_name(${tenantId}) AS name`.execute(database.kysely);
  return rows[0]?.name ?? "";
}

/** GB/T 2260: 330600 is a city, 330602 a district; nine digits are a town. */
function levelOf(officeId: number): OfficeRow["level"] {
  if (officeId > 999_999) return "town";
  return officeId % 100 === 0 ? "city" : "district";
}
