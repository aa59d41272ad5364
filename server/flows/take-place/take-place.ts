import { expectOk } from "@wutong/kernel";
import { type CompiledPolicy, type GivenFacts, readFacts } from "@wutong/policy";
import { type Application, askForPlace, type Place } from "../../areas/benefits/index.ts";
import type { Tx } from "../../storage/index.ts";
import { type MoneyDesk, todayOf } from "../money/money-desk.ts";
import { placeLineOf } from "./place-line.ts";

/**
 * Takes a place of the policy for a confirmed application, or the end of its queue, in the transaction that confirms it. Undefined
 * where the policy limits neither places nor money.
 */
export async function takePlace(
  desk: MoneyDesk,
  tx: Tx,
  of: { readonly application: Application; readonly policy: CompiledPolicy; readonly facts: GivenFacts },
): Promise<Place | undefined> {
  const now = desk.now();
  const today = todayOf(now);
  const { whose, ...order } = orderOf(of, today);
  const line = placeLineOf(of.policy.envelope, today, whose);
  if (!line) return undefined;
  const { applicationId } = of.application;
  const limits = of.policy.envelope.limits;
  return askForPlace(tx, { line, limits }, { applicationId, ...order, today, now });
}

/** Which reserves they meet (what is unknown is not proved), what the order goes by, and whose places they ask for. */
function orderOf(
  { application, policy, facts }: Parameters<typeof takePlace>[2],
  today: number,
): { readonly meets: readonly number[]; readonly value: number | null; readonly whose?: string } {
  const read = expectOk(readFacts(facts), "the facts of a person");
  const list = read["certificates"] as { readonly rows: readonly { readonly key?: unknown }[] } | undefined;
  const certificate = list?.rows.find((row) => row.key === application.certificateKey);
  const asked = { ...read, asOf: today, ...(certificate ? { certificate } : {}) } as typeof read;
  const meets = (policy.quota?.reserved ?? []).flatMap((reserve, index) =>
    reserve.evaluate(asked) === true ? [index] : [],
  );
  const value = policy.quota?.by?.evaluate(asked);
  const whose = policy.quota?.of?.evaluate(asked);
  return {
    ...(typeof whose === "string" ? { whose } : {}),
    meets,
    value: typeof value === "number" || typeof value === "bigint" ? Number(value) : null,
  };
}
