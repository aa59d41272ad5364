import type { NotPayablePart } from "@wutong/policy";
import { type ProblemText, text } from "./problem-text.ts";

/** Why a policy is not offered: each part of it that payments would ignore. */
export const notPayableProblems = {
  "notPayable.fragment": notPayable("来源只载部分内容（fragment）", "a rule that its source gives only in part"),
  "notPayable.subject": notPayable("对象不是个人或证书（subject）", "a subject other than persons and certificates"),
  "notPayable.beneficiary": notPayable(
    "受益人是家庭、单位或平台（beneficiary）",
    "a household, an employer or a platform as beneficiary",
  ),
  "notPayable.payee": notPayable("收款人不是本人（payee）", "a payee other than the person"),
  "notPayable.inKind": notPayable("实物或服务（amount.inKind）", "what is given in kind"),
  "notPayable.tax": notPayable("代扣个人所得税（amount.tax）", "tax withheld from instalments"),
  "notPayable.window": notPayable("按月计发期（payPlan.window）", "a window of months that count"),
  "notPayable.proofs": notPayable(
    "分阶段须另行核验（payPlan.stages.requires）",
    "stages that need a proof of their own",
  ),
  "notPayable.oncePerHousehold": notPayable("每户一次（stacking.oncePer）", "once for a household"),
  "notPayable.lessThanPlanned": notPayable(
    "补差、扣减、合并期限或合计封顶（stacking）",
    "top-ups, deductions, combined months or joint caps",
  ),
  "notPayable.shares": notPayable("多级财政分担（limits.budget.shares）", "costs that several budgets share"),
  "notPayable.choices": notPayable("由申请人选择享受方式（choices）", "forms between which the applicant chooses"),
  "notPayable.levels": notPayable("前置审核层级（handling.levels）", "others who must agree first"),
} satisfies Readonly<Record<`notPayable.${NotPayablePart}`, ProblemText>>;

function notPayable(zh: string, en: string): ProblemText {
  return text(
    422,
    [`资金经办尚不能处理这项政策中的${zh}`, "可以判定和测算，但暂不能推送；请另行办理，或联系系统管理员。"],
    [
      `Payments can't carry out yet what this policy asks for: ${en}`,
      "It can be decided and costed but not pushed; handle it elsewhere for now, or ask the administrator.",
    ],
  );
}
