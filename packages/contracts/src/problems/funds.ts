import { type ProblemText, text } from "./problem-text.ts";

export const fundProblems = {
  "funds.lineExhausted": text(
    409,
    ["预算科目“{line}”余额不足：还剩 {remaining} 元，需要 {needed} 元", "请先追加预算，或等其他承诺释放。"],
    [
      "The budget line “{line}” has {remaining} yuan left; {needed} are needed",
      "Add to the budget first, or wait until another commitment is released.",
    ],
  ),
  "funds.lineExists": text(
    409,
    ["{year} 年已有科目“{code}”", "请直接调整该科目的预算。"],
    ["The line “{code}” exists for {year} already", "Change its budget instead."],
  ),
  "funds.lineMissing": text(
    409,
    ["“{policy}”{year} 年没有对应的预算科目", "请财务先设立该科目。"],
    ["No budget line pays “{policy}” in {year}", "Ask finance to open one first."],
  ),
  "funds.amountNotPositive": text(
    422,
    ["金额必须大于 0", "请改正金额。"],
    ["The amount must be above zero", "Correct the amount."],
  ),
  "funds.nothingDue": text(
    409,
    ["到 {dueBy} 为止没有到期应付的款项", "请核对日期；已在批次中的不会重复支付。"],
    ["Nothing falls due by {dueBy}", "Check the day; what is in a batch is not paid twice."],
  ),
  "funds.batchNotSent": text(
    409,
    ["批次 {batch} 还没有下载银行文件", "请先下载银行文件并提交银行，再上传回单。"],
    [
      "The bank file of batch {batch} has not been taken",
      "Take it and hand it to the bank before uploading a receipt.",
    ],
  ),
  "funds.receiptUnreadable": text(
    422,
    ["回单第 {row} 行看不懂：{fault}", "请上传银行返回的原始文件，没有登记任何结果。"],
    ["Row {row} of the receipt cannot be read: {fault}", "Upload the bank's original file; nothing was recorded."],
  ),
  "funds.receiptUnknownPayment": text(
    422,
    ["回单第 {row} 行的支付编号 {payment} 不在批次 {batch} 中", "请核对是否选错批次；整个回单没有登记。"],
    [
      "Payment {payment} in row {row} of the receipt is not in batch {batch}",
      "Check that you chose the right batch; nothing of this receipt was recorded.",
    ],
  ),
  "funds.receiptAmountDiffers": text(
    422,
    ["回单第 {row} 行金额 {got} 元，应为 {expected} 元", "请与银行核对；整个回单没有登记。"],
    [
      "Row {row} of the receipt says {got} yuan where {expected} were sent",
      "Clear it up with the bank; nothing of this receipt was recorded.",
    ],
  ),
  "funds.receiptTwice": text(
    409,
    ["批次 {batch} 的回单已登记过不同的结果", "请核对文件；如银行更正，请按退汇处理。"],
    [
      "Batch {batch} has a receipt with other results already",
      "Check the file; treat a bank's correction as a return.",
    ],
  ),
  "funds.notReturned": text(
    409,
    ["支付 {payment} 没有被退回", "只有退回的支付可以重付。"],
    ["Payment {payment} was not returned", "Only returned payments can be paid again."],
  ),
} as const satisfies Record<string, ProblemText>;
