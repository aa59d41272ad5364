import { sql } from "kysely";
import type { Tx } from "../../../storage/index.ts";

export type DocumentOfPerson = {
  /** Blind index, in hexadecimal. */
  readonly index: string;
  readonly kind: string;
  readonly sealed: Buffer;
  /** The name that the registers of this document give, where it is another than the person's. */
  readonly knownAs: string | null;
};

export async function listDocuments(tx: Tx, personId: number): Promise<readonly DocumentOfPerson[]> {
  const { rows } = await sql<DocumentOfPerson>`
    SELECT encode(document_index, 'hex') AS index, kind, sealed_number AS sealed, known_as AS "knownAs" FROM people.identities
    WHERE tenant_id = (SELECT access.current_tenant()) AND person_id = ${personId}
    ORDER BY (kind = 'residentId') DESC, document_index`.execute(tx);
  return rows;
}
