export * from "./model/index.ts";
export {
  advanceBatch,
  type Batch,
  type BatchCounts,
  type BatchState,
  type Coverage,
  endBatch,
  findBatch,
  findStoppedBatch,
  insertBatch,
  listBatches,
  listBatchesOfSameFile,
  listLaterBatches,
  listUnfinished,
  lockBatch,
  type PassedOver,
  restartBatch,
  type SheetHeader,
} from "./store/batches.ts";
export { listCoveredMonths } from "./store/coverage.ts";
export {
  deleteFailedRows,
  type FailedRow,
  insertFailedRows,
  listFailedRows,
  type NewFailedRow,
} from "./store/failed-rows.ts";
export { listMappings, rememberMapping } from "./store/mappings.ts";
export { rehearse } from "./store/rehearse.ts";
