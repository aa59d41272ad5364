export type { DmnInput } from "./evaluation/bind-inputs.ts";
export {
  compileDmn,
  type DmnProgram,
  type ElementName,
  evaluateDecision,
  invoke,
} from "./evaluation/dmn-program.ts";
export { inputsOfJson } from "./evaluation/inputs-of-json.ts";
export type { DmnEvaluation, DmnOptions, DmnWarning } from "./evaluation/run.ts";
export { type DmnFault, type DmnFaultCode, describeDmnFault } from "./faults/dmn-fault.ts";
export type * from "./model/element.ts";
export type * from "./model/expression.ts";
export type * from "./model/model.ts";
export { readDmn } from "./reading/read-dmn.ts";
export { addDiagram } from "./writing/add-diagram.ts";
export { writeDmn } from "./writing/write-dmn.ts";
export { XML_LIMITS, type XmlLimits } from "./xml/read-xml.ts";
