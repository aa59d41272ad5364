import type { Envelope } from "@wutong/policy";
import type { Application } from "../../areas/benefits/index.ts";
import type { StepRecord } from "../../areas/cases/index.ts";

type Approvals = Envelope["handling"]["approvals"];

/** What an approval is in the case: the first of two leaves it where it stands, the last commits the money. */
export type ApprovalStep = "review" | "approve" | "approveAsLeader";

/** The approvals that a case takes: a leader's only where the policy asks for one, or the whole plan is above its threshold. */
export function approvalsOf(envelope: Envelope, { planFen }: Pick<Application, "planFen">): Approvals {
  return envelope.handling.approvals.filter(({ aboveFen }) => aboveFen === undefined || planFen > aboveFen);
}

/** The first approval as it stands: one from before a hold that was resolved since is void, because the case is another now. */
export function findReview(steps: readonly StepRecord[]): StepRecord | undefined {
  const last = steps.findLast(({ step }) => step === "review" || step === "release");
  return last?.step === "review" ? last : undefined;
}

export function nextApproval(envelope: Envelope, application: Application, steps: readonly StepRecord[]): ApprovalStep {
  const byLeader = approvalsOf(envelope, application).some(({ role }) => role === "leader");
  if (!byLeader) return "approve";
  return findReview(steps) ? "approveAsLeader" : "review";
}
