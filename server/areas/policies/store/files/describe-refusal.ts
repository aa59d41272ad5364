import { describeProblem, isProblemCode, type Language } from "@wutong/contracts";
import { policyFaultMessage } from "@wutong/policy";
import { FILE_PROBLEMS } from "./file-problems.ts";
import { placeOf } from "./policy-files.ts";
import type { FilesRefused } from "./sweep-files.ts";

/** Faults shown at once; the rest are counted. */
const FAULTS_SHOWN = 50;

/** What is wrong with the given files, a line for each fault, with its place. `folder` is where the policies are. */
export function describeRefusal(refused: FilesRefused, folder: string, language: Language): string {
  if (refused.kind === "problem") {
    const { code, params } = refused.problem;
    const text = FILE_PROBLEMS[code]?.[language];
    if (text === undefined && !isProblemCode(code)) return `${code} ${JSON.stringify(params)}`;
    if (text === undefined) {
      const { what, todo } = describeProblem(refused.problem, language);
      return language === "zh" ? `${what}。${todo}` : `${what}. ${todo}`;
    }
    return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? "…"));
  }
  const lines = refused.faults
    .slice(0, FAULTS_SHOWN)
    .map((fault) => `${placeOf(folder, fault)}: ${policyFaultMessage(fault, language)}`);
  const more = refused.faults.length - lines.length;
  return more > 0 ? [...lines, `+ ${more}`].join("\n") : lines.join("\n");
}
