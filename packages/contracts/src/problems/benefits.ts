import { type ProblemText, text } from "./problem-text.ts";

export const benefitProblems = {
  "benefits.nothingToPush": text(
    422,
    ["筛选结果中没有可以推送的人", "只推送“可享受”且叠加后保留的；已推送、已放弃的不会重复推送。"],
    [
      "Nobody here can be offered anything",
      "Only entitled findings kept after stacking are pushed; what was offered or declined is not pushed again.",
    ],
  ),
  "benefits.sweepStale": text(
    409,
    ["这不是最新一次政策找人的结果", "请打开最新一次（{sweepId}）再推送。"],
    ["These are not the findings of the latest sweep", "Open the latest one ({sweepId}) and push from there."],
  ),
  "benefits.notEntitled": text(
    422,
    ["此人当前不符合条件", "请查看原因；事实更正后会重新判定。"],
    ["This person is not entitled", "See why; they are decided again when a fact is corrected."],
  ),
  "benefits.notChosen": text(
    422,
    ["按叠加规则，此人应享受另一项", "请推送被保留的那一项。"],
    ["By the stacking rules this person takes another benefit", "Push the one that was kept."],
  ),
  "benefits.alreadyOffered": text(
    409,
    ["已经推送过", "无需重复推送。"],
    ["It has been offered already", "There is nothing to do."],
  ),
  "benefits.declinedBefore": text(
    409,
    ["本人此前已放弃这一项", "不再重复推送；本人改变主意时请其联系窗口。"],
    ["The person declined this before", "It is not pushed again; they may ask at the talent window."],
  ),
  "benefits.noPhone": text(
    422,
    ["没有可用的手机号，短信发不出去", "推送已保留；请补录手机号后由窗口通知。"],
    [
      "No usable phone number, so no message can leave",
      "The offer stands; add the number or tell the person at the window.",
    ],
  ),
  "benefits.offerNotOpen": text(
    409,
    ["这一项已经处理过了（{state}）", "请刷新查看最新状态。"],
    ["This offer has been dealt with ({state})", "Reload to see how it stands."],
  ),
  "benefits.offerExpired": text(
    410,
    ["这一项已于 {expiresOn} 到期", "请联系人才窗口重新推送。"],
    ["This offer expired on {expiresOn}", "Ask the talent window to push it again."],
  ),
  "benefits.undertakingMissing": text(
    422,
    ["还有承诺没有勾选：{undertaking}", "每一条承诺都要本人确认。"],
    ["An undertaking has not been made: {undertaking}", "Each one has to be made by you."],
  ),
  "benefits.accountInvalid": text(
    422,
    ["银行卡号校验不通过", "很可能有一位写错，请对照银行卡核对；只能使用本人账户。"],
    [
      "The account number does not pass its check",
      "A digit is probably mistyped; compare it with the card. It must be your own account.",
    ],
  ),
  "benefits.noLongerEntitled": text(
    409,
    ["重新判定后，当前不再符合条件", "请查看原因；如认为信息有误，请点“信息有误”。"],
    ["Decided again, the conditions are no longer met", "See why; if a fact is wrong, tell us so."],
  ),
  "benefits.alreadyTaken": text(
    409,
    ["该证件号码已经享受过只能享受一次的待遇", "不能重复享受；如有疑问请联系人才窗口。"],
    [
      "This document number has already had a benefit that is given once",
      "It cannot be had twice; ask the talent window if you disagree.",
    ],
  ),
  "benefits.spouseNotConfirmed": text(
    409,
    ["办件 {caseId} 还没有经配偶确认", "请配偶用本人手机号登录人才服务页面确认；人才库中没有其手机号的，先补录。"],
    [
      "The spouse has not confirmed case {caseId} yet",
      "They confirm it on the talent pages, signed in with their own phone; add the number to the library if it is missing.",
    ],
  ),
  "benefits.marriageUnknown": text(
    409,
    ["办件 {caseId} 的婚姻状况不明", "请导入覆盖本人的婚姻与家庭登记；登记完整后才能断定没有配偶。"],
    [
      "Whether the person of case {caseId} is married is unknown",
      "Import a register of family ties that covers them; only a complete one tells that there is no spouse.",
    ],
  ),
  "benefits.waitsForPlace": text(
    409,
    ["办件 {caseId} 的名额已满，正在候补（第 {place} 位）", "有人放弃或不予通过时按确认先后自动递补，并通知本人。"],
    [
      "Case {caseId} waits for a place ({place} in the queue)",
      "It moves up by itself when a place is given back, and the person is told.",
    ],
  ),
  "benefits.waitsForMoney": text(
    409,
    [
      "办件 {caseId} 所需的本年度资金已用完，正在候补（第 {place} 位）",
      "追加预算或有资金退回后按确认先后自动递补，并通知本人。",
    ],
    [
      "Case {caseId} waits for money of this year ({place} in the queue)",
      "It moves up by itself when the budget line has money again, and the person is told.",
    ],
  ),
  "benefits.waitsForDraw": text(
    409,
    ["办件 {caseId} 的名额还没有确定", "按公布的日期摇号或排序之后再公示。"],
    ["The places of case {caseId} are not drawn yet", "It can be published once they are, on the announced day."],
  ),
  "benefits.drawTooSoon": text(
    422,
    ["确定名额的日期必须晚于今天（{today}）", "种子须先公布，请另选日期。"],
    ["The day of the draw must be later than today ({today})", "The seed has to stand before it; choose another day."],
  ),
  "benefits.drawAnnounced": text(
    409,
    ["这一批名额已经公布过确定日期", "日期和种子公布后不能更改。"],
    ["The draw of these places has been announced", "Its day and its seed stay as they were told."],
  ),
  "benefits.drawNotAnnounced": text(
    409,
    ["还没有公布确定名额的日期", "请先由经办公布日期（摇号同时公布种子）。"],
    ["The draw has not been announced", "A clerk announces its day, and the seed of a lottery, before."],
  ),
  "benefits.drawNotDue": text(
    409,
    ["还没有到公布的日期 {drawOn}", "请在当天或之后办理。"],
    ["The announced day {drawOn} has not come", "Draw on that day or later."],
  ),
  "benefits.drawDone": text(
    409,
    ["这一批名额已经确定", "请刷新查看结果。"],
    ["These places have been drawn", "Reload to see who has them."],
  ),
  "benefits.drawByAnother": text(
    409,
    ["公布日期的人不能再确定名额", "请由另一位同事办理。"],
    ["Whoever announced the draw may not make it", "Somebody else has to."],
  ),
  "benefits.reportSettled": text(
    409,
    ["这条反馈已经处理过了", "请刷新查看处理结果。"],
    ["This report has been settled", "Reload to see the answer."],
  ),
} as const satisfies Record<string, ProblemText>;
