import { type ProblemText, text } from "./problem-text.ts";

export const caseProblems = {
  "cases.wrongState": text(
    409,
    ["办件 {caseId} 处于“{state}”，不能这样做", "请刷新查看最新状态；可能有同事刚处理过。"],
    [
      "Case {caseId} stands at “{state}”, where this cannot be done",
      "Reload: a colleague may have dealt with it just now.",
    ],
  ),
  "cases.held": text(
    409,
    ["办件 {caseId} 已挂起", "请先处理挂起原因，再继续。"],
    ["Case {caseId} is held", "Resolve the hold first."],
  ),
  "cases.notHeld": text(
    409,
    ["办件 {caseId} 没有挂起", "请刷新查看最新状态。"],
    ["Case {caseId} is not held", "Reload to see how it stands."],
  ),
  "cases.ownCase": text(
    403,
    ["经办人不能审批自己经手或本人的办件", "请由另一位审核人办理。"],
    ["Nobody approves a case of their own or one that they handled", "Ask another reviewer."],
  ),
  "cases.noticeRuns": text(
    409,
    ["公示到 {closesOn} 才满，还不能结束", "请在期满后的下一个工作日办理。"],
    ["The notice runs until {closesOn}", "Close it on the next working day after that."],
  ),
  "cases.objectionOpen": text(
    409,
    ["还有 {count} 条异议没有答复", "请先答复异议，再继续。"],
    ["{count} objections are still open", "Decide them first."],
  ),
  "cases.objectionDecided": text(
    409,
    ["这条异议已经答复过了", "请刷新查看答复。"],
    ["This objection has been decided", "Reload to see the answer."],
  ),
  "cases.stillNotEntitled": text(
    409,
    ["重新判定后仍不符合条件，不能放行", "请先更正事实，或不予通过。"],
    ["Decided again, the person is still not entitled", "Correct the facts first, or reject the case."],
  ),
} as const satisfies Record<string, ProblemText>;
