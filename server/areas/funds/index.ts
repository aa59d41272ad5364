export { changeBudget } from "./commands/change-budget.ts";
export { type Commitment, commitOnLine, commitPayments } from "./commands/commit-payments.ts";
export { holdPayment, releasePayments } from "./commands/hold-payments.ts";
export { makeBatch, type Payable } from "./commands/make-batch.ts";
export { openBudgetLine } from "./commands/open-budget-line.ts";
export { payAgain } from "./commands/pay-again.ts";
export { type Receipt, recordReceipt } from "./commands/record-receipt.ts";
export { sendBatch } from "./commands/send-batch.ts";
export { stopPayments } from "./commands/stop-payments.ts";
export {
  BANK_FILE_HEADER,
  type BatchItem,
  type BudgetLine,
  batchNumber,
  csvCell,
  type Payment,
  paymentNumber,
  readReceiptRows,
  remainingOf,
} from "./model.ts";
export { checkLedger, ledgerBalances } from "./queries/check-ledger.ts";
export { type BatchRecord, findBatch, listBatches, listItems } from "./store/batches.ts";
export { findLine, listLines } from "./store/budget-lines.ts";
export { listPostings, type PostingRecord } from "./store/ledger.ts";
export { insertPayment, listPayments, listPaymentsOfCase, lockDuePayments, lockUncommitted } from "./store/payments.ts";
