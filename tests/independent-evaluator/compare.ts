import { readFileSync } from "node:fs";
import { generateOffice, type OfficeOptions } from "@wutong/generator";
import { expectOk, formatDay } from "@wutong/kernel";
import {
  type CompiledPolicy,
  compilePolicy,
  type Decision,
  decideSubjects,
  readFacts,
  readPolicies,
} from "@wutong/policy";
import { evaluate } from "./evaluate.ts";
import { truthToFacts } from "./truth-to-facts.ts";
import type { Verdict } from "./verdict.ts";

const FOLDER = new URL("../../regions/yuecheng/policies/", import.meta.url);
const FILES = [
  "settlement-subsidy.yaml",
  "rent-subsidy.yaml",
  "housing-voucher.yaml",
  "skill-subsidy.yaml",
  "yuecheng.shared.yaml",
];

/** One change in the text of one policy file. */
export type Change = { readonly file: string; readonly from: string; readonly to: string };

export type Comparison = {
  readonly pairs: number;
  /** How many pairs came out as what, by policy: "yuecheng-rent-subsidy entitled". */
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

/** Decides everybody twice, by the policies (with a change, if any) and by the independent evaluator. */
export function compare(options: OfficeOptions, change?: Change): Comparison {
  const policies = policiesWith(change);
  const outcomes = new Map<string, number>();
  const differences: Difference[] = [];
  let pairs = 0;
  for (const person of generateOffice(options).people) {
    const facts = truthToFacts(person, options);
    const read = expectOk(readFacts(facts), "facts");
    const theirs = policies.flatMap((policy) => decideSubjects(policy, read, options.asOf)).map(verdictFrom);
    const byKey = new Map(theirs.map((verdict) => [keyOf(verdict), verdict]));
    for (const ours of evaluate(facts, formatDay(options.asOf))) {
      pairs += 1;
      const outcome = `${ours.policy} ${ours.outcome}`;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      const their = byKey.get(keyOf(ours));
      byKey.delete(keyOf(ours));
      if (isSame(ours, their) || differences.length >= DIFFERENCES_KEPT) continue;
      differences.push({ personId: facts.personId, ours, theirs: their });
    }
    for (const left of byKey.values()) differences.push({ personId: facts.personId, ours: undefined, theirs: left });
  }
  return { pairs, outcomes, differences };
}

function policiesWith(change: Change | undefined): readonly CompiledPolicy[] {
  const files = FILES.map((path) => ({
    path,
    text: changed(path, readFileSync(new URL(path, FOLDER), "utf8"), change),
  }));
  const { policies, faults } = readPolicies(files);
  if (faults.length > 0) throw new Error(`faults in the policies: ${JSON.stringify(faults)}`);
  return policies.map((policy) => expectOk(compilePolicy(policy), policy.envelope.id));
}

function changed(path: string, text: string, change: Change | undefined): string {
  if (change?.file !== path) return text;
  if (!text.includes(change.from)) throw new Error(`${path} does not contain "${change.from}"`);
  return text.replace(change.from, change.to);
}

function verdictFrom(decision: Decision): Verdict {
  return {
    policy: decision.policyId,
    subject: decision.certificate ?? "",
    outcome: decision.outcome,
    failed: decision.reasons.map((reason) => reason.id),
    unknown: decision.unknowns.map((reason) => reason.id),
    answers: Object.fromEntries(decision.conditions.map((one) => [one.id, one.truth])),
    amountFen: decision.amountFen === null ? null : Number(decision.amountFen),
  };
}

function keyOf(verdict: Verdict): string {
  return `${verdict.policy} ${verdict.subject}`;
}

function isSame(ours: Verdict, theirs: Verdict | undefined): boolean {
  return theirs !== undefined && textOf(ours) === textOf(theirs);
}

function textOf(verdict: Verdict): string {
  const { outcome, failed, unknown, amountFen, answers } = verdict;
  const sorted = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([outcome, [...failed].sort(), [...unknown].sort(), amountFen, sorted]);
}
