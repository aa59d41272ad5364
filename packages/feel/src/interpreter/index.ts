export { type Evaluation, evaluate, evaluateUnaryTests, inSession } from "./evaluate/evaluate.ts";
export { type Given, invoke } from "./evaluate/invoke.ts";
export { makeFunction } from "./evaluate/make-function.ts";
export type { Scope } from "./evaluate/scope.ts";
export {
  type Clock,
  type EvaluationOptions,
  type EvaluationWarning,
  type Limits,
  Session,
} from "./evaluate/session.ts";
export { describeWarning, type WarningCode } from "./evaluate/warnings.ts";
export { numberOf } from "./numbers/number-of.ts";
export { mergeNames, type NameScope, namesOf } from "./syntax/name-scope.ts";
export { parseExpression, parseUnaryTests } from "./syntax/parse.ts";
export type { ParseOptions, Program } from "./syntax/program.ts";
export { coerce, conformsTo, typeOf } from "./types/conformance.ts";
export { ANY, findBuiltInType } from "./types/type-ref.ts";
export { equals } from "./values/equality.ts";
export { toContext, toFeel, toJson } from "./values/json.ts";
export { toText } from "./values/to-text.ts";
export * from "./values/value.ts";
export { parseXsd, type XsdType } from "./values/xsd.ts";
