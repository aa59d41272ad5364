import type { Facts } from "@wutong/feel";
import { generateOffice, type OfficeOptions } from "@wutong/generator";
import { type Day, expectOk, formatDay } from "@wutong/kernel";
import { type Decision, decideSubjects, readFacts } from "@wutong/policy";
import { type Change, policiesWith } from "./compare-policies.ts";
import { evaluate } from "./evaluate.ts";
import { truthToFacts } from "./truth-to-facts.ts";
import type { Verdict } from "./verdict.ts";

export type Comparison = {
  readonly pairs: number;
  /** How many pairs came out as what: "yuecheng-rent-subsidy entitled", "yuecheng-rent-subsidy short of contractThreeYears". */
  readonly outcomes: ReadonlyMap<string, number>;
  readonly differences: readonly Difference[];
};
export type Difference = {
  readonly personId: number;
  readonly ours: Verdict | undefined;
  readonly theirs: Verdict | undefined;
};

/** More than these are not kept: one is enough to look into. */
const DIFFERENCES_KEPT = 20;

/** A person as both sides take them, with the independent answers. */
export type Judged = { readonly personId: number; readonly facts: Facts; readonly ours: readonly Verdict[] };

export function* judgeAll(options: OfficeOptions): Generator<Judged> {
  for (const person of generateOffice(options).people) {
    const facts = truthToFacts(person, options);
    const read = expectOk(readFacts(facts), "facts");
    yield { personId: facts.personId, facts: read, ours: evaluate(facts, formatDay(options.asOf)) };
  }
}

/** Decides everybody by the policies too (with a change, if any) and lists where the two sides differ. */
export function compare(people: Iterable<Judged>, asOf: Day, change?: Change): Comparison {
  const policies = policiesWith(change);
  const outcomes = new Map<string, number>();
  const differences: Difference[] = [];
  let pairs = 0;
  for (const { personId, facts, ours } of people) {
    const theirs = policies.flatMap((policy) => decideSubjects(policy, facts, asOf)).map(verdictFrom);
    const byKey = new Map(theirs.map((verdict) => [keyOf(verdict), verdict]));
    for (const verdict of ours) {
      pairs += 1;
      const outcome = `${verdict.policy} ${verdict.outcome}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      for (const step of verdict.steps) {
        outcomes.set(
          `${verdict.policy} short of ${step}`,
          (outcomes.get(`${verdict.policy} short of ${step}`) ?? 0) + 1,
        );
      }
      const their = byKey.get(keyOf(verdict));
      byKey.delete(keyOf(verdict));
      if (isSame(verdict, their) || differences.length >= DIFFERENCES_KEPT) continue;
      differences.push({ personId, ours: verdict, theirs: their });
    }
    for (const left of byKey.values()) differences.push({ personId, ours: undefined, theirs: left });
  }
  return { pairs, outcomes, differences };
}

/** The engine's decision in the form that both sides share. */
export function verdictFrom(decision: Decision): Verdict {
  return {
    policy: decision.policyId,
    subject: decision.certificate ?? "",
    outcome: decision.outcome,
    failed: decision.reasons.map((reason) => reason.id),
    unknown: decision.unknowns.map((reason) => reason.id),
    answers: Object.fromEntries(decision.conditions.map((one) => [one.id, one.truth])),
    amountFen: decision.amountFen === null ? null : Number(decision.amountFen),
    steps: decision.steps.map((step) => step.id),
  };
}

function keyOf(verdict: Verdict): string {
  return `${verdict.policy} ${verdict.subject}`;
}

function isSame(ours: Verdict, theirs: Verdict | undefined): boolean {
  return theirs !== undefined && textOf(ours) === textOf(theirs);
}

/** All that must agree, as text. */
export function textOf(verdict: Verdict): string {
  const { outcome, failed, unknown, amountFen, answers, steps } = verdict;
  const sorted = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([outcome, [...failed].sort(), [...unknown].sort(), amountFen, sorted, [...steps].sort()]);
}
