import { describeProblem, isProblemCode, type Language } from "@wutong/contracts";
import type { Problem } from "@wutong/kernel";
import { STARTUP_PROBLEMS } from "../config/problems.ts";
import { LOCAL_SERVER_PROBLEMS } from "../storage/relational/local-server/index.ts";

type Text = { readonly zh: string; readonly en: string };

/** What happened and what to do, for the terminal: problems of starting up as well as those that pages show. */
export function describeAtTerminal(problem: Problem, language: Language): string {
  if (isProblemCode(problem.code)) {
    const { what, todo } = describeProblem(problem, language);
    return language === "zh" ? `${what}。${todo}` : `${what}. ${todo}`;
  }
  const texts: Readonly<Record<string, Text>> = { ...STARTUP_PROBLEMS, ...LOCAL_SERVER_PROBLEMS };
  const text = texts[problem.code]?.[language];
  if (!text) return `${problem.code} ${JSON.stringify(problem.params)}`;
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(problem.params[name] ?? "…"));
}

/** Chinese unless the terminal's locale says English. */
export function terminalLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  return /^en/i.test(env["LC_ALL"] || env["LC_MESSAGES"] || env["LANG"] || "") ? "en" : "zh";
}
