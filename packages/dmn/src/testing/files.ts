import { toFeel, toJson } from "@wutong/feel/interpreter";
import { expectOk } from "@wutong/kernel";
import { compileDmn, type DmnProgram, evaluateDecision } from "../evaluation/dmn-program.ts";
import type { DmnOptions } from "../evaluation/run.ts";
import { readDmn } from "../reading/read-dmn.ts";

export const DMN_15 = "https://www.omg.org/spec/DMN/20230324/MODEL/";

/** A file of DMN 1.5 around elements; `more` are attributes of the root. */
export function dmnFile(inner: string, { namespace = "urn:test", name = "test", more = "" } = {}): string {
  return `<definitions xmlns="${DMN_15}" namespace="${namespace}" name="${name}" ${more}>\n${inner}\n</definitions>`;
}

/** A decision with an id like its name; `uses` are the names of what it requires, as `kind name`. */
export function decision(name: string, expression: string, uses: readonly string[] = [], typeRef = ""): string {
  const type = typeRef ? ` typeRef="${typeRef}"` : "";
  return `<decision id="${name}" name="${name}"><variable name="${name}"${type}/>${uses.map(requirement).join("")}${expression}</decision>`;
}

function requirement(use: string): string {
  const [kind = "", ...rest] = use.split(" ");
  const href = rest.join(" ");
  const target = href.includes("#") ? href : `#${href}`;
  if (kind === "knowledge") return `<knowledgeRequirement><requiredKnowledge href="${target}"/></knowledgeRequirement>`;
  const required = kind === "input" ? "requiredInput" : "requiredDecision";
  return `<informationRequirement><${required} href="${target}"/></informationRequirement>`;
}

export function input(name: string, typeRef = ""): string {
  const type = typeRef ? ` typeRef="${typeRef}"` : "";
  return `<inputData id="${name}" name="${name}"><variable name="${name}"${type}/></inputData>`;
}

export function literal(text: string): string {
  const escaped = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<literalExpression><text>${escaped}</text></literalExpression>`;
}

export function program(file: string, ...others: readonly string[]): DmnProgram {
  const [main, ...imported] = [file, ...others].map((text) => expectOk(readDmn(text), "reading"));
  if (!main) throw new Error("no model");
  return expectOk(compileDmn(main, imported), "compiling");
}

/** A decision's value as JSON, with the codes of the warnings and of what stopped it. */
export function decide(
  compiled: DmnProgram,
  name: string,
  inputs: Readonly<Record<string, unknown>> = {},
  options: DmnOptions = {},
): { readonly value: unknown; readonly codes: readonly string[] } {
  const given = Object.entries(inputs).map(([one, value]) => ({ name: one, value: toFeel(value) }));
  const { value, warnings, refused } = expectOk(evaluateDecision(compiled, name, given, options), name);
  return { value: toJson(value), codes: [...(refused ? [refused] : []), ...warnings].map(({ code }) => code) };
}
