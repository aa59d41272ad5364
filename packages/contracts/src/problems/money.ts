import { type ProblemText, text } from "./problem-text.ts";

/** From finding to money: what holds a case, and what is not there (or not within the reader's scope). */
export const moneyProblems = {
  "cases.notFound": text(
    404,
    ["没有找到办件 {caseId}", "它可能不在您的管辖范围内；请刷新列表。"],
    ["Case {caseId} was not found", "It may be outside your scope; reload the list."],
  ),
  "cases.objectionUpheld": text(
    409,
    ["异议成立，需要人工处理", "请核实后放行或不予通过。"],
    ["An objection was upheld; a person must look", "Check it, then proceed or reject."],
  ),
  "benefits.notFound": text(
    404,
    ["没有找到这一项", "它可能已撤回，或不属于您；请刷新。"],
    ["This was not found", "It may have been withdrawn, or is not yours; reload."],
  ),
  "benefits.accountUnknown": text(
    422,
    ["还没有登记过收款账户", "请填写本人的银行账户。"],
    ["No account is known yet", "Enter your own bank account."],
  ),
  "benefits.accountInReview": text(
    409,
    ["收款账户需要复核（{reasons}）", "shared 表示他人也登记过这个账户，changed 表示账户刚刚变更；请电话核实后放行。"],
    [
      "The payee account needs a look ({reasons})",
      "“shared”: another person named it; “changed”: it differs from the last. Check by phone, then proceed.",
    ],
  ),
  "benefits.accountBeingChecked": text(
    409,
    ["收款账户正在核实", "核实后继续办理，您不需要做什么；工作人员可能会打电话给您。"],
    ["Your account is being checked", "It goes on afterwards without you; somebody may call you."],
  ),
  "benefits.beingChecked": text(
    409,
    ["工作人员正在核实这一项", "核实后会告诉您结果；有疑问请联系人才窗口。"],
    ["Somebody is looking into this", "You will be told how it ends; ask the talent window if in doubt."],
  ),
  "benefits.decisionChanged": text(
    409,
    ["重新判定不再是“可享受”，涉及条件：{conditions}", "请核实事实：更正后放行，或不予通过。"],
    [
      "Decided again, the person is not entitled; conditions: {conditions}",
      "Check the facts: correct them and proceed, or reject.",
    ],
  ),
  "benefits.amountChanged": text(
    409,
    ["重新判定的金额是 {got} 元，推送时是 {expected} 元", "请核实学历等事实：更正后放行，或不予通过后重新推送。"],
    [
      "Decided again the sum is {got} yuan; {expected} were offered",
      "Check the facts: correct them and proceed, or reject and offer again.",
    ],
  ),
  "benefits.endedByAnother": text(
    409,
    ["本人已享受会终止这一项的另一项待遇", "请不予通过。"],
    ["The person has taken another benefit that ends this one", "Reject the case."],
  ),
  "benefits.notTogether": text(
    409,
    ["本人已享受“{policy}”，两者不能同时享受", "请不予通过，或由本人放弃另一项后重新办理。"],
    [
      "The person has taken “{policy}”, which does not go together with this",
      "Reject the case, or let them give up the other first.",
    ],
  ),
  "funds.notFound": text(
    404,
    ["没有找到 {id}", "它可能不在您的管辖范围内；请刷新列表。"],
    ["{id} was not found", "It may be outside your scope; reload the list."],
  ),
  "funds.allHeld": text(
    409,
    [
      "没有生成批次：到期的 {held} 笔款项全部暂停，等待人工核实",
      "请到“办件”中查看暂停的办件和原因，核实后放行，再重新生成批次。",
    ],
    [
      "No batch was made: all {held} payments that are due are held for a person to look at",
      "Look at the held cases and their reasons, resolve them, then make the batch again.",
    ],
  ),
  "funds.paymentReturned": text(
    409,
    ["银行退回了支付 {payment}：{reason}", "请本人更正收款账户，复核后重新支付。"],
    [
      "The bank returned payment {payment}: {reason}",
      "Have the person correct the account, review it, then pay again.",
    ],
  ),
  "messages.gatewayRefused": text(
    502,
    ["短信网关拒绝了这条短信", "系统会自动重试；多次失败请联系网关服务商。"],
    ["The SMS gateway refused the message", "It is tried again; after several failures ask the operator."],
  ),
} as const satisfies Record<string, ProblemText>;
