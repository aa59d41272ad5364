import type { RegisterColumn } from "@wutong/codes";
import exceljs from "exceljs";
import type { RegisterFile } from "./register-file.ts";

/** Excel's own limit is 1,048,576 rows a sheet, the header among them. */
const ROWS_PER_SHEET = 1_000_000;
/** One number in so many is typed as text, as it happens in real files. */
const TEXT_NUMBER_EVERY = 40;

type SheetPlan = {
  readonly title: string;
  readonly headers: readonly string[];
  readonly columns: readonly RegisterColumn[];
};

/** A workbook written as a stream, in further sheets with the same header where one is full. Areas and prices are numbers. */
export function openXlsxFile(path: string, plan: SheetPlan): RegisterFile {
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({
    filename: path,
    useStyles: false,
    useSharedStrings: false,
  });
  const newSheet = (number: number) => {
    const sheet = workbook.addWorksheet(number === 1 ? plan.title : `${plan.title}${number}`);
    sheet.addRow([...plan.headers]).commit();
    return sheet;
  };
  let sheets = 1;
  let sheet = newSheet(sheets);
  let rows = 0;
  return {
    addRow: (cells) => {
      if (rows > 0 && rows % ROWS_PER_SHEET === 0) {
        sheet.commit();
        sheets += 1;
        sheet = newSheet(sheets);
      }
      rows += 1;
      sheet.addRow(cells.map((cell, i) => cellValue(cell, plan.columns[i], rows))).commit();
    },
    // The stream behind keeps little: each row is written as it is committed.
    isFull: () => false,
    flush: () => Promise.resolve(),
    close: async () => {
      sheet.commit();
      await workbook.commit();
    },
  };
}

function cellValue(cell: string, column: RegisterColumn | undefined, row: number): string | number | null {
  if (cell === "") return null;
  const isNumber = column?.type === "areaM2" || column?.type === "yuan";
  return isNumber && row % TEXT_NUMBER_EVERY !== 0 ? Number(cell) : cell;
}
