import { normaliseDocumentNumber, REGISTERS, type RegisterKind, readMaskedNumber } from "@wutong/codes";
import type { CellValue, ReadDocument } from "./cell-values.ts";
import type { RowProblemCode } from "./row-problems.ts";
import { saysNothing } from "./tidy-cell.ts";

/** Beside the name, any of these tells one person from most others. A school doesn't, nor does a place. */
const TELLING = ["birth", "phone", "creditCode", "employerName", "certificateNumber"];
/** Shown characters from which on a masked number does so by itself: where it was issued and its last four have eight. */
const SHOWN_MIN = 6;

/**
 * Whom a row is about that gives no whole and valid number, where it holds enough to know somebody by: the name, and a masked number
 * or something else that is telling. Undefined where it doesn't, or where the number is ruined and would pass for another.
 */
export function unprovenDocument(
  kind: RegisterKind,
  cell: { readonly text: string; readonly code: RowProblemCode },
  row: Readonly<Record<string, CellValue | ReadDocument>>,
): ReadDocument | undefined {
  const told = TELLING.some((key) => (row[key] ?? null) !== null);
  if (saysNothing(cell.text)) return told ? { kind: "noNumber", number: "", birth: null, sex: null } : undefined;
  const masked = readMaskedNumber(cell.text);
  if (masked) {
    const { number, shown, birth, sex } = masked;
    return told || shown >= SHOWN_MIN ? { kind: "maskedNumber", number, birth, sex } : undefined;
  }
  if (cell.code !== "rows.idNumberCheck" || !REGISTERS[kind].takesInvalidNumbers || !told) return undefined;
  // What a wrong number says of birth and sex may be what is wrong with it.
  return { kind: "invalidNumber", number: normaliseDocumentNumber(cell.text), birth: null, sex: null };
}
