export * from "./facts.ts";
export { PEOPLE_MAX } from "./identity.ts";
export type * from "./model.ts";
export { generateOffice } from "./office.ts";
export { employerRows, registerHeaders, toRegisterRows } from "./register-rows.ts";
export { HARMLESS_ODDITIES, REJECTED_ODDITIES, type RegisterRow, type RowOddity } from "./spoil.ts";
