export {
  type FactBatch,
  type PreparedRows,
  prepareRegisterRows,
  type RowFault,
  type SoundRow,
} from "./commands/prepare-register-rows.ts";
export { type RecordedBatch, type Recording, recordRegisterRows } from "./commands/record-register-rows.ts";
export type { FactKind } from "./model/fact-tables.ts";
export { createNameReader, type NameReading } from "./model/read-name.ts";
export { type PersonalSecrets, personalSecrets } from "./model/secrets.ts";
export { type PersonFacts, readFacts } from "./queries/read-facts.ts";
