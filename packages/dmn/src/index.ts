export { type DmnFault, type DmnFaultCode, describeDmnFault } from "./faults/dmn-fault.ts";
export type * from "./model/element.ts";
export type * from "./model/expression.ts";
export type * from "./model/model.ts";
export { readDmn } from "./reading/read-dmn.ts";
