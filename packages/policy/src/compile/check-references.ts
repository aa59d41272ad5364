import type { ConditionTree, Envelope, Evidence } from "../envelope/envelope.ts";
import { proofIds } from "../envelope/proof-ids.ts";
import { registers } from "../facts/catalogue/registers.ts";
import { didYouMean } from "../reading/did-you-mean.ts";
import type { ReadPolicy } from "../reading/read-policies.ts";
import { type Compiling, type Path, reportAt } from "./compiling.ts";

/** What one part of a policy says of another: ids that exist, parts that go together. `ids` are those of its conditions. */
export function checkReferences(compiling: Compiling, ids: readonly string[]): void {
  const { envelope } = compiling.read;
  const { provedBy } = envelope.keyDate;
  if (provedBy !== undefined) checkKnown(compiling, ["keyDate", "provedBy"], provedBy, ids);
  checkHandling(compiling);
  checkRegisters(compiling);
  checkMoney(compiling);
  checkTakenOff(compiling);
  const aboutCertificates = envelope.subject === "certificate";
  if (envelope.stacking.oncePer === "occupationAndLevel" && !aboutCertificates) {
    reportAt(compiling, ["stacking", "oncePer"], "policy.subject.certificate");
  }
  if (envelope.stacking.higherBarsLower && !aboutCertificates) {
    reportAt(compiling, ["stacking", "higherBarsLower"], "policy.subject.certificate");
  }
  for (const [index, each] of envelope.tests.cases.entries()) {
    checkCase(compiling, index, each, [...ids, "amount", "keyDate"]);
  }
}

/** Without application only where registers prove every condition and nothing is promised, chosen or confirmed by a second person. */
function checkHandling(compiling: Compiling): void {
  const { handling, undertakings, stacking, beneficiary, choices } = compiling.read.envelope;
  const [first, second, ...more] = handling.approvals;
  const inOrder = first?.role === "reviewer" && first.aboveFen === undefined && (second?.role ?? "leader") === "leader";
  if (handling.approvals.length > 0 && (!inOrder || more.length > 0)) {
    reportAt(compiling, ["handling", "approvals"], "policy.handling.approvals");
  }
  if (handling.mode !== "noApplication") return;
  const chosen = stacking.oncePerHome || beneficiary.who === "couple" || choices.length > 0;
  const papers = conditionEvidence(compiling.read.envelope).some(({ evidence }) => evidence.kind === "document");
  if (undertakings.length > 0 || papers || chosen) {
    reportAt(compiling, ["handling", "mode"], "policy.handling.noApplication");
  }
}

type Proving = { readonly evidence: Evidence; readonly path: Path };

/** What proves the conditions of a decision, and where each of them stands: its tree, gates and deadlines of claims. */
function conditionEvidence({ conditions, gate, claimWithin, limits }: Envelope): readonly Proving[] {
  return [
    ...treeEvidence(conditions, ["conditions"]),
    ...gate.flatMap(({ condition }, index) => treeEvidence(condition, ["gate", index, "condition"])),
    ...claimWithin.map(({ evidence }, index) => ({ evidence, path: ["claimWithin", index] })),
    ...(limits.quota?.eachOf ? [{ evidence: limits.quota.eachOf.evidence, path: ["limits", "quota", "eachOf"] }] : []),
  ];
}

function treeEvidence(tree: ConditionTree, path: Path): readonly Proving[] {
  if (tree.kind === "condition") return [{ evidence: tree.evidence, path }];
  const key = tree.kind === "atLeast" ? "of" : tree.kind;
  return tree.of.flatMap((each, index) => treeEvidence(each, [...path, key, index]));
}

