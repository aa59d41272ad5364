import { sql } from "kysely";
import type { Tx, Vault } from "../../../storage/index.ts";
import { personalSecrets } from "../model/secrets.ts";
import { UNPROVEN } from "./proven-document.ts";

/** Who a person is, for what concerns them alone: messages, notices, payment. */
export type PersonCard = {
  readonly personId: number;
  readonly officeId: number;
  /** The name that the registers verified. */
  readonly name: string;
  readonly phone: string | null;
  /** Every whole and valid document number known, opened; a resident identity card first. Never to be stored or logged. */
  readonly documentNumbers: readonly string[];
};

/** Undefined where the session doesn't see the person. */
export async function findPersonCard(tx: Tx, vault: Vault, personId: number): Promise<PersonCard | undefined> {
  return (await listPersonCards(tx, vault, [personId]))[0];
}

export async function listPersonCards(
  tx: Tx,
  vault: Vault,
  personIds: readonly number[],
): Promise<readonly PersonCard[]> {
  const { rows } = await sql<CardRow>`
    SELECT p.tenant_id, p.person_id, p.office_id, p.name, p.phone,
      coalesce(array_agg(i.sealed_number ORDER BY (i.kind = 'residentId') DESC, i.document_index) FILTER (WHERE i.person_id IS NOT NULL AND NOT i.kind = ANY ${UNPROVEN}), '{}') AS sealed
    FROM people.persons p LEFT JOIN people.identities i ON i.tenant_id = p.tenant_id AND i.person_id = p.person_id
    WHERE p.tenant_id = (SELECT access.current_tenant()) AND p.person_id = ANY (${[...personIds]}::int[])
    GROUP BY p.tenant_id, p.person_id ORDER BY p.person_id`.execute(tx);
  return rows.map((row) => {
    const secrets = personalSecrets(vault, row.tenant_id);
    return {
      personId: row.person_id,
      officeId: row.office_id,
      name: row.name,
      phone: row.phone,
      documentNumbers: row.sealed.map((sealed) => secrets.openDocument(sealed)),
    };
  });
}

/** Everyone in the session's scope with this phone number: phones are shared and handed on. At most 20. */
export async function listPersonCardsByPhone(tx: Tx, vault: Vault, phone: string): Promise<readonly PersonCard[]> {
  const { rows } = await sql<{ person_id: number }>`
    SELECT person_id FROM people.persons
    WHERE tenant_id = (SELECT access.current_tenant()) AND office_id = ANY ((SELECT access.visible_offices())::int[])
      AND phone COLLATE "C" = ${phone} ORDER BY person_id LIMIT 20`.execute(tx);
  return listPersonCards(
    tx,
    vault,
    rows.map((row) => row.person_id),
  );
}

type CardRow = {
  tenant_id: number;
  person_id: number;
  office_id: number;
  name: string;
  phone: string | null;
  sealed: readonly Buffer[];
};

/** What a list shows of a person. */
export type PersonLabel = { readonly personId: number; readonly name: string; readonly phone: string | null };

/** By the numbers asked: one from before a merge (in an older sweep, say) leads to the person. */
export async function listPersonLabels(
  tx: Tx,
  personIds: readonly number[],
): Promise<ReadonlyMap<number, PersonLabel>> {
  const { rows } = await sql<{ asked: number; person_id: number; name: string; phone: string | null }>`
    SELECT i.asked, p.person_id, p.name, p.phone FROM unnest(${[...personIds]}::int[]) AS i (asked)
    LEFT JOIN people.aliases a ON a.tenant_id = (SELECT access.current_tenant()) AND a.alias_id = i.asked
    JOIN people.persons p ON p.tenant_id = (SELECT access.current_tenant())
      AND p.person_id = CASE WHEN a.alias_id IS NULL THEN i.asked ELSE people.kept_number(i.asked) END`.execute(tx);
  return new Map(rows.map((row) => [row.asked, { personId: row.person_id, name: row.name, phone: row.phone }]));
}

/** People whose name begins with a text, or who have this phone number; at most 500. For filters of other lists. */
export async function findPersonIds(tx: Tx, text: string): Promise<readonly number[]> {
  const { rows } = await sql<{ person_id: number }>`
    SELECT person_id FROM people.persons
    WHERE tenant_id = (SELECT access.current_tenant()) AND office_id = ANY ((SELECT access.visible_offices())::int[])
      AND (phone COLLATE "C" = ${text} OR (name COLLATE "C" >= ${text} AND name COLLATE "C" < ${`${text}\u{10FFFF}`}))
    ORDER BY person_id LIMIT 500`.execute(tx);
  return rows.map((row) => row.person_id);
}
