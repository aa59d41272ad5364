/**
 * Where a value sealed by the vault lies: a column of bytes, or a text inside a JSON column as PostgreSQL writes bytes
 * (`\x…`). What a place binds its values to is what its store seals them for: `bind`, and after it the number in `bindBy`.
 */
export type SealedPlace = {
  readonly table: string;
  readonly column: string;
  /** Set where the value lies inside a JSON column. */
  readonly key?: string;
  readonly bind: string;
  readonly bindBy?: "tenant_id" | "person_id" | "application_id" | "offer_id";
};

/**
 * Every place of the database that holds sealed values, so that re-sealing forgets none. Rows that imports replaced come after
 * the tables that they were in: one that is replaced meanwhile is then still met.
 */
export const SEALED_PLACES: readonly SealedPlace[] = [
  { table: "journal.person_keys", column: "wrapped_key", bind: "journal.person_keys", bindBy: "person_id" },
  { table: "people.identities", column: "sealed_number", bind: "people.identities", bindBy: "tenant_id" },
  ofTenant("people.credentials", "sealed_certificate"),
  ofTenant("people.certificates", "sealed_number"),
  replaced("people.credentials", "sealed_certificate"),
  replaced("people.certificates", "sealed_number"),
  ofTenant("registers.batches", "sealed_file_key"),
  ofTenant("registers.failed_rows", "sealed_cells"),
  { table: "messages.outbox", column: "sealed_phone", bind: "messages.outbox" },
  { table: "messages.outbox", column: "sealed_text", bind: "messages.outbox" },
  ofTenant("employers.survey_contacts", "sealed_contact"),
  ofTenant("demand.invitations", "sealed_contact"),
  { table: "cases.objections", column: "sealed_from", bind: "cases.objections" },
  { table: "cases.objections", column: "sealed_says", bind: "cases.objections" },
  { table: "benefits.payee_accounts", column: "sealed_number", bind: "benefits.payee_accounts", bindBy: "person_id" },
  { table: "benefits.payee_accounts", column: "sealed_holder", bind: "benefits.payee_accounts", bindBy: "person_id" },
  { table: "benefits.evidence", column: "sealed_facts", bind: "benefits.evidence", bindBy: "application_id" },
  { table: "benefits.fact_reports", column: "sealed_says", bind: "benefits.fact_reports", bindBy: "offer_id" },
];

export function nameOf({ table, column, key }: SealedPlace): string {
  return key ? `${table}.${column} ${key}` : `${table}.${column}`;
}

function ofTenant(table: string, column: string): SealedPlace {
  return { table, column, bind: `${table}.${column}`, bindBy: "tenant_id" };
}

/** The value as it stood in a row that a later import replaced. */
function replaced(table: string, key: string): SealedPlace {
  return { table: "people.superseded_rows", column: "content", key, bind: `${table}.${key}`, bindBy: "tenant_id" };
}
