export { type ByteSource, type FilePlace, openPlace, openSealedFile, SEAL_KEY_BYTES } from "./byte-source.ts";
export { openTable } from "./open-table.ts";
export { documentTooLarge, sealFile } from "./seal-file.ts";
export {
  DEFAULT_TABLE_LIMITS,
  type Table,
  type TableLimits,
  type TableRow,
} from "./table.ts";
export { type OutSheet, writeWorkbook } from "./write-tables.ts";
