import * as z from "zod";
import { endpoint, everyStaffRole } from "./endpoint.ts";
import {
  dayText,
  done,
  fenText,
  id,
  idInPath,
  instantText,
  localText,
  officeId,
  pageOf,
  pageQuery,
  problemValue,
  reason,
  searchText,
} from "./vocabulary.ts";

const area = "funds";

/** remaining = budget − committed − paid, and never below zero. */
export const budgetLine = z.object({
  lineId: id,
  code: z.string(),
  title: localText,
  year: z.int(),
  office: z.object({ officeId, name: z.string() }),
  budgetFen: fenText,
  committedFen: fenText,
  paidFen: fenText,
  remainingFen: fenText,
});

export const listBudgetLines = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/funds/lines",
  area,
  summary: { zh: "预算科目", en: "Budget lines" },
  roles: everyStaffRole,
  query: z.object({ year: z.coerce.number<number>().int().optional() }),
  reply: z.object({ rows: z.array(budgetLine) }),
  errors: [],
});

export const openBudgetLine = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/funds/lines",
  area,
  summary: { zh: "新设预算科目", en: "Open a budget line" },
  roles: ["finance"],
  body: z.object({
    code: z.string().trim().min(1).max(40),
    title: localText,
    year: z.int(),
    officeId,
    budgetFen: fenText,
    reason,
  }),
  reply: z.object({ lineId: id }),
  errors: ["funds.lineExists", "funds.amountNotPositive"],
});

/** Adds to a line's budget, or takes from it (a negative change) as far as it remains. */
export const changeBudget = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/funds/lines/:lineId/budget",
  area,
  summary: { zh: "调整预算", en: "Change the budget" },
  roles: ["finance"],
  params: z.object({ lineId: idInPath }),
  body: z.object({ changeFen: fenText, reason }),
  reply: budgetLine,
  errors: ["funds.lineExhausted"],
});

/** A posting cannot be unbalanced: one amount goes from one account to another. */
export const posting = z.object({
  postingId: id,
  entryId: id,
  at: instantText,
  from: localText,
  to: localText,
  amountFen: fenText,
  text: localText,
  caseId: id.nullable(),
  paymentId: id.nullable(),
});

export const listPostings = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/funds/lines/:lineId/postings",
  area,
  summary: { zh: "记账分录", en: "Postings of a line" },
  roles: everyStaffRole,
  params: z.object({ lineId: idInPath }),
  query: z.object(pageQuery),
  reply: pageOf(posting),
  errors: [],
});

/** planned until its day; due; inBatch; paid or returned; held while a person must look. */
export const paymentState = z.enum(["planned", "due", "held", "inBatch", "paid", "returned"]);

export const paymentRow = z.object({
  paymentId: id,
  caseId: id,
  personId: id,
  name: z.string(),
  policyTitle: localText,
  instalment: z.int(),
  dueOn: dayText,
  amountFen: fenText,
  state: paymentState,
  batchId: id.nullable(),
  accountMasked: z.string(),
  paidOn: dayText.nullable(),
  returnReason: z.string().nullable(),
});

export const listPayments = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/funds/payments",
  area,
  summary: { zh: "支付明细", en: "Payments" },
  roles: everyStaffRole,
  query: z.object({
    ...pageQuery,
    state: paymentState.optional(),
    lineId: z.coerce.number<number>().int().optional(),
    batchId: z.coerce.number<number>().int().optional(),
    text: searchText.optional(),
  }),
  reply: pageOf(paymentRow),
  errors: [],
});

export const batchState = z.enum(["made", "sent", "settled"]);

export const batchRow = z.object({
  batchId: id,
  number: z.string(),
  line: z.object({ lineId: id, title: localText }),
  state: batchState,
  payments: z.int(),
  amountFen: fenText,
  paid: z.int(),
  returned: z.int(),
  madeBy: z.string(),
  madeOn: dayText,
});

export const listBatches = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/funds/batches",
  area,
  summary: { zh: "支付批次", en: "Payment batches" },
  roles: everyStaffRole,
  query: z.object(pageQuery),
  reply: pageOf(batchRow),
  errors: [],
});

/** Puts every payment of a line that is due into one batch; each is decided again first, and what is not entitled is held. */
export const makeBatch = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/funds/batches",
  area,
  summary: { zh: "生成支付批次", en: "Make a payment batch" },
  roles: ["finance"],
  body: z.object({ lineId: id, dueBy: dayText }),
  reply: z.object({
    batch: batchRow,
    held: z.array(z.object({ paymentId: id, caseId: id, name: z.string(), problem: problemValue })),
  }),
  errors: ["funds.nothingDue", "funds.allHeld"],
});

export const getBatch = endpoint({
  kind: "query",
  method: "GET",
  path: "/api/funds/batches/:batchId",
  area,
  summary: { zh: "批次详情", en: "One batch" },
  roles: everyStaffRole,
  params: z.object({ batchId: idInPath }),
  reply: batchRow,
  errors: [],
});

/** The bank's file. Taking it marks the batch as sent; taking it again gives the same bytes. */
export const takeBankFile = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/funds/batches/:batchId/bank-file",
  area,
  summary: { zh: "下载银行文件", en: "Take the bank file" },
  roles: ["finance"],
  params: z.object({ batchId: idInPath }),
  reply: { file: "text/csv" },
  errors: [],
});

/** Reads the bank's receipt: every line is paid or returned. An unknown payment refuses the whole file; nothing is half done. */
export const readReceipt = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/funds/batches/:batchId/receipt",
  area,
  summary: { zh: "上传银行回单", en: "Upload the bank receipt" },
  roles: ["finance"],
  params: z.object({ batchId: idInPath }),
  upload: true,
  body: z.object({}),
  reply: z.object({ batch: batchRow, paid: z.int(), returned: z.int(), missing: z.int() }),
  errors: [
    "funds.batchNotSent",
    "funds.receiptUnreadable",
    "funds.receiptUnknownPayment",
    "funds.receiptAmountDiffers",
    "funds.receiptTwice",
  ],
});

/** After a return: the payment falls due again, to the account that the person confirmed anew or to the same one. */
export const payAgain = endpoint({
  kind: "command",
  method: "POST",
  path: "/api/funds/payments/:paymentId/again",
  area,
  summary: { zh: "重新支付", en: "Pay again after a return" },
  roles: ["finance"],
  params: z.object({ paymentId: idInPath }),
  body: z.object({ reason }),
  reply: done,
  errors: ["funds.notReturned"],
});
