export * from "./access.ts";
export * from "./benefits.ts";
export * from "./cases.ts";
export * from "./client.ts";
export * from "./clock.ts";
export * from "./comparisons.ts";
export * from "./demand.ts";
export * from "./draws.ts";
export * from "./endpoint.ts";
export * from "./endpoints.ts";
export * from "./fields.ts";
export * from "./findings.ts";
export * from "./funds.ts";
export * from "./journal.ts";
export * from "./library.ts";
export * from "./links.ts";
export * from "./notices.ts";
export * from "./people.ts";
export * from "./policies.ts";
export {
  catalogue,
  describeProblem,
  isProblemCode,
  type Language,
  type ProblemCode,
  statusOf,
} from "./problems/catalogue.ts";
export type { MessageText, ProblemText } from "./problems/problem-text.ts";
export * from "./registers.ts";
export * from "./surveys.ts";
export * from "./talent.ts";
export * from "./tasks.ts";
export * from "./vocabulary.ts";
