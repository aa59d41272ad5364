import { type ProblemText, text } from "./problem-text.ts";

export const policyProblems = {
  "policies.sweepRunning": text(
    409,
    ["另一次政策找人正在进行", "请等它完成，或到“政策找人”页查看进度。"],
    ["Another sweep is running", "Wait for it, or watch it on the page of sweeps."],
  ),
  "policies.sweepUnfinished": text(
    409,
    ["这次政策找人还没有完成", "完成后即可查看；当前进度 {percent}%。"],
    ["This sweep has not finished", "Its findings can be read when it has; it stands at {percent} %."],
  ),
  "policies.nothingInForce": text(
    422,
    ["{asOf} 没有现行有效的政策", "请换一个日期，或先发布政策。"],
    ["No policy is in force on {asOf}", "Choose another day, or publish a policy first."],
  ),
  "policies.futureSweep": text(
    422,
    ["日期 {asOf} 晚于今天 {today}", "请选择今天或更早的日期。"],
    ["The day {asOf} is later than today, {today}", "Choose today or an earlier day."],
  ),
} as const satisfies Record<string, ProblemText>;
