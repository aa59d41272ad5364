import { type ProblemText, text } from "./problem-text.ts";

/** Linking, merging and splitting people. */
export const peopleLinkProblems = {
  "people.alreadyOne": text(
    409,
    ["这两条记录已是同一个人", "无需再合并。"],
    ["These two records are one person already", "There is nothing to merge."],
  ),
  "people.numbersDiffer": text(
    409,
    [
      "两边各有一个有效的身份证件号码，且号码不同，不能直接合并",
      "确有一个号码登记有误或已更换的，写明依据后提出合并，由复核员审批。",
    ],
    [
      "Each side has a valid ID number of its own, and they differ: they are not merged just so",
      "Where one number was wrong or has been replaced, propose the merge with what proves it; a reviewer approves.",
    ],
  ),
  "people.notByItself": text(
    409,
    ["这一对不能由系统自动合并", "请在比对核对页面人工核对。"],
    ["The system doesn't merge this pair by itself", "Look at it on the review page."],
  ),
  "people.businessInTwoOffices": text(
    409,
    ["两条记录在不同机构都有在办或已兑现的待遇，不能合并", "请先由其中一个机构办结或撤回，再合并。"],
    [
      "Both records have benefits under way or paid, in two offices: they can't be merged",
      "Have one office finish or withdraw its own first, then merge.",
    ],
  ),
  "people.bothOffered": text(
    409,
    ["两条记录都收到了同一项政策的待确认推送，不能合并", "请先在“待遇推送”中撤回其中一条，再合并。"],
    [
      "Both records have an open offer of the same policy: they can't be merged",
      "Withdraw one of the two under Offers, then merge.",
    ],
  ),
  "people.alreadyUndone": text(
    409,
    ["这次操作已经撤销过了", "无需再撤销。"],
    ["This was undone already", "There is nothing to undo."],
  ),
  "people.laterMove": text(
    409,
    ["此后又有一次合并或拆分（第 {moveId} 号）涉及同一个人", "请先撤销第 {moveId} 号，再撤销这一次。"],
    ["A later merge or split (no. {moveId}) took part in the same person", "Undo no. {moveId} first, then this one."],
  ),
  "people.changedSinceMoney": text(
    409,
    [
      "合并之后，此人的待遇、办件或支付已有变动，撤销会使钱与人对不上",
      "不能撤销。确属两个人的，请用“拆分”把不属于此人的证件和登记簿数据分出去，已付款项按退回流程处理。",
    ],
    [
      "Since then the person's benefits, cases or payments have changed; undoing would part the money from the person",
      "It can't be undone. If these are two people, split off the documents and register rows that aren't theirs, and claw back what was paid wrongly.",
    ],
  ),
  "people.changedSinceFacts": text(
    409,
    [
      "合并之后，登记簿又带来了此人的新数据，无法判断新数据属于谁",
      "不能撤销。请改用“拆分”，选择要分出去的证件和登记簿数据。",
    ],
    [
      "Since then registers have brought new rows for this person, and nobody could say whose they are",
      "It can't be undone. Split instead, and choose which documents and register rows go.",
    ],
  ),
  "people.changedSincePerson": text(
    409,
    ["合并之后，此人的基本信息已有变动（如入库）", "不能撤销。请改用“拆分”，选择要分出去的证件和登记簿数据。"],
    [
      "Since then the person's own record has changed (admitted to the library, say)",
      "It can't be undone. Split instead, and choose which documents and register rows go.",
    ],
  ),
  "people.splitNothing": text(
    422,
    ["没有选择要分出去的证件", "请至少选择一个证件：没有证件的人，登记簿再也对不上。"],
    ["No document was chosen to go", "Choose at least one: no register row ever finds a person without a document."],
  ),
  "people.splitEverything": text(
    422,
    ["不能把全部证件都分出去", "请至少给原来的人留下一个证件。"],
    ["Not every document can go", "Leave the person at least one."],
  ),
  "people.pairDecided": text(
    409,
    ["这一对已经有人核对过了", "请核对下一对。"],
    ["Somebody has decided on this pair already", "Go on with the next."],
  ),
  "people.pairReasonMissing": text(
    422,
    ["没有写明依据", "请写明哪个号码有误或已更换、依据是什么（至少 4 个字）。"],
    [
      "What proves it was not stated",
      "Say which number is wrong or was replaced, and by what proof (at least 4 characters).",
    ],
  ),
  "people.sameApprover": text(
    403,
    ["提出合并的人不能自己审批", "请由另一位复核员审批。"],
    ["Who proposed a merge doesn't approve it", "Have another reviewer do it."],
  ),
  "people.comparisonRunning": text(
    409,
    ["本机构的信息比对正在进行", "请等它结束，或先取消。"],
    ["A comparison of this office is under way", "Wait for its end, or cancel it first."],
  ),
  "people.mergedSince": text(
    409,
    ["这次政策找人之后，此人已与另一条记录合并", "请重新做一次政策找人，按合并后的信息判定。"],
    ["Since this sweep the person was merged with another record", "Sweep again: it decides on what is known now."],
  ),
  "benefits.linkUnconfirmed": text(
    409,
    ["此人的部分数据来自系统自动比对合并，还没有人确认", "请在“信息比对”中确认或撤销这次合并，再继续。"],
    [
      "Part of what is known of this person came over a merge that the system made and nobody has confirmed",
      "Confirm or undo that merge under Comparing registers, then go on.",
    ],
  ),
  "benefits.numberUnproven": text(
    409,
    [
      "此人没有完整、有效的证件号码，无法确认没有以另一记录领取过",
      "请在“信息比对”中核对是否已有此人，或补齐证件号码后重新导入，再继续。",
    ],
    [
      "No whole and valid document number is known of this person, so that nobody can tell what was paid under another record",
      "See under Comparing registers whether they are known already, or import the row again with the number, then go on.",
    ],
  ),
} as const satisfies Record<string, ProblemText>;
