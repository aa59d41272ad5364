import type { RegisterKind } from "@wutong/codes";
import type { Problem } from "@wutong/kernel";
import type { PassedOverWhy, RowReader, SheetHeader } from "../../areas/registers/index.ts";
import type { Table, TableRow } from "../../documents/index.ts";
import { createSheetReader, type SheetPlan, type SheetReader } from "./read-sheets.ts";

/** Rows of a register as they stand in its file, each with the reader of its sheet. */
export type RegisterBlock =
  | {
      readonly kind: "rows";
      readonly sheet: string;
      readonly rows: readonly { readonly row: TableRow; readonly read: RowReader<RegisterKind> }[];
    }
  | { readonly kind: "failed"; readonly problem: Problem };

/** Row 0 stands for the sheet as a whole. */
export type TellPassedOver = (sheet: string, row: number, why: PassedOverWhy) => void;

export type RegisterRowsReading = {
  readonly read: () => AsyncGenerator<RegisterBlock>;
  readonly headers: () => readonly SheetHeader[];
  readonly missing: SheetReader["missing"];
};

/** Reads the rows of a register out of a table: what is none of them is told, and nothing is told of blank lines. */
export function readRegisterRows(table: Table, plan: SheetPlan, tell: TellPassedOver): RegisterRowsReading {
  const sheets = createSheetReader(plan);
  const tellSheets = (): void => {
    for (const { sheet, why } of sheets.sheetsPassedOver()) tell(sheet, 0, why);
  };
  const read = async function* (): AsyncGenerator<RegisterBlock> {
    for await (const event of table.read()) {
      if (event.kind === "failed") {
        yield event;
        return;
      }
      if (event.kind === "hidden") {
        tell(event.sheet, 0, "hidden");
        continue;
      }
      const { sheet } = event;
      const rows: { readonly row: TableRow; readonly read: RowReader<RegisterKind> }[] = [];
      for (const row of event.rows) {
        const verdict = sheets.take(sheet, row);
        if (typeof verdict === "function") rows.push({ row, read: verdict });
        else if (verdict !== "above" && verdict !== "empty") tell(sheet, row.row, verdict);
      }
      tellSheets();
      const problem = sheets.problem();
      if (problem) {
        yield { kind: "failed", problem };
        return;
      }
      if (rows.length > 0) yield { kind: "rows", sheet, rows };
    }
    sheets.end();
    tellSheets();
    const problem = sheets.problem();
    if (problem) yield { kind: "failed", problem };
  };
  return { read, headers: sheets.headers, missing: sheets.missing };
}
