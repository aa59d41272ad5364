/** The types of storage that this area's commands and queries pass on; they never touch it themselves. */
export type { Tx, Vault } from "../../../storage/index.ts";
