import type { Day } from "@wutong/kernel";
import type { CompiledPolicy } from "@wutong/policy";

/**
 * Of each policy the highest version that has begun by a day and is not over, in the order of their ids. Which version a
 * person's key date picks is asked by the version's own conditions.
 */
export function policiesInForce(policies: readonly CompiledPolicy[], asOf: Day): readonly CompiledPolicy[] {
  const newest = new Map<string, CompiledPolicy>();
  for (const policy of policies) {
    const { id, version, inForce } = policy.envelope;
    const begun = inForce.from <= asOf && (inForce.to === undefined || inForce.to >= asOf);
    const known = newest.get(id);
    if (begun && (known === undefined || known.envelope.version < version)) newest.set(id, policy);
  }
  return [...newest.values()].toSorted((a, b) => (a.envelope.id < b.envelope.id ? -1 : 1));
}
