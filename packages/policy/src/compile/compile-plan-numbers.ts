import type { PayPlan, Stage } from "../envelope/envelope.ts";
import type { Expression, PlanExpressions } from "./compiled-policy.ts";
import { BOOLEAN, type Compiling, compileAt, DATE, type Path, WHOLE } from "./compiling.ts";

/** Compiles what a pay plan takes from the facts: numbers are whole, days are dates, proofs are true or false. */
export function compilePlanNumbers(compiling: Compiling): PlanExpressions {
  const { payPlan } = compiling.read.envelope;
  const at = (path: Path, source: string | undefined, type: typeof WHOLE) =>
    source === undefined ? undefined : compileAt(compiling, ["payPlan", ...path], source, type);
  const { served, path } = servedOf(payPlan);
  const stages = payPlan.kind === "staged" ? payPlan.stages : [];
  const found = {
    paidBefore: at(["paidBefore"], payPlan.paidBefore, WHOLE),
    atMost: at(["atMost"], "atMost" in payPlan ? payPlan.atMost : undefined, WHOLE),
    servedMonths: at([...path, "months"], served?.months, WHOLE),
    servedThrough: at([...path, "through"], served?.through, DATE),
    windowFrom: at(["window", "from"], payPlan.kind === "monthly" ? payPlan.window?.from : undefined, DATE),
    every: at(["every"], payPlan.kind === "periodic" ? payPlan.every : undefined, WHOLE),
    stageFrom: ofStages(stages, ({ when }, index) =>
      when.kind === "after" ? at(["stages", index, "when", "after"], when.from, DATE) : undefined,
    ),
    stageProof: ofStages(stages, ({ requires }, index) =>
      at(["stages", index, "requires", "feel"], requires?.feel, BOOLEAN),
    ),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as PlanExpressions;
}

function servedOf(plan: PayPlan): {
  readonly served?: { readonly months: string; readonly through: string };
  readonly path: Path;
} {
  if (plan.kind === "monthly") {
    return { ...(plan.window ? { served: plan.window.served } : {}), path: ["window", "served"] };
  }
  const served = plan.kind === "yearly" || plan.kind === "staged" ? plan.served : undefined;
  return { ...(served ? { served } : {}), path: ["served"] };
}

/** Undefined where no stage has one. */
function ofStages(
  stages: readonly Stage[],
  compile: (stage: Stage, index: number) => Expression | undefined,
): readonly (Expression | undefined)[] | undefined {
  const found = stages.map(compile);
  return found.some((each) => each !== undefined) ? found : undefined;
}
