import { byRule } from "../check/check-policies.ts";
import { compilePolicy } from "../compile/compile-policy.ts";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { type PolicyFile, readPolicies } from "../reading/read-policies.ts";

/**
 * Rules that were checked where they were published, compiled for deciding: each with its own file first and what it includes,
 * in the order of the clauses. One that doesn't compile is a bug, and is thrown.
 */
export function compileRules(rules: readonly (readonly PolicyFile[])[]): readonly CompiledPolicy[] {
  return rules.flatMap((files) => readPolicies(files).policies.map(compiled)).toSorted(byRule);
}

function compiled(read: Parameters<typeof compilePolicy>[0]): CompiledPolicy {
  const result = compilePolicy(read);
  if (!result.ok) throw new Error(`${read.envelope.id}: ${result.error.map(({ code }) => code).join(", ")}`);
  return result.value;
}
