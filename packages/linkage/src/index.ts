export { groupLinks, type Link } from "./cluster/group-links.ts";
export { pairOff } from "./cluster/pair-off.ts";
export { planRound, ROUNDS_MAX, relabelSql } from "./cluster/plan-components.ts";
export { candidateRules, chooseRules, guessedConfig, guessFields, type SampledColumn } from "./config/guess-config.ts";
export {
  type Bands,
  type BlockingRule,
  type Bounds,
  DEFAULT_BANDS,
  DEFAULT_BOUNDS,
  type FieldConfig,
  type LinkageConfig,
} from "./config/linkage-config.ts";
export { type GivenConfig, readLinkageConfig } from "./config/read-config.ts";
export { explainPair, type FieldSays, type PairSays } from "./explain/explain-pair.ts";
export type { ChineseTables, Level, Words } from "./kinds/kind.ts";
export { NO_CHINESE } from "./kinds/kind.ts";
export { type FieldKind, KINDS } from "./kinds/kinds.ts";
export { estimateSql, type LinkageMode, largeBlocksSql, planBlocks, planKeys } from "./plan/plan-blocks.ts";
export { identityColumn, planFields } from "./plan/plan-fields.ts";
export {
  agreementsSql,
  candidatesSql,
  comparedSql,
  newcomersSql,
  randomPairsSql,
} from "./plan/plan-pairs.ts";
export { CHARACTERS, needsCharacters, planRecords, type RecordsPlan } from "./plan/plan-records.ts";
export { doubtfulSql, forbiddenSql, patternBitsSql } from "./plan/plan-scores.ts";
export type { SqlStep } from "./sql.ts";
export { bitsOfProbability, type LinkageModel, probabilityOfBits } from "./train/linkage-model.ts";
export { type PatternColumns, type PatternTable, patternTable } from "./train/pattern-table.ts";
export { type Training, trainModel } from "./train/train.ts";
