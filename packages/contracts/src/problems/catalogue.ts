import type { Problem } from "@wutong/kernel";
import { accessProblems } from "./access.ts";
import { benefitProblems } from "./benefits.ts";
import { caseProblems } from "./cases.ts";
import { demandProblems } from "./demand.ts";
import { fundProblems } from "./funds.ts";
import { httpProblems } from "./http.ts";
import { moneyProblems } from "./money.ts";
import { notPayableProblems } from "./not-payable.ts";
import { peopleProblems } from "./people.ts";
import { peopleLinkProblems } from "./people-links.ts";
import { policyProblems } from "./policies.ts";
import type { MessageText, ProblemText } from "./problem-text.ts";
import { registerRowProblems } from "./register-rows.ts";
import { registerProblems } from "./registers.ts";

/** Every code that a user may meet, with its status and its message in both languages. */
export const catalogue = {
  ...httpProblems,
  ...accessProblems,
  ...peopleProblems,
  ...peopleLinkProblems,
  ...registerProblems,
  ...registerRowProblems,
  ...policyProblems,
  ...benefitProblems,
  ...caseProblems,
  ...fundProblems,
  ...demandProblems,
  ...moneyProblems,
  ...notPayableProblems,
} as const satisfies Record<string, ProblemText>;

export type ProblemCode = keyof typeof catalogue;
export type Language = "zh" | "en";

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(catalogue, code);
}

/** The HTTP status of a code; 500 for one that the catalogue lacks, which is a bug. */
export function statusOf(code: string): number {
  return isProblemCode(code) ? catalogue[code].status : 500;
}

/** What happened and what to do, in the reader's language, with the problem's own values filled in. */
export function describeProblem(problem: Problem, language: Language): MessageText {
  const entry: ProblemText = catalogue[isProblemCode(problem.code) ? problem.code : "http.bug"];
  const params = isProblemCode(problem.code) ? problem.params : { reference: problem.code };
  const message = entry[language];
  return { what: fill(message.what, params), todo: fill(message.todo, params) };
}

/** A brace without a value stays visible as "…", never as an empty gap that changes the sense. */
function fill(text: string, params: Problem["params"]): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? "…"));
}
