import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { Payment } from "../model.ts";
import { lockPayment, savePayments } from "../store/payments.ts";
import type { Tx } from "../store/storage.ts";

/** A returned payment falls due again. Problems: `funds.notFound`, `funds.notReturned`. */
export async function payAgain(tx: Tx, paymentId: number): Promise<Result<Payment, Problem>> {
  const payment = await lockPayment(tx, paymentId);
  if (!payment) return fail(problem("funds.notFound", { id: paymentId }));
  if (payment.state !== "returned") return fail(problem("funds.notReturned", { payment: paymentId }));
  await savePayments(tx, [paymentId], { state: "planned", batchId: null });
  return ok(payment);
}
