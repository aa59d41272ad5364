export { listFunctions } from "./catalogue/catalogue.ts";
export type { Example, FunctionDoc, Parameter } from "./catalogue/function-entry.ts";
export type { Facts, FeelValue, ListFact } from "./closures/facts.ts";
export { toClosure } from "./closures/to-closure.ts";
export { bindInput, type CompiledFeel, compileFeel, compileUnaryTests } from "./compile.ts";
export { describeFault, type Language } from "./faults/describe-fault.ts";
export type { FeelFault, FeelFaultCode } from "./faults/fault.ts";
export type { FeelType, Scope } from "./types/feel-type.ts";
