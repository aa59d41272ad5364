// A server of payments for the fault tests: takes requests as JSON lines, runs the real commands, answers one line each.
// Started by payment-run.ts and killed by it at any moment.
import { createInterface } from "node:readline";
import { day } from "@wutong/kernel";
import { makeBatch } from "../../server/flows/pay-batch/make-batch.ts";
import { payAgain } from "../../server/flows/pay-batch/pay-again.ts";
import { readReceipt } from "../../server/flows/pay-batch/read-receipt.ts";
import { takeBankFile } from "../../server/flows/pay-batch/take-bank-file.ts";
import { bankRows, openTown } from "../../server/flows/tests/money-town.ts";
import type { Request, Work } from "./requests.ts";

const [ownerUrl = "", appUrl = ""] = process.argv.slice(2);
const town = await openTown({ ownerUrl, appUrl }, { setUp: false });
town.setDay(day("2024-12-10"));

/** What a restarted PostgreSQL does to a request under way: the caller tries again with the same key. */
async function answer({ token, key, work }: Request): Promise<unknown> {
  try {
    return await carryOut({ token, key }, work);
  } catch (cause) {
    return { broken: cause instanceof Error ? cause.message : String(cause) };
  }
}

async function carryOut(caller: { readonly token: string; readonly key: string }, work: Work): Promise<unknown> {
  if (work.kind === "makeBatch") return makeBatch(town.desk, caller, { lineId: work.lineId, dueBy: day("2024-12-10") });
  if (work.kind === "readReceipt") return readReceipt(town.desk, caller, { batchId: work.batchId, cells: work.cells });
  if (work.kind === "payAgain") return payAgain(town.desk, caller, { paymentId: work.paymentId, reason: "returned" });
  const file = await takeBankFile(town.desk, caller, work.batchId);
  return file.ok ? { ok: true, value: await bankRows(file.value.content) } : file;
}

process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line) as Request;
  const reply = await answer(request);
  // Committed, and nobody will ever hear of it.
  if (request.dieBeforeReply) process.kill(process.pid, "SIGKILL");
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
await town.close();
