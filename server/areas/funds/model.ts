import {
  type Day,
  type Fen,
  fail,
  formatYuan,
  ok,
  type Problem,
  parseYuan,
  partsOfDay,
  problem,
  type Result,
} from "@wutong/kernel";

/** grant → available → committed → inTransit → paid. Budgets come out of grant, whose balance is negative. */
export const ACCOUNT_KINDS = ["grant", "available", "committed", "inTransit", "paid"] as const;
export type AccountKind = (typeof ACCOUNT_KINDS)[number];

/** One amount (> 0 fen) from one account of a line to another: it cannot be unbalanced. */
export type Posting = {
  readonly source: AccountKind;
  readonly destination: AccountKind;
  readonly amountFen: Fen;
  readonly caseId?: number;
  readonly paymentId?: number;
};

export type EntryKind = "openLine" | "changeBudget" | "commit" | "release" | "makeBatch" | "receipt";

export type BudgetLine = {
  readonly lineId: number;
  readonly officeId: number;
  readonly year: number;
  readonly code: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly budgetFen: Fen;
  readonly committedFen: Fen;
  readonly inTransitFen: Fen;
  readonly paidFen: Fen;
};

export type PaymentState = "planned" | "held" | "inBatch" | "paid" | "returned" | "stopped";

export type Payment = {
  readonly paymentId: number;
  readonly officeId: number;
  readonly personId: number;
  readonly caseId: number;
  readonly number: number;
  readonly dueOn: Day;
  readonly amountFen: Fen;
  /** Which line is to carry it; the year is that of its day. */
  readonly budget: { readonly officeId: number; readonly code: string };
  readonly lineId: number | null;
  readonly state: PaymentState;
  readonly batchId: number | null;
  readonly paidOn: Day | null;
  readonly returnReason: string | null;
};

/** What is neither promised nor paid. */
export function remainingOf(line: BudgetLine): Fen {
  return (line.budgetFen - line.committedFen - line.paidFen) as Fen;
}

/** Problem: `funds.lineExhausted` {line, remaining, needed} in yuan. */
export function checkRemaining(line: BudgetLine, neededFen: Fen): Result<null, Problem> {
  const remaining = remainingOf(line);
  if (neededFen <= remaining) return ok(null);
  const params = { line: line.title.zh, remaining: formatYuan(remaining), needed: formatYuan(neededFen) };
  return fail(problem("funds.lineExhausted", params));
}

/** The year whose budget carries a payment: that of its day, or this year's where the day is past. */
export function budgetYearOf(dueOn: Day, today: Day): number {
  return partsOfDay(dueOn > today ? dueOn : today).year;
}

/** One line of a bank's receipt. */
export type ReceiptRow = {
  readonly row: number;
  readonly payment: string;
  readonly amountFen: Fen;
  readonly result: { readonly kind: "paid" } | { readonly kind: "returned"; readonly reason: string };
};

/** A payment as it stands in a batch; `payment` is the number in the bank file. */
export type BatchItem = {
  readonly itemNumber: number;
  readonly paymentId: number;
  readonly personId: number;
  readonly officeId: number;
  readonly payeeAccountId: number;
  readonly amountFen: Fen;
  readonly outcome: "paid" | "returned" | null;
};

export function batchNumber(batchId: number): string {
  return `B${String(batchId).padStart(6, "0")}`;
}

/** The number by which the bank names one payment: its batch and its place in it. */
export function paymentNumber(batchId: number, itemNumber: number): string {
  return `${batchNumber(batchId)}-${String(itemNumber).padStart(5, "0")}`;
}

export type SettledItem = { readonly item: BatchItem; readonly result: ReceiptRow["result"] };

/**
 * Compares a receipt with its batch. One unknown or wrong row refuses all of it, with every such row listed:
 * `funds.receiptUnknownPayment` {row, payment, batch}, `funds.receiptAmountDiffers` {row, got, expected},
 * `funds.receiptUnreadable` (a payment named twice), `funds.receiptTwice` (another result was recorded before).
 * Rows that say what is known already are left out of the answer.
 */
