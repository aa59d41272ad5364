export { openTable } from "./open-table.ts";
export type { DocumentProblemCode } from "./problems.ts";
export {
  DEFAULT_TABLE_LIMITS,
  type Table,
  type TableEvent,
  type TableFormat,
  type TableLimits,
  type TableRow,
} from "./table.ts";
export { type OutSheet, writeCsv, writeWorkbook } from "./write-tables.ts";
