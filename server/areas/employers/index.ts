export { recordEmployerRows } from "./commands/record-employer-rows.ts";
export { noteEmployerNames } from "./store/organisations.ts";
export { type EmployerCard, findEmployers, findEmployersByName } from "./store/search.ts";
export {
  type EmployerFilter,
  findSurveyContacts,
  listEmployersToSurvey,
  saveSurveyContact,
} from "./store/survey-employers.ts";
