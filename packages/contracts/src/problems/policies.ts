import { type ProblemText, text } from "./problem-text.ts";

export const policyProblems = {
  "policies.faulty": text(
    422,
    [
      "政策文件有 {faults} 处错误，第一处在 {file} 第 {line} 行第 {column} 列：{fault}",
      "请用 wutong policy check 逐条查看并改正；一处未改，整批都不发布。",
    ],
    [
      "The policy files have {faults} faults, the first at {file}:{line}:{column}: {fault}",
      "See each with wutong policy check and correct it; while one is left, none is published.",
    ],
  ),
  "policies.versionUsed": text(
    409,
    ["政策 {policyId} 第 {version} 版已用于摸排，不能再改", "请把版本号加一，作为新版本发布。"],
    [
      "Version {version} of the policy {policyId} has been used by a sweep and can't change",
      "Raise the version and publish it as a new one.",
    ],
  ),
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
