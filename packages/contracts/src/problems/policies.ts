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
  "policies.notSwept": text(
    422,
    ["这次政策找人没有判定政策 {policyId}", "请选择判定过它的一次政策找人，或重新开始一次。"],
    ["This sweep did not decide the policy {policyId}", "Choose a sweep that did, or start a new one."],
  ),
  "policies.draftOther": text(
    422,
    ["草案的编号是 {found}，不是 {expected}", "请粘贴这项政策的草案，或把 id 改回 {expected}。"],
    ["The draft's id is {found}, not {expected}", "Paste a draft of this policy, or put its id back to {expected}."],
  ),
  "policies.draftSame": text(
    422,
    ["草案与现行规定判定起来没有差别", "请改动一个数字、条件或金额后再比较；文字说明的改动不影响判定。"],
    [
      "The draft decides exactly as the version in force",
      "Change a number, a condition or an amount; words alone decide nothing.",
    ],
  ),
  "policies.draftElsewhere": text(
    422,
    [
      "政策 {policyId} 的对象不是个人，快照里没有这类对象的事实",
      "暂不能在此比较；请用 wutong policy compare 对文件比较。",
    ],
    [
      "The policy {policyId} is about subjects of which the snapshot has no facts",
      "It can't be compared here; compare files with wutong policy compare.",
    ],
  ),
} as const satisfies Record<string, ProblemText>;
