import type { AmountValue, ConditionTree, PayPlan, StagedPlan } from "../envelope/envelope.ts";
import { type Compiling, type Path, reportAt } from "./compiling.ts";

/** Reports what a pay plan and the sum that it shares out can't mean together. */
export function checkPlan(compiling: Compiling): void {
  const { payPlan, amount } = compiling.read.envelope;
  if (amount.per === "year" && (payPlan.kind === "once" || payPlan.kind === "staged")) {
    reportAt(compiling, ["amount", "per"], "policy.plan.perYear");
  }
  if (payPlan.kind === "staged") checkStages(compiling, payPlan);
  if (payPlan.kind === "monthly" && payPlan.window && payPlan.window.months < payPlan.count) {
    const params = { found: payPlan.window.months, expected: payPlan.count };
    reportAt(compiling, ["payPlan", "window", "months"], "policy.plan.window", params);
  }
  if (amount.of.kind === "table") {
    for (const [index, { value }] of amount.of.rows.entries()) checkParts(compiling, value, ["amount", "rows", index]);
  } else {
    checkParts(compiling, amount.of, ["amount"]);
  }
}

function checkStages(compiling: Compiling, plan: StagedPlan): void {
  const { amount, conditions } = compiling.read.envelope;
  const [first] = plan.stages;
  if (amount.per === "instalment" && plan.stages.some(({ weight }) => weight !== first?.weight)) {
    reportAt(compiling, ["amount", "per"], "policy.plan.weights");
  }
  const ids = new Set(idsOf(conditions));
  for (const [index, { when, requires }] of plan.stages.entries()) {
    const path = ["payPlan", "stages", index];
    if (when.kind === "served" && !plan.served) reportAt(compiling, [...path, "when"], "policy.plan.served");
    if (requires === undefined) continue;
    if (ids.has(requires.id)) {
      const params = { id: requires.id, where: "payPlan" };
      reportAt(compiling, [...path, "requires", "id"], "policy.id.duplicate", params);
    }
    ids.add(requires.id);
  }
}

function idsOf(tree: ConditionTree): readonly string[] {
  return tree.kind === "condition" ? [tree.id] : tree.of.flatMap(idsOf);
}

/** Parts told one by one share a whole sum among the instalments: as many as they, or a divisor of their number. */
function checkParts(compiling: Compiling, value: AmountValue, path: Path): void {
  const { payPlan, amount } = compiling.read.envelope;
  const byParts = "byParts" in payPlan && payPlan.byParts === true;
  if (value.kind !== "parts" && value.kind !== "declining") {
    if (byParts) reportAt(compiling, path, "policy.plan.noParts");
    return;
  }
  const found = value.kind === "parts" ? value.parts.length : value.percents.length;
  const at = [...path, value.kind];
  if (value.kind === "declining") {
    for (const [index, percent] of value.percents.entries()) {
      if (percent >= 0 && percent <= 100) continue;
      reportAt(compiling, [...at, "percents", index], "policy.plan.percent", { percent });
    }
  }
  if (amount.per !== "whole") reportAt(compiling, at, "policy.plan.partsPer");
  if (payPlan.kind === "periodic") {
    reportAt(compiling, at, "policy.plan.partsPeriodic");
    return;
  }
  if ("atMost" in payPlan && payPlan.atMost !== undefined) {
    reportAt(compiling, at, "policy.plan.partsAtMost");
    return;
  }
  const expected = countOf(payPlan);
  if (byParts) {
    if (found > expected) reportAt(compiling, at, "policy.plan.tooManyParts", { found, expected });
    return;
  }
  const fits = payPlan.kind === "staged" ? found === expected : expected % found === 0;
  if (!fits) reportAt(compiling, at, "policy.plan.parts", { found, expected });
}

function countOf(plan: Exclude<PayPlan, { kind: "periodic" }>): number {
  if (plan.kind === "once") return 1;
  return plan.kind === "staged" ? plan.stages.length : plan.count;
}
