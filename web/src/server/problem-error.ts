import { describeProblem, type MessageText } from "@wutong/contracts";
import { type Problem, problem } from "@wutong/kernel";
import { useTranslation } from "react-i18next";

/** A problem on its way through TanStack Query, which wants failures thrown. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(value: Problem) {
    super(value.code);
    this.problem = value;
  }
}

export function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return problem("http.bug", { reference: error instanceof Error ? error.message : String(error) });
}

/** Puts a problem into the reader's language. */
export function useDescribe(): (value: Problem) => MessageText {
  const { i18n } = useTranslation();
  return (value) => describeProblem(value, i18n.language === "en" ? "en" : "zh");
}
