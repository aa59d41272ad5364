export { type EmployerRecording, recordEmployerRows } from "./commands/record-employer-rows.ts";
export { noteEmployerNames } from "./store/organisations.ts";
export { findEmployersByName } from "./store/search.ts";
