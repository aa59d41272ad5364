import type { Facts } from "@wutong/feel";
import { fail, ok, type Problem, type Result } from "@wutong/kernel";
import { catalogueOf } from "../facts/fact-catalogue.ts";
import type { FactExtension } from "../facts/fact-extension.ts";
import type { GivenFacts, GivenList, GivenValue } from "../facts/given-facts.ts";
import { readFacts } from "../facts/read-facts.ts";

/**
 * What somebody said to one question: they don't know; a value; or rows, of which so many fields were asked (dotted where a field
 * lies in a group: `employer.kind`). A field that was asked and is not there is not known.
 */
export type Answer =
  | { readonly kind: "unknown" }
  | { readonly kind: "value"; readonly value: GivenValue }
  | { readonly kind: "list"; readonly list: GivenList; readonly fields: readonly string[] };

/** By the names of facts; a question that was not asked yet has none. */
export type Answers = Readonly<Record<string, Answer>>;

/**
 * Answers as facts: what was not asked, or is not known, is unknown; so is a fact that only another region's policies add.
 * Problems: those of `readFacts`, with the path of the field.
 */
export function factsOfAnswers(answers: Answers, extension: FactExtension): Result<Facts, readonly Problem[]> {
  const { scalars, lists } = catalogueOf("person", extension);
  const known = new Set([...scalars, ...lists].map(({ name }) => name));
  const given: GivenFacts = Object.fromEntries(
    Object.entries(answers).flatMap(([name, answer]) => {
      if (answer.kind === "unknown" || !known.has(name)) return [];
      return [[name, answer.kind === "value" ? answer.value : answer.list]];
    }),
  );
  const read = readFacts(given, "person", extension);
  return read.ok ? ok(read.value) : fail(read.error);
}

/** Whether asking would bring anything: the fact was not asked, or not all of these fields were. */
export function isOpen(answers: Answers, fact: string, fields: Iterable<string>): boolean {
  const answer = answers[fact];
  if (answer === undefined) return true;
  if (answer.kind !== "list") return false;
  const asked = new Set(answer.fields);
  return [...fields].some((field) => !asked.has(field));
}