/** A register that no catalogue knows is probably misspelt. */
function checkRegisters(compiling: Compiling): void {
  const { envelope, extension } = compiling.read;
  const { keyDate, payPlan } = envelope;
  const known = Object.keys({ ...registers, ...extension.registers });
  const stages = payPlan.kind === "staged" ? payPlan.stages : [];
  const proofs = stages.flatMap(({ requires }, index): readonly Proving[] =>
    requires ? [{ evidence: requires.evidence, path: ["payPlan", "stages", index, "requires"] }] : [],
  );
  const proving = [{ evidence: keyDate.evidence, path: ["keyDate"] }, ...conditionEvidence(envelope), ...proofs];
  for (const { evidence, path } of proving) {
    if (evidence.kind !== "register" || known.includes(evidence.register)) continue;
    const value = evidence.register;
    const params = { value, didYouMean: didYouMean(value, known), allowed: known.join(", ") };
    reportAt(compiling, [...path, "evidence", "register"], "policy.value.notOneOf", params);
  }
}

/** What others have paid is taken off once: by the difference within a group, or by deduction. */
function checkTakenOff(compiling: Compiling): void {
  const { topUp, deducts } = compiling.read.envelope.stacking;
  if (topUp === undefined || deducts.length === 0) return;
  reportAt(compiling, ["stacking", "deducts"], "policy.stacking.takenOffTwice", { group: topUp });
}

/** Shares that make a whole, percents that can be, years where something is asked back in proportion. */
function checkMoney(compiling: Compiling): void {
  const { limits, amount, clawback } = compiling.read.envelope;
  const shares = limits.budget?.shares ?? [];
  const whole = shares.reduce((sum, { percent }) => sum + Math.round(percent * 100), 0);
  if (shares.length > 0 && whole !== 10_000) {
    reportAt(compiling, ["limits", "budget", "shares"], "policy.budget.shares", { found: whole / 100 });
  }
  if (amount.tax && (amount.tax.percent <= 0 || amount.tax.percent >= 100)) {
    reportAt(compiling, ["amount", "tax", "percent"], "policy.percent", { found: amount.tax.percent });
  }
  for (const [index, { kind, years }] of clawback.entries()) {
    if (kind === "proRata" && years === undefined) reportAt(compiling, ["clawback", index], "policy.clawback.years");
  }
}

function checkCase(
  compiling: Compiling,
  index: number,
  each: ReadPolicy["envelope"]["tests"]["cases"][number],
  ids: readonly string[],
): void {
  const path = ["tests", "cases", index];
  const { examples, cases } = compiling.read.envelope.tests;
  if (each.like !== undefined && !(each.like in examples)) {
    const params = { like: each.like, didYouMean: didYouMean(each.like, Object.keys(examples)) };
    reportAt(compiling, [...path, "like"], "policy.case.example", params);
  }
  const known = Object.keys(examples[each.like ?? ""] ?? {});
  for (const [place, name] of (each.without ?? []).entries()) {
    if (known.includes(name)) continue;
    reportAt(compiling, [...path, "without", place], "policy.case.without", {
      name,
      didYouMean: didYouMean(name, known),
    });
  }
  if (cases.findIndex((other) => other.name === each.name) !== index) {
    reportAt(compiling, [...path, "name"], "policy.id.duplicate", { id: each.name, where: "tests" });
  }
  const { refund, plan } = each.expect;
  if (refund) {
    const clawbacks = compiling.read.envelope.clawback.map(({ id }) => id);
    checkKnown(compiling, [...path, "expect", "refund", "clawback"], refund.clawback, clawbacks);
  }
  const proofs = proofIds(compiling.read.envelope);
  for (const [place, { needs }] of (plan ?? []).entries()) {
    if (needs !== undefined) checkKnown(compiling, [...path, "expect", "plan", place, "needs"], needs, proofs);
  }
  for (const key of ["failed", "unknown", "oneStepShort"] as const) {
    for (const [place, id] of (each.expect[key] ?? []).entries()) {
      checkKnown(compiling, [...path, "expect", key, place], id, ids);
    }
  }
}

/** An id that stands for none of `ids` is a fault where it is written. */
function checkKnown(compiling: Compiling, path: Path, id: string, ids: readonly string[]): void {
  if (ids.includes(id)) return;
  reportAt(compiling, path, "policy.condition.unknown", { id, didYouMean: didYouMean(id, ids) });
}
