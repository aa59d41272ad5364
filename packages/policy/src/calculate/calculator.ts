import type { Facts } from "@wutong/feel";
import { type Day, ok, type Problem, type Result } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { decideSubjects } from "../decide/decide.ts";
import type { Decision } from "../decide/decision.ts";
import {
  catalogueOf,
  type FactField,
  type FactGroup,
  type FactList,
  type ScalarFact,
} from "../facts/fact-catalogue.ts";
import { type FactExtension, joinExtensions } from "../facts/fact-extension.ts";
import { subjectOf } from "../facts/subjects.ts";
import type { StackedBenefits } from "../stacking/grant.ts";
import { grantOf } from "../stacking/grant-of-decision.ts";
import { stack } from "../stacking/stack.ts";
import { type Answers, factsOfAnswers, isOpen } from "./answers.ts";
import { type Compared, comparedTexts, type ListsByShape, listsByShape } from "./reads.ts";
import { type WatchedPolicy, watchPolicy } from "./watched-policy.ts";
import { type Wishes, wishesOf } from "./wishes.ts";

/** What to ask next. */
export type Question = {
  readonly fact: string;
  readonly about: { readonly kind: "scalar"; readonly field: ScalarFact } | ListQuestion;
  /** Texts that the policies compare with, by the path of the fact (`insurance.region`): what a choice is made of. */
  readonly compared: readonly Compared[];
  /** The policies that it helps to decide. */
  readonly decides: readonly string[];
};
/** Of a list only what the policies ask of its rows; `fields` in the order of the catalogue, a group with the parts asked. */
export type ListQuestion = {
  readonly kind: "list";
  readonly list: FactList;
  readonly fields: readonly (FactField | FactGroup)[];
  /** The same, dotted: what an answer says was asked. */
  readonly paths: readonly string[];
};

export type Calculated = {
  readonly decisions: readonly { readonly policy: CompiledPolicy; readonly decision: Decision }[];
  /** Policies about something that the person has none of, or of which it isn't known yet whether they do. */
  readonly withoutSubject: readonly { readonly policy: CompiledPolicy; readonly known: boolean }[];
  /** What of it may be had together: the lawful set of the highest value. */
  readonly stacked: StackedBenefits;
};

export type Calculator = {
  /** The question that settles most of what is still open; undefined when nothing that could be asked changes the answer. */
  readonly next: (answers: Answers, asOf: Day) => Result<Question | undefined, readonly Problem[]>;
  /** The question about one fact, to answer it anew; undefined where no policy asks it. */
  readonly about: (fact: string, answers: Answers, asOf: Day) => Result<Question | undefined, readonly Problem[]>;
  readonly calculate: (answers: Answers, asOf: Day) => Result<Calculated, readonly Problem[]>;
};

/**
 * Asks one person what their policies still need to know, and says what they would get. It keeps nothing: the answers are
 * handed in each time. Policies about households, employers and platforms are left out. `policies` in the order of clauses.
 */
export function createCalculator(policies: readonly CompiledPolicy[]): Calculator {
  const personal = policies.filter(
    ({ envelope, extension }) => subjectOf(envelope.subject, extension)?.kind === "person",
  );
  const extension = joinExtensions(personal);
  const lists = listsByShape(catalogueOf("person", extension));
  const watched = personal.map((policy) => watchPolicy(policy, lists));
  const compared = watched.flatMap((each) => comparedBy(each, lists));
  const known = { watched, extension, compared };
  return {
    next: (answers, asOf) => {
      const facts = factsOfAnswers(answers, extension);
      return facts.ok ? ok(nextQuestion(known, aliveOf(known, facts.value, answers, asOf))) : facts;
    },
    about: (fact, answers, asOf) => {
      const others = Object.fromEntries(Object.entries(answers).filter(([name]) => name !== fact));
      const facts = factsOfAnswers(others, extension);
      return facts.ok ? ok(questionAbout(known, fact, aliveOf(known, facts.value, others, asOf))) : facts;
    },
    calculate: (answers, asOf) => {
      const facts = factsOfAnswers(answers, extension);
      return facts.ok ? ok(calculated(personal, facts.value, answers, asOf)) : facts;
    },
  };
}

type Known = {
  readonly watched: readonly WatchedPolicy[];
  readonly extension: FactExtension;
  readonly compared: readonly Compared[];
};

