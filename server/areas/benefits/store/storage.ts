/** The types of storage that this area's commands and queries pass on; they never touch it themselves. */
export type { CommandRunner, Database, Json, Token, Tx, Vault, Written } from "../../../storage/index.ts";
