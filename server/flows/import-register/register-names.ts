import type { RegisterKind } from "@wutong/codes";
import type * as contract from "@wutong/contracts";

/** The contract calls the register of talents the talent library. */
export const toContract = (kind: RegisterKind): contract.RegisterKind => (kind === "talents" ? "talentLibrary" : kind);
export const fromContract = (kind: contract.RegisterKind): RegisterKind =>
  kind === "talentLibrary" ? "talents" : kind;
