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
  readonly answers: (policies: readonly CompiledPolicy[]) => Promise<readonly AnswersByPerson[]>;
  readonly close: () => Promise<void>;
};

/** Of each person the answers about them: one, or one for each claim in any order. */
export type AnswersByPerson = readonly (readonly Answer[])[];

/** Whether two engines say the same of a person. What tells claims apart is random, so they are compared as they come out. */
export function sameAnswers(a: readonly Answer[], b: readonly Answer[]): boolean {
  if (a.length !== b.length) return false;
  const [first, second] = [a, b].map((answers) => answers.map(textOf).sort());
  return (first ?? []).every((text, index) => text === second?.[index]);
}

function textOf({ outcome, met, unknown, amountFen }: Answer): string {
  return `${outcome} ${met} ${unknown} ${amountFen}`;
}
