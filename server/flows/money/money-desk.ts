import { type Day, dayInChina } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";
import type { CommandRunner, Database, Token, Tx, Vault } from "../../storage/index.ts";

/** What every flow from finding to money works with; wired once in `main.ts`. */
export type MoneyDesk = {
  readonly database: Database;
  readonly vault: Vault;
  readonly run: CommandRunner;
  /** The office's clock; movable in demo mode. */
  readonly now: () => Date;
  /** The rule book: a policy version as it was published, or undefined. */
  readonly findPolicy: (tx: Tx, policyId: string, version: number) => Promise<CompiledPolicy | undefined>;
};

/** Who asks, and the key of their intent: the same key again gets the same reply and changes nothing. */
export type Caller = { readonly token: Token; readonly key: string };

export function todayOf(now: Date): Day {
  return dayInChina(now.getTime());
}

/** A policy version that an offer names; it was there when it was pushed, so a missing one is a bug. */
export async function getPolicy(desk: MoneyDesk, tx: Tx, policyId: string, version: number): Promise<CompiledPolicy> {
  const policy = await desk.findPolicy(tx, policyId, version);
  if (!policy) throw new Error(`the policy ${policyId}@${version} is not in the rule book`);
  return policy;
}
