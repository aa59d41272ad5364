import { type CompiledPolicy, compilePolicy, type PolicyFault, type ReadPolicy, readPolicies } from "@wutong/policy";
import type { Random } from "../random.ts";
import { randomAmount } from "./random-amount.ts";
import { randomConditions } from "./random-conditions.ts";
import { randomNames } from "./random-names.ts";
import { claimLists, parityExtension, scopeAround, writtenPolicy } from "./written-policy.ts";

export type RandomPolicy = {
  readonly text: string;
  readonly policy: CompiledPolicy;
  /** Which parts of the envelope it has. */
  readonly parts: readonly string[];
};

/**
 * A policy by the grammar of docs/reference/parity-grammar.md, written as a file, read and compiled as every other is; but
 * over the facts of the parity runs, not of the catalogue. Undefined where the checker refuses an expression because a
 * number could outgrow its digits; any other refusal throws, since all that is written is well typed.
 */
export function randomPolicy(random: Random, subjects: readonly string[] = SUBJECTS): RandomPolicy | undefined {
  const subject = random.pick(subjects);
  const names = randomNames(scopeAround(subject), random);
  const conditions = randomConditions(names.scope, random);
  const amount = randomAmount(names.scope, random);
  const text = writtenPolicy({ ...names.written, ...conditions.written, ...amount.written });
  const policy = compiled(text, subject);
  const about = subject === "person" ? [] : [`claim ${subject}`];
  return (
    policy && {
      text: `${subject} ${text}`,
      policy,
      parts: [...about, ...names.parts, ...conditions.parts, ...amount.parts],
    }
  );
}

const SUBJECTS: readonly string[] = ["person", "person", "person", ...Object.keys(claimLists)];

const OUTGROWN: readonly string[] = ["feel.numberTooLarge", "feel.divisionByZero"];

function compiled(text: string, subject: string): CompiledPolicy | undefined {
  const { policies, faults } = readPolicies([{ path: "random.yaml", text }]);
  const [read] = policies;
  if (!read || faults.length > 0) throw new Error(`not read: ${JSON.stringify(faults)} ${text}`);
  const about: ReadPolicy = { ...read, envelope: { ...read.envelope, subject }, extension: parityExtension };
  const result = compilePolicy(about, undefined, scopeAround(subject));
  if (result.ok) return result.value;
  const slips = result.error.filter((fault: PolicyFault) => !OUTGROWN.includes(fault.code));
  if (slips.length > 0) throw new Error(`refused for no good reason: ${JSON.stringify(slips)} ${text}`);
  return undefined;
}
