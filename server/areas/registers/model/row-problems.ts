import type { ProblemCode } from "@wutong/contracts";
import { type Problem, problem } from "@wutong/kernel";
import { maskNumbers } from "./mask.ts";

/** The codes of `@wutong/contracts` that a row can fail with. */
export type RowProblemCode = Extract<ProblemCode, `rows.${string}`>;

/** A problem of one row. Whatever looks like a number that identifies somebody is masked: problems are stored and shown. */
export function rowProblem(code: RowProblemCode, params: Problem["params"] = {}): Problem {
  const { value } = params;
  return problem(code, typeof value === "string" ? { ...params, value: maskNumbers(value).slice(0, 60) } : params);
}

/** Code tables and number checks speak for themselves in `@wutong/codes`; here their failures become those of a row. */
const ROW_CODES: Readonly<Record<string, RowProblemCode>> = {
  "codes.residentId.ruinedByExcel": "rows.numberLostDigits",
  "codes.residentId.wrongLength": "rows.idNumberLength",
  "codes.residentId.badCharacter": "rows.idNumberLength",
  "codes.residentId.impossibleDate": "rows.idNumberBirth",
  "codes.residentId.badCheckDigit": "rows.idNumberCheck",
  "codes.document.badShape": "rows.documentKindUnknown",
  "codes.creditCode.wrongLength": "rows.creditCodeCheck",
  "codes.creditCode.badCharacter": "rows.creditCodeCheck",
  "codes.creditCode.badCheckDigit": "rows.creditCodeCheck",
  "codes.industry.unknown": "rows.industryUnknown",
  "codes.day.impossible": "rows.dateImpossible",
  "codes.month.impossible": "rows.dateImpossible",
};

export function rowProblemOf(cause: Problem, place: { readonly column: string; readonly value: string }): Problem {
  const code =
    ROW_CODES[cause.code] ??
    (/^codes\.(?:day|month)\./.test(cause.code) ? "rows.dateUnreadable" : "rows.choiceUnknown");
  return rowProblem(code, { ...cause.params, ...place });
}
