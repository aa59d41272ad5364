export { createKeyFile, type Keys, readKeyFile, rotateKeyFile } from "./crypto/key-file.ts";
export { openVault, type Vault } from "./crypto/vault.ts";
export { type ChainCheck, checkJournalChain, type JournalRow, listJournalEntries } from "./journal/list-entries.ts";
export { openForPerson } from "./journal/person-keys.ts";
export {
  type CommandRequest,
  type CommandRunner,
  commandRunner,
  type Json,
  type Written,
} from "./journal/run-command.ts";
export { enter, inSession, type Token } from "./relational/in-session.ts";
export { holdsData, isDatabaseUp } from "./relational/is-database-up.ts";
export { type Migration, migrate } from "./relational/migrations.ts";
export { type Database, dayParameter, type NoTables, openDatabase, type Tx } from "./relational/pool.ts";
