import { fail, ok, type Result } from "@wutong/kernel";
import type { ConditionTree } from "../envelope/envelope.ts";
import type { PolicyFault } from "../fault.ts";
import { didYouMean } from "../reading/did-you-mean.ts";
import type { ReadPolicy } from "../reading/read-policies.ts";
import { compileAmount, compilePlan } from "./compile-amount.ts";
import { compileConditions } from "./compile-conditions.ts";
import { compileNames } from "./compile-names.ts";
import type { CompiledPolicy } from "./compiled-policy.ts";
import { type Compiling, reportAt } from "./compiling.ts";

/** Compiles a policy that has been read; everything that is wrong with its meaning is reported at once. */
export function compilePolicy(read: ReadPolicy): Result<CompiledPolicy, readonly PolicyFault[]> {
  const compiling: Compiling = { read, faults: [], scope: {}, bindings: new Map() };
  checkForce(compiling);
  const keyDate = compileNames(compiling);
  const { conditions, tree } = compileConditions(compiling);
  const amount = compileAmount(compiling);
  const plan = compilePlan(compiling);
  checkReferences(
    compiling,
    conditions.map((each) => each.id),
  );
  if (compiling.faults.length > 0 || !keyDate) return fail(compiling.faults);
  return ok({ envelope: read.envelope, conditions, tree, keyDate, amount, ...plan });
}

function checkForce(compiling: Compiling): void {
  const { from, to } = compiling.read.envelope.inForce;
  if (to !== undefined && to < from) reportAt(compiling, ["inForce", "to"], "policy.inForce.reversed");
}

function checkReferences(compiling: Compiling, ids: readonly string[]): void {
  const { envelope } = compiling.read;
  const { provedBy } = envelope.keyDate;
  if (provedBy !== undefined && !ids.includes(provedBy)) {
    const params = { id: provedBy, didYouMean: didYouMean(provedBy, ids) };
    reportAt(compiling, ["keyDate", "provedBy"], "policy.condition.unknown", params);
  }
  checkHandling(compiling);
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
  const chosen = compiling.read.envelope.stacking.oncePerHome || compiling.read.envelope.beneficiary.who === "couple";
  if (undertakings.length > 0 || asksForDocument(conditions) || chosen) {
    reportAt(compiling, ["handling", "mode"], "policy.handling.noApplication");
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
  if (cases.findIndex((other) => other.name === each.name) !== index) {
    reportAt(compiling, [...path, "name"], "policy.id.duplicate", { id: each.name, where: "tests" });
  }
  for (const key of ["failed", "unknown", "oneStepShort"] as const) {
    for (const [place, id] of (each.expect[key] ?? []).entries()) {
      if (ids.includes(id)) continue;
      const params = { id, didYouMean: didYouMean(id, ids) };
      reportAt(compiling, [...path, "expect", key, place], "policy.condition.unknown", params);
    }
  }
}
