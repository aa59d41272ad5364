import type { List } from "./facts.ts";

/** True, false, or unknown (null). */
export type Answer = boolean | null;

export function all(answers: readonly Answer[]): Answer {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

export function any(answers: readonly Answer[]): Answer {
  if (answers.includes(true)) return true;
  return answers.includes(null) ? null : false;
}

export function no(answer: Answer): Answer {
  return answer === null ? null : !answer;
}

/** At least one row: a row that may be missing could be the one. */
export function some<Row>(list: List<Row>, holds: (row: Row) => Answer): Answer {
  return any([...list.rows.map(holds), list.complete ? false : null]);
}

/** Every row: a row that may be missing could be the exception. */
export function every<Row>(list: List<Row>, holds: (row: Row) => Answer): Answer {
  return all([...list.rows.map(holds), list.complete ? true : null]);
}

export function is<Value>(value: Value | undefined, wanted: Value): Answer {
  return value === undefined ? null : value === wanted;
}

export function isOneOf(value: string | undefined, wanted: readonly string[]): Answer {
  return value === undefined ? null : wanted.includes(value);
}

/** Texts compare by code point: ISO days, and skill levels from "1" to "5". */
export function isBefore(value: string | undefined, other: string | undefined): Answer {
  return value === undefined || other === undefined ? null : value < other;
}

/** How many rows match: unknown where a row may be missing or may match. */
export function howMany<Row>(list: List<Row>, matches: (row: Row) => Answer): number | null {
  const answers = list.rows.map(matches);
  if (!list.complete || answers.includes(null)) return null;
  return answers.filter((answer) => answer === true).length;
}

/** Conditions by name under AND and OR, as a rule's text joins them. */
export type Rule =
  | { readonly kind: "condition"; readonly id: string; readonly answer: Answer; readonly canBeMended: boolean }
  | { readonly kind: "all" | "any"; readonly parts: readonly Rule[] };

/** `canBeMended`: an employer or time can bring a false answer to true within a year, here and now. */
export function condition(id: string, answer: Answer, canBeMended = false): Rule {
  return { kind: "condition", id, answer, canBeMended };
}

export function answerOf(rule: Rule): Answer {
  if (rule.kind === "condition") return rule.answer;
  const parts = rule.parts.map(answerOf);
  return rule.kind === "all" ? all(parts) : any(parts);
}

/** The conditions that answer `wanted` beneath nothing but nodes that answer so too, in the order of the rule. */
export function reasons(rule: Rule, wanted: false | null): readonly string[] {
  if (answerOf(rule) !== wanted) return [];
  return rule.kind === "condition" ? [rule.id] : rule.parts.flatMap((part) => reasons(part, wanted));
}

export function answersIn(rule: Rule): Readonly<Record<string, Answer>> {
  if (rule.kind === "condition") return { [rule.id]: rule.answer };
  return Object.assign({}, ...rule.parts.map(answersIn));
}

/** The false conditions that can be mended, each of which alone would make the whole rule true: one step short. */
export function stepsTo(rule: Rule): readonly string[] {
  if (answerOf(rule) !== false) return [];
  return conditionsIn(rule)
    .filter((one) => one.answer === false && one.canBeMended && answerOf(mended(rule, one.id)) === true)
    .map((one) => one.id);
}

function conditionsIn(rule: Rule): readonly Extract<Rule, { kind: "condition" }>[] {
  return rule.kind === "condition" ? [rule] : rule.parts.flatMap(conditionsIn);
}

function mended(rule: Rule, id: string): Rule {
  if (rule.kind === "condition") return rule.id === id ? { ...rule, answer: true } : rule;
  return { ...rule, parts: rule.parts.map((part) => mended(part, id)) };
}
