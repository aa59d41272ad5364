import type { ConditionTree, Evidence } from "../envelope/envelope.ts";
import { proofIds } from "../envelope/proof-ids.ts";
import { registers } from "../facts/catalogue/registers.ts";
import { didYouMean } from "../reading/did-you-mean.ts";
import type { ReadPolicy } from "../reading/read-policies.ts";
import { type Compiling, type Path, reportAt } from "./compiling.ts";

/** What one part of a policy says of another: ids that exist, parts that go together. `ids` are those of its conditions. */
export function checkReferences(compiling: Compiling, ids: readonly string[]): void {
  const { envelope } = compiling.read;
  const { provedBy } = envelope.keyDate;
  if (provedBy !== undefined && !ids.includes(provedBy)) {
    const params = { id: provedBy, didYouMean: didYouMean(provedBy, ids) };
    reportAt(compiling, ["keyDate", "provedBy"], "policy.condition.unknown", params);
  }
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
  const { handling, undertakings, conditions } = compiling.read.envelope;
  const [first, second, ...more] = handling.approvals;
  const inOrder = first?.role === "reviewer" && first.aboveFen === undefined && (second?.role ?? "leader") === "leader";
  if (handling.approvals.length > 0 && (!inOrder || more.length > 0)) {
    reportAt(compiling, ["handling", "approvals"], "policy.handling.approvals");
  }
  if (handling.mode !== "noApplication") return;
  const { stacking, beneficiary, choices, claimWithin } = compiling.read.envelope;
  const chosen = stacking.oncePerHome || beneficiary.who === "couple" || choices.length > 0;
  const papers = asksForDocument(conditions) || claimWithin.some(({ evidence }) => evidence.kind === "document");
  if (undertakings.length > 0 || papers || chosen) {
    reportAt(compiling, ["handling", "mode"], "policy.handling.noApplication");
  }
}

/** A register that no catalogue knows is probably misspelt. */
function checkRegisters(compiling: Compiling): void {
  const { keyDate, conditions, gate, claimWithin, payPlan } = compiling.read.envelope;
  const known = Object.keys({ ...registers, ...compiling.read.extension.registers });
  const check = (evidence: Evidence, path: Path) => {
    if (evidence.kind !== "register" || known.includes(evidence.register)) return;
    const params = {
      value: evidence.register,
      didYouMean: didYouMean(evidence.register, known),
      allowed: known.join(", "),
    };
    reportAt(compiling, [...path, "evidence", "register"], "policy.value.notOneOf", params);
  };
  const walk = (tree: ConditionTree, path: Path): void => {
    if (tree.kind === "condition") {
      check(tree.evidence, path);
      return;
    }
    const key = tree.kind === "atLeast" ? "of" : tree.kind;
    for (const [index, each] of tree.of.entries()) walk(each, [...path, key, index]);
  };
  check(keyDate.evidence, ["keyDate"]);
  walk(conditions, ["conditions"]);
  for (const [index, each] of gate.entries()) check(each.condition.evidence, ["gate", index, "condition"]);
  for (const [index, each] of claimWithin.entries()) check(each.evidence, ["claimWithin", index]);
  if (payPlan.kind !== "staged") return;
  for (const [index, { requires }] of payPlan.stages.entries()) {
    if (requires) check(requires.evidence, ["payPlan", "stages", index, "requires"]);
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

function asksForDocument(tree: ConditionTree): boolean {
  return tree.kind === "condition" ? tree.evidence.kind === "document" : tree.of.some(asksForDocument);
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
  const clawbacks = compiling.read.envelope.clawback.map(({ id }) => id);
  if (refund && !clawbacks.includes(refund.clawback)) {
    const params = { id: refund.clawback, didYouMean: didYouMean(refund.clawback, clawbacks) };
    reportAt(compiling, [...path, "expect", "refund", "clawback"], "policy.condition.unknown", params);
  }
  const proofs = proofIds(compiling.read.envelope);
  for (const [place, { needs }] of (plan ?? []).entries()) {
    if (needs === undefined || proofs.includes(needs)) continue;
    const params = { id: needs, didYouMean: didYouMean(needs, proofs) };
    reportAt(compiling, [...path, "expect", "plan", place, "needs"], "policy.condition.unknown", params);
  }
  for (const key of ["failed", "unknown", "oneStepShort"] as const) {
    for (const [place, id] of (each.expect[key] ?? []).entries()) {
      if (ids.includes(id)) continue;
      const params = { id, didYouMean: didYouMean(id, ids) };
      reportAt(compiling, [...path, "expect", key, place], "policy.condition.unknown", params);
    }
  }
}