/** A policy that something could still be asked for. */
type Alive = { readonly each: WatchedPolicy; readonly wishes: Wishes };

function aliveOf({ watched }: Known, facts: Facts, answers: Answers, asOf: Day): readonly Alive[] {
  return watched
    .map((each) => ({ each, wishes: wishesOf(each, facts, asOf, (fact, fields) => isOpen(answers, fact, fields)) }))
    .filter(({ wishes }) => wishes.size > 0);
}

/** Of equal gains the fact that stands first in the catalogue. */
function nextQuestion(known: Known, alive: readonly Alive[]): Question | undefined {
  const worthMax = Math.max(1, ...alive.map(({ each }) => each.worthYuan));
  const gains = new Map<string, number>();
  for (const { each, wishes } of alive) {
    // A policy counts as one, the one that pays most as two.
    const weight = 1 + each.worthYuan / worthMax;
    for (const [fact, gain] of wishes) gains.set(fact, (gains.get(fact) ?? 0) + weight * gain);
  }
  let best: string | undefined;
  for (const { name } of factsOf(known)) {
    if ((gains.get(name) ?? 0) > (best === undefined ? 0 : (gains.get(best) ?? 0))) best = name;
  }
  return best === undefined ? undefined : questionAbout(known, best, alive);
}

function factsOf({ extension }: Known): readonly (ScalarFact | FactList)[] {
  const { scalars, lists } = catalogueOf("person", extension);
  return [...scalars, ...lists];
}

function questionAbout(known: Known, name: string, alive: readonly Alive[]): Question | undefined {
  const fact = factsOf(known).find((each) => each.name === name);
  const asking = alive.filter(({ wishes }) => wishes.has(name));
  // Nobody needs it any more: it is shown as all who read it would ask it.
  const readers = asking.length > 0 ? alive.map(({ each }) => each) : known.watched;
  if (!fact || readers.every(({ reads }) => !reads.has(name))) return undefined;
  return {
    fact: name,
    about: "fields" in fact ? listQuestion(fact, readers) : { kind: "scalar", field: fact },
    compared: known.compared.filter((each) => each.fact === name || each.fact.startsWith(`${name}.`)),
    decides: (asking.length > 0 ? asking.map(({ each }) => each) : readers)
      .filter(({ reads }) => reads.has(name))
      .map(({ policy }) => policy.envelope.id),
  };
}

/** All that the policies still alive ask of the rows, so that nobody has to fill in the same rows twice. */
function listQuestion(list: FactList, alive: readonly WatchedPolicy[]): ListQuestion {
  const asked = new Set(alive.flatMap(({ reads }) => [...(reads.get(list.name) ?? [])]));
  const fields = list.fields.flatMap((field): (FactField | FactGroup)[] => {
    if (!("fields" in field)) return asked.has(field.name) ? [field] : [];
    const parts = field.fields.filter(({ name }) => asked.has(`${field.name}.${name}`));
    return parts.length > 0 ? [{ ...field, fields: parts }] : [];
  });
  return { kind: "list", list, fields, paths: [...asked].sort() };
}

function calculated(policies: readonly CompiledPolicy[], facts: Facts, answers: Answers, asOf: Day): Calculated {
  const found = policies.map((policy, rank) => ({ policy, rank, decisions: decideSubjects(policy, facts, asOf) }));
  const grants = found.flatMap(({ policy, rank, decisions }) =>
    decisions.flatMap((decision) => grantOf(policy, decision, { facts, rank }) ?? []),
  );
  return {
    decisions: found.flatMap(({ policy, decisions }) => decisions.map((decision) => ({ policy, decision }))),
    withoutSubject: found.flatMap(({ policy, decisions }) => {
      const list = subjectOf(policy.envelope.subject, policy.extension)?.claim?.list.name ?? "";
      const answer = answers[list];
      return decisions.length > 0 ? [] : [{ policy, known: answer?.kind === "list" && answer.list.complete }];
    }),
    stacked: stack(grants, [], asOf),
  };
}

/** Each text once. */
function comparedBy({ policy, conditions, amount, rest }: WatchedPolicy, lists: ListsByShape): readonly Compared[] {
  const expressions = [...[...conditions, ...amount, ...rest].map(({ expression }) => expression), policy.keyDate];
  const all = expressions.flatMap(({ feel }) => comparedTexts(feel, lists));
  return [...new Map(all.map((each) => [JSON.stringify(each), each])).values()];
}
