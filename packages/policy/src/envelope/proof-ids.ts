import type { Envelope } from "./envelope.ts";

/** The ids of what must be proven when a part of the plan is paid, in the order of the stages. */
export function proofIds({ payPlan }: Pick<Envelope, "payPlan">): readonly string[] {
  return payPlan.kind === "staged" ? payPlan.stages.flatMap(({ requires }) => (requires ? [requires.id] : [])) : [];
}
