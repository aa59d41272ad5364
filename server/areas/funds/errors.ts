/** Every problem that this area can answer; the texts stand in the catalogue of `@wutong/contracts`. */
export const FUND_PROBLEMS = [
  "funds.notFound",
  "funds.lineExhausted",
  "funds.lineExists",
  "funds.lineMissing",
  "funds.amountNotPositive",
  "funds.nothingDue",
  "funds.allHeld",
  "funds.batchNotSent",
  "funds.receiptUnreadable",
  "funds.receiptUnknownPayment",
  "funds.receiptAmountDiffers",
  "funds.receiptTwice",
  "funds.notReturned",
] as const;
