import type { Vault } from "../../../storage/index.ts";

/**
 * How this area binds what it seals and indexes: to the tenant and the column, so that a value copied elsewhere doesn't open
 * and one tenant's indexes tell nothing about another's.
 */
export type PersonalSecrets = {
  /** Blind index of a document number, whatever its kind: 32 hexadecimal digits. */
  readonly documentIndex: (number: string) => string;
  readonly sealDocument: (number: string) => string;
  readonly openDocument: (sealed: Buffer) => string;
  /** Pseudonym of a certificate's number: 32 hexadecimal digits, the same in every register. */
  readonly certificateKey: (number: string) => string;
  readonly sealIn: (number: string, column: string) => string;
  readonly openIn: (sealed: Buffer, column: string) => string;
};

const DOCUMENTS = "people.identities";

export function personalSecrets(vault: Vault, tenantId: number): PersonalSecrets {
  const bind = (column: string): string => `${column}:${tenantId}`;
  return {
    documentIndex: (number) => vault.blindIndex(number, bind(DOCUMENTS)).toString("hex"),
    sealDocument: (number) => vault.seal(number, bind(DOCUMENTS)).toString("hex"),
    openDocument: (sealed) => vault.open(sealed, bind(DOCUMENTS)),
    certificateKey: (number) =>
      vault.blindIndex(number.replaceAll(/\s/g, "").toUpperCase(), bind("people.certificates")).toString("hex"),
    sealIn: (number, column) => vault.seal(number, bind(column)).toString("hex"),
    openIn: (sealed, column) => vault.open(sealed, bind(column)),
  };
}
