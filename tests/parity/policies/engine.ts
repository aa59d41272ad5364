import type { CompiledPolicy } from "@wutong/policy";
import type { Person } from "../random-people.ts";

/** What every engine must say of one policy and one person, bit by bit. */
export type Answer = {
  /** 2 entitled, 1 possible, 0 not entitled. */
  readonly outcome: number;
  /** Bit i: condition i is met. */
  readonly met: number;
  /** Bit i: condition i is unknown. */
  readonly unknown: number;
  /** Null while unknown, or when not entitled. */
  readonly amountFen: bigint | null;
};

/** One way to run policies; people are loaded once, then asked about batches of policies. */
export type Engine = {
  readonly name: string;
  readonly load: (people: readonly Person[]) => Promise<void>;
  /** Answers by policy, then by person, in the orders given. */
  readonly answers: (policies: readonly CompiledPolicy[]) => Promise<readonly (readonly Answer[])[]>;
  readonly close: () => Promise<void>;
};

export function sameAnswer(a: Answer, b: Answer): boolean {
  return a.outcome === b.outcome && a.met === b.met && a.unknown === b.unknown && a.amountFen === b.amountFen;
}
