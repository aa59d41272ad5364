export { listFunctions } from "./catalogue/catalogue.ts";
export type { Example, FunctionDoc, Parameter } from "./catalogue/function-entry.ts";
export type { Facts, FeelValue, ListFact } from "./closures/facts.ts";
export {
  type ClosureOptions,
  type ClosureOverrides,
  type ClosureSet,
  toClosure,
  toClosureSet,
  toClosureWith,
} from "./closures/to-closure.ts";
export { type Masks, toMasks } from "./closures/to-masks.ts";
export { bindInput, type CompiledFeel, compileFeel, compileUnaryTests } from "./compile.ts";
export { toPostgresSql } from "./dialects/postgres/to-postgres-sql.ts";
export { sparkSettings, toSparkSql } from "./dialects/spark/to-spark-sql.ts";
export { describeFault, type Language } from "./faults/describe-fault.ts";
export type { FeelFault, FeelFaultCode } from "./faults/fault.ts";
export { visit as visitIr } from "./ir/traverse.ts";
export type { Ast, CompareOperator, Span } from "./parse/ast.ts";
export { parseFeel } from "./parse/parse-feel.ts";
export type { FlatList, FlatLists } from "./sql/flat-lists.ts";
export {
  type DuckPlan,
  planDuckSql,
  renderQuery,
  renderSteps,
  type Step,
  type TruthBits,
} from "./sql/plan-duck-sql.ts";
export { type Columns, type SqlOverrides, toDuckSql } from "./sql/to-duck-sql.ts";
export type { FeelType, Scope } from "./types/feel-type.ts";