export function matchReceipt(
  batchId: number,
  items: readonly BatchItem[],
  rows: readonly ReceiptRow[],
): Result<readonly SettledItem[], Problem> {
  const byNumber = new Map(items.map((item) => [paymentNumber(batchId, item.itemNumber), item]));
  const unknown = rows.filter((row) => !byNumber.has(row.payment));
  if (unknown.length > 0) {
    return refuse("funds.receiptUnknownPayment", unknown, {
      payment: listed(unknown.map((row) => row.payment)),
      batch: batchNumber(batchId),
    });
  }
  const seen = new Set<string>();
  const twice = rows.filter((row) => seen.has(row.payment) || !seen.add(row.payment));
  if (twice.length > 0)
    return refuse("funds.receiptUnreadable", twice, { fault: listed(twice.map((row) => row.payment)) });
  const pairs = rows.flatMap((row) => {
    const item = byNumber.get(row.payment);
    return item ? [{ row, item }] : [];
  });
  const differing = pairs.filter(({ row, item }) => row.amountFen !== item.amountFen);
  if (differing.length > 0) {
    const got = listed(differing.map(({ row }) => formatYuan(row.amountFen)));
    const expected = listed(differing.map(({ item }) => formatYuan(item.amountFen)));
    return refuse(
      "funds.receiptAmountDiffers",
      differing.map(({ row }) => row),
      { got, expected },
    );
  }
  const contradicted = pairs.some(({ row, item }) => item.outcome !== null && item.outcome !== row.result.kind);
  if (contradicted) return fail(problem("funds.receiptTwice", { batch: batchNumber(batchId) }));
  return ok(pairs.filter(({ item }) => item.outcome === null).map(({ row, item }) => ({ item, result: row.result })));
}

const RECEIPT_HEADER = ["支付编号", "金额", "结果", "原因"];
const PAID_WORDS = ["成功", "已支付", "paid"];
const RETURNED_WORDS = ["退回", "退汇", "失败", "returned"];

/**
 * Reads the rows of a bank's receipt: number, amount in yuan, result, reason; the header row is left out.
 * Problem: `funds.receiptUnreadable` {row, fault}; row counts from 1, the header included.
 */
export function readReceiptRows(cells: readonly (readonly string[])[]): Result<readonly ReceiptRow[], Problem> {
  const rows: ReceiptRow[] = [];
  for (const [index, line] of cells.entries()) {
    if (line.every((cell) => cell.trim() === "")) continue;
    if (index === 0 && line[0]?.trim() === RECEIPT_HEADER[0]) continue;
    const read = readReceiptRow(index + 1, line);
    if (!read.ok) return read;
    rows.push(read.value);
  }
  if (rows.length === 0) return fail(problem("funds.receiptUnreadable", { row: 1, fault: RECEIPT_HEADER.join(", ") }));
  return ok(rows);
}

function readReceiptRow(row: number, line: readonly string[]): Result<ReceiptRow, Problem> {
  const [payment = "", amount = "", result = "", reason = ""] = line.map((cell) => cell.trim());
  const unreadable = (fault: string) => fail(problem("funds.receiptUnreadable", { row, fault }));
  if (!/^B\d{6,}-\d{5,}$/.test(payment)) return unreadable(payment === "" ? "—" : payment);
  const amountFen = parseYuan(amount);
  if (!amountFen.ok) return unreadable(amount);
  const word = result.toLowerCase();
  if (PAID_WORDS.includes(word)) return ok({ row, payment, amountFen: amountFen.value, result: { kind: "paid" } });
  if (RETURNED_WORDS.includes(word)) {
    return ok({ row, payment, amountFen: amountFen.value, result: { kind: "returned", reason } });
  }
  return unreadable(result);
}

/** Header of the file that goes to the bank; the receipt's columns follow its first ones. */
export const BANK_FILE_HEADER = ["支付编号", "户名", "账号", "开户行", "金额", "用途"] as const;

/** A cell of a bank's csv: quoted where it must be, and never read as a formula by a spreadsheet. */
export function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const LISTED_MAX = 20;

function listed(values: readonly string[]): string {
  const shown = values.slice(0, LISTED_MAX).join(", ");
  return values.length > LISTED_MAX ? `${shown}, … (${values.length})` : shown;
}

function refuse(code: string, rows: readonly ReceiptRow[], params: Problem["params"]): Result<never, Problem> {
  return fail(problem(code, { row: listed(rows.map((row) => String(row.row))), ...params }));
}
