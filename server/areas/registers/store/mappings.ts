import type { RegisterKind } from "@wutong/codes";
import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";
import type { HeaderMapping } from "../model/index.ts";

/** Whose files are read by a mapping: one office hears of a register from several sources, each with headers of its own. */
type MappingOwner = {
  readonly officeId: number;
  readonly register: RegisterKind;
  readonly source: string;
};

type RememberedMapping = MappingOwner & {
  readonly mapping: HeaderMapping;
  readonly usedAt: Date;
};

/** Keeps what a person has said of a source's headers, in place of what was said before. */
export async function rememberMapping(
  tx: Tx,
  { officeId, register, source }: MappingOwner,
  { mapping, now }: { readonly mapping: HeaderMapping; readonly now: Date },
): Promise<void> {
  await sql`
    INSERT INTO registers.mappings (tenant_id, office_id, register, source, mapping, used_at)
    SELECT (SELECT access.current_tenant()), ${officeId}::int, ${register}, ${source}, ${JSON.stringify(mapping)}::jsonb, ${now}::timestamptz
    ON CONFLICT (tenant_id, office_id, register, source) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at`.execute(
    tx,
  );
}

/** The sources of the registers of all offices in sight, with their mappings, used last first; no more than 500. */
export async function listMappings(tx: Tx): Promise<readonly RememberedMapping[]> {
  const { rows } = await sql<{
    office_id: number;
    register: RegisterKind;
    source: string;
    mapping: HeaderMapping;
    used_at: Date;
  }>`
    SELECT office_id, register, source, mapping, used_at FROM registers.mappings
    WHERE tenant_id = (SELECT access.current_tenant())
    ORDER BY used_at DESC, office_id, register, source LIMIT 500`.execute(tx);
  return rows.map(({ office_id: officeId, used_at: usedAt, ...row }) => ({ officeId, usedAt, ...row }));
}
