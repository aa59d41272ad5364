import { isUnproven } from "@wutong/codes";
import type { Bearer } from "../../registers/index.ts";
import type { FactKind } from "./fact-tables.ts";

/** Shown characters from which on a masked number and a name are borne by one person of a register: all but the last four, or more. */
const NEARLY_WHOLE = 14;

/** The columns of which registers have one or the other. */
type Telling = Partial<Readonly<Record<string, string | number | null>>>;

/**
 * What a row's person is found by, before it is keyed and digested: the document number; where it gives none that is whole and valid,
 * all that tells its bearer from others, within the register and the office that handed it in. Rows that agree in all of it
 * are one person's; where that is little (a name and a birth date), each row of its own key stands alone. So the same row finds its
 * person again, and two namesakes are never joined by an import.
 */
export function bearerKey(
  from: { readonly kind: FactKind; readonly officeId: number },
  row: Bearer,
  naturalKey: string,
): string {
  const { kind, number } = row.document;
  if (!isUnproven(kind)) return number;
  const { birth, sex, phone, nativePlace, residence, certificateNumber, creditCode, employerName } =
    row as unknown as Telling;
  const shown = number.replaceAll("*", "").length;
  const own = [row.name, number, birth, phone, certificateNumber];
  const strong = shown >= NEARLY_WHOLE || [phone, certificateNumber].some((one) => (one ?? null) !== null);
  const employed = (creditCode ?? employerName ?? null) !== null;
  const lone = number !== "" && employed ? [] : [sex, nativePlace, residence, naturalKey];
  const more = strong ? [] : [creditCode ?? employerName, ...lone];
  // No document number begins like this.
  return ["unproven", from.kind, from.officeId, ...own, ...more].map((one) => one ?? "").join("\u001f");
}
