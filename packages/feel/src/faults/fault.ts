import type { Span } from "../parse/ast.ts";

/** Why a source is refused, and where: `from` and `to` are UTF-16 offsets into it. */
export type FeelFault = {
  readonly code: FeelFaultCode;
  readonly params: Readonly<Record<string, string | number>>;
  readonly from: number;
  readonly to: number;
};

export type FeelFaultCode =
  | "feel.empty"
  | "feel.syntax"
  | "feel.syntaxAtEnd"
  | "feel.tooLong"
  | "feel.tooDeep"
  | "feel.tooLarge"
  | "feel.unknownName"
  | "feel.unknownField"
  | "feel.unknownFunction"
  | "feel.unknownParameter"
  | "feel.duplicateName"
  | "feel.argumentCount"
  | "feel.wrongType"
  | "feel.wrongResultType"
  | "feel.differentTypes"
  | "feel.notComparable"
  | "feel.notAListedValue"
  | "feel.nullNotAllowed"
  | "feel.asksWhetherKnown"
  | "feel.divisionOutsideRounding"
  | "feel.divisionByZero"
  | "feel.notConstant"
  | "feel.numberTooLarge"
  | "feel.scaleTooSmall"
  | "feel.notADate"
  | "feel.notADuration"
  | "feel.notExpressible";

export function fault(code: FeelFaultCode, at: Span, params: FeelFault["params"] = {}): FeelFault {
  return { code, params, from: at.from, to: at.to };
}
