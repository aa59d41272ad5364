export {
  type RecordedBatch,
  type Recording,
  recordRegisterRows,
  type SoundRow,
} from "./commands/record-register-rows.ts";
export type { FactKind } from "./model/fact-tables.ts";
export { createNameReader, type NameReading } from "./model/read-name.ts";
export { type PersonalSecrets, personalSecrets } from "./model/secrets.ts";
export { type PersonFacts, readFacts } from "./queries/read-facts.ts";
