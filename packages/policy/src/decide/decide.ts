import type { Facts, FeelValue, ListFact } from "@wutong/feel";
import type { Day, Truth } from "@wutong/kernel";
import type { CompiledCondition, CompiledPolicy } from "../compile/compiled-policy.ts";
import { type PolicySubject, subjectOf } from "../facts/subjects.ts";
import { dueThisYear, totalOf } from "../pay-plan/plan-instalments.ts";
import type { Decision, JudgedCondition, Reason } from "./decision.ts";
import { findSteps } from "./find-steps.ts";
import { type Judged, judge } from "./judge.ts";
import { plannedInstalments } from "./plan-of-policy.ts";
import { leavesBehind } from "./truth-tree.ts";

/**
 * Decides one policy for one subject on one day. For a policy about claims, the one stands in `facts` under its name.
 * Sums are in fen. See "Three answers, not two" of the policy language: a missing fact is unknown, never false.
 */
export function decide(policy: CompiledPolicy, facts: Facts, asOf: Day): Decision {
  const judged = judge(policy, { ...facts, asOf });
  const { truths, amount, outcome, keyDate } = judged;
  const conditions = policy.conditions.map((each) => judgedCondition(each, truths[each.index] ?? null));
  const plan = outcome === "notEntitled" ? null : plannedInstalments(policy, { ...facts, asOf }, asOf, amount);
  const steps = findSteps(policy, facts, asOf, judged);
  return {
    policyId: policy.envelope.id,
    version: policy.envelope.version,
    asOf,
    certificate: keyOfClaim(policy, facts),
    outcome,
    keyDate,
    conditions,
    reasons: outcome === "notEntitled" ? reasonsOf(policy, judged, conditions) : [],
    unknowns: outcome === "possible" ? unknownsOf(policy, judged, conditions) : [],
    oneStepShort: steps.length > 0,
    steps,
    amountFen: outcome === "notEntitled" ? null : amount.amountFen,
    amountSays: outcome === "notEntitled" ? null : amount.says,
    quantity: outcome === "notEntitled" ? null : quantityOf(policy, { ...facts, asOf }),
    plan,
    wholePlanFen: plan && totalOf(plan),
    thisYearFen: plan && dueThisYear(plan, asOf),
  };
}

/** Units in kind; they are held in hundredths. */
function quantityOf({ quantity }: CompiledPolicy, facts: Facts): number | null {
  const found = quantity?.evaluate(facts);
  return typeof found === "number" || typeof found === "bigint" ? Number(found) / 100 : null;
}

/** One decision for each subject of the policy: the one whose facts these are, or each of their known claims. */
export function decideSubjects(policy: CompiledPolicy, facts: Facts, asOf: Day): readonly Decision[] {
  const { claim, name } = subjectOfPolicy(policy);
  if (!claim) return [decide(policy, facts, asOf)];
  const rows = (facts[claim.list.name] as ListFact | undefined)?.rows ?? [];
  return rows.map((row) => decide(policy, { ...facts, [name]: row as FeelValue }, asOf));
}

function subjectOfPolicy({ envelope, extension }: CompiledPolicy): PolicySubject {
  const subject = subjectOf(envelope.subject, extension);
  if (!subject) throw new Error(`${envelope.id} is about ${envelope.subject}`);
  return subject;
}

function judgedCondition(condition: CompiledCondition, truth: Truth): JudgedCondition {
  const { id, text, clause, evidence, when } = condition;
  return { id, text, clause, evidence, when, truth };
}

function reasonsOf(policy: CompiledPolicy, judged: Judged, conditions: readonly Reason[]): readonly Reason[] {
  const leaves = leavesBehind(policy.tree, judged.truths, false);
  const named = leaves.flatMap((index) => reasonAt(conditions, index));
  return named.length > 0 || judged.amount.state !== "noRow" ? named : [amountReason(policy)];
}

function unknownsOf(policy: CompiledPolicy, judged: Judged, conditions: readonly Reason[]): readonly Reason[] {
  const leaves = leavesBehind(policy.tree, judged.truths, null).flatMap((index) => reasonAt(conditions, index));
  return [
    ...leaves,
    ...(judged.amount.state === "unknown" ? [amountReason(policy)] : []),
    ...(judged.keyDate === null ? [keyDateReason(policy)] : []),
  ];
}

function reasonAt(conditions: readonly Reason[], index: number): readonly Reason[] {
  const found = conditions[index];
  return found ? [{ id: found.id, text: found.text, clause: found.clause, evidence: found.evidence }] : [];
}

/** The amount hangs on what its table reads: the register of the first condition that reads the same fact. */
function amountReason(policy: CompiledPolicy): Reason {
  const reads = policy.amount.kind === "table" ? policy.amount.rows.flatMap((row) => row.matches.feel.reads) : [];
  const alike = policy.conditions.find((each) =>
    each.test.feel.reads.some((name) => name !== "asOf" && reads.includes(name)),
  );
  return {
    id: "amount",
    text: { zh: "金额表中适用的一行", en: "the row of the table of amounts that applies" },
    clause: { zh: "金额", en: "amount" },
    evidence: alike?.evidence ?? policy.envelope.keyDate.evidence,
  };
}

function keyDateReason(policy: CompiledPolicy): Reason {
  const { says, clause, evidence } = policy.envelope.keyDate;
  return { id: "keyDate", text: says, clause: clause ?? { zh: "关键日", en: "key date" }, evidence };
}

function keyOfClaim(policy: CompiledPolicy, facts: Facts): string | null {
  const { claim, name } = subjectOfPolicy(policy);
  const key = claim && (facts[name] as Readonly<Record<string, unknown>> | null | undefined)?.[claim.key];
  return typeof key === "string" ? key : null;
}
