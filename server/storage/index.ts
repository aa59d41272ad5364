export { createKeyFile, type Keys, readKeyFile, rotateKeyFile } from "./crypto/key-file.ts";
export { openVault, openVaultInThread, type Vault, type VaultKeys } from "./crypto/vault.ts";
export { checkJournalChain, type JournalRow, listJournalEntries } from "./journal/list-entries.ts";
export { type CommandRunner, commandRunner } from "./journal/run-command.ts";
export { enter, inSession, type Token } from "./relational/in-session.ts";
export { holdsData, isDatabaseUp } from "./relational/is-database-up.ts";
export { KEPT, KEPT_MARK } from "./relational/kept-statements.ts";
export { migrate } from "./relational/migrations.ts";
export { type Database, dayParameter, openDatabase, type Tx } from "./relational/pool.ts";
