import type { RegisterKind } from "@wutong/codes";
import type { Day, Month, Problem } from "@wutong/kernel";
import { HEADER_ROW_MAX, type HeaderMapping } from "../../areas/registers/index.ts";
import type { Table } from "../../documents/index.ts";
import { columnsMissing } from "./columns-missing.ts";
import { createSheetReader } from "./read-sheets.ts";

/** No row is read here. */
const NO_RULES = { asOf: 0 as Day, fromMonth: 0 as Month, throughMonth: 0 as Month };

/** What is wrong with a file as far as its headers, so that a file of another register is refused at once. */
export async function findHeaderProblem(
  table: Table,
  register: RegisterKind,
  mapping: HeaderMapping = {},
): Promise<Problem | undefined> {
  const sheets = createSheetReader({ register, mapping, rules: NO_RULES });
  for await (const event of table.read({ rowsPerSheetMax: HEADER_ROW_MAX + 1 })) {
    if (event.kind === "failed") return event.problem;
    if (event.kind === "hidden") continue;
    for (const row of event.rows) sheets.take(event.sheet, row);
    // One sheet only, whose beginning has been seen.
    if (table.format === "csv" && (event.rows.at(-1)?.row ?? 0) > HEADER_ROW_MAX) break;
  }
  sheets.end();
  return sheets.problem() ?? (sheets.headers().length > 0 ? undefined : columnsMissing(register));
}
