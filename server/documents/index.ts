export { type ByteSource, openFile, openSealedFile, SEAL_KEY_BYTES } from "./byte-source.ts";
export { openTable } from "./open-table.ts";
export type { DocumentProblemCode } from "./problems.ts";
export { documentTooLarge, type SealedFile, sealFile } from "./seal-file.ts";
export {
  DEFAULT_TABLE_LIMITS,
  type Table,
  type TableEvent,
  type TableFormat,
  type TableLimits,
  type TableRow,
} from "./table.ts";
export { type OutSheet, writeCsv, writeWorkbook } from "./write-tables.ts";
