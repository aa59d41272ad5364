import { Readable } from "node:stream";
import { fail, formatYuan, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { openAccounts } from "../../areas/benefits/index.ts";
import { getActor } from "../../areas/cases/index.ts";
import {
  BANK_FILE_HEADER,
  type BatchItem,
  batchNumber,
  csvCell,
  findLine,
  listItems,
  paymentNumber,
  sendBatch,
} from "../../areas/funds/index.ts";
import { inSession, type Token } from "../../storage/index.ts";
import type { Caller, MoneyDesk } from "../money/money-desk.ts";

export type BankFile = { readonly name: string; readonly content: Readable };

/** Accounts opened at a time while the file is written out. */
const ROWS_AT_ONCE = 200;
/** Spreadsheets take a csv for UTF-8 only with this in front. */
const BYTE_ORDER_MARK = "\uFEFF";

/**
 * The file for the bank. Taking it marks the batch as sent and is in the journal each time; the bytes are the same each time.
 * Account numbers are opened while it streams and are kept nowhere. Finance only. Problems: `access.roleMissing`, `funds.notFound`.
 */
export async function takeBankFile(
  desk: MoneyDesk,
  caller: Caller,
  batchId: number,
): Promise<Result<BankFile, Problem>> {
  const sent = await desk.run({ ...caller, command: "takeBankFile", input: { batchId } }, async (tx) => {
    const actor = await getActor(tx);
    if (!actor.roles.includes("finance")) return fail(problem("access.roleMissing", { roles: "finance" }));
    const batch = await sendBatch(tx, batchId, desk.now());
    if (!batch.ok) return batch;
    const { officeId, lineId, state } = batch.value.batch;
    const line = await findLine(tx, lineId);
    const subject = { kind: "batch", id: batchId };
    return ok({
      reply: { purpose: line?.title.zh ?? "" },
      subject,
      officeId,
      before: { state },
      after: { state: state === "made" ? "sent" : state, taken: true },
    });
  });
  if (!sent.ok) return sent;
  const content = Readable.from(write(desk, caller.token, batchId, sent.value.purpose), {
    objectMode: false,
    encoding: "utf8",
  });
  return ok({ name: `${batchNumber(batchId)}.csv`, content });
}

async function* write(desk: MoneyDesk, token: Token, batchId: number, purpose: string): AsyncGenerator<string> {
  yield `${BYTE_ORDER_MARK}${BANK_FILE_HEADER.join(",")}\r\n`;
  const items = await inSession(desk.database, token, (tx) => listItems(tx, batchId));
  for (let from = 0; from < items.length; from += ROWS_AT_ONCE) {
    yield await rows(desk, token, { batchId, purpose, items: items.slice(from, from + ROWS_AT_ONCE) });
  }
}

async function rows(
  desk: MoneyDesk,
  token: Token,
  {
    batchId,
    purpose,
    items,
  }: { readonly batchId: number; readonly purpose: string; readonly items: readonly BatchItem[] },
): Promise<string> {
  const ids = items.map((item) => item.payeeAccountId);
  const accounts = await inSession(desk.database, token, (tx) => openAccounts(tx, desk.vault, ids));
  return items
    .map((item) => {
      const account = accounts.get(item.payeeAccountId);
      if (!account) throw new Error(`the payee account ${item.payeeAccountId} is out of the session's scope`);
      const amount = formatYuan(item.amountFen).replaceAll(",", "");
      const cells = [
        paymentNumber(batchId, item.itemNumber),
        account.holder,
        account.number,
        account.bank,
        amount,
        purpose,
      ];
      return `${cells.map(csvCell).join(",")}\r\n`;
    })
    .join("");
}
