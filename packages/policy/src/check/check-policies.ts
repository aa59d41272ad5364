import { compilePolicy } from "../compile/compile-policy.ts";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { PolicyFault } from "../fault.ts";
import { type PolicyFile, type ReadPolicy, readPolicies } from "../reading/read-policies.ts";
import { offsetOf } from "../reading/yaml-text.ts";
import { tableWarnings } from "../tables/table-warnings.ts";
import { runCase } from "./run-cases.ts";

export type CheckedPolicies = {
  readonly policies: readonly CompiledPolicy[];
  readonly faults: readonly PolicyFault[];
  /** What is not wrong but should be known: gaps and overlaps of tables, and tables that cannot be looked into. */
  readonly warnings: readonly PolicyFault[];
  /** Everything that compiles, and which of its cases come out as expected. */
  readonly tried: readonly TriedPolicy[];
};
export type TriedPolicy = { readonly policy: CompiledPolicy; readonly passed: number };

/**
 * Reads, compiles and tries all policies of a folder. Faults carry file, line and column; `policyFaultMessage` puts
 * them into words. A policy with a fault is left out of `policies`.
 */
export function checkPolicies(files: readonly PolicyFile[]): CheckedPolicies {
  const { policies: read, faults: formFaults } = readPolicies(files);
  const faults: PolicyFault[] = [...formFaults, ...duplicates(read)];
  const policies: CompiledPolicy[] = [];
  const warnings: PolicyFault[] = [];
  const tried: TriedPolicy[] = [];
  for (const each of read) {
    const compiled = compilePolicy(each);
    const found = compiled.ok ? caseFaults(each, compiled.value) : compiled.error;
    faults.push(...found);
    if (compiled.ok && found.length === 0) policies.push(compiled.value);
    if (!compiled.ok) continue;
    tried.push({ policy: compiled.value, passed: passedOf(each, found) });
    warnings.push(...tableWarnings(each));
  }
  return { policies: policies.sort(byRule), faults, warnings, tried };
}

/** A case can differ in several things. */
function passedOf({ envelope }: ReadPolicy, faults: readonly PolicyFault[]): number {
  return envelope.tests.cases.length - new Set(faults.map(({ line, column }) => `${line} ${column}`)).size;
}

/** The order of the clauses, which stacking goes by when values are equal: about persons first, then by rule. */
export function byRule({ envelope: a }: CompiledPolicy, { envelope: b }: CompiledPolicy): number {
  if (a.subject !== b.subject) return a.subject === "person" ? -1 : 1;
  const [x, y] = [`${a.source.rule} ${a.id} ${a.version}`, `${b.source.rule} ${b.id} ${b.version}`];
  return x < y ? -1 : 1;
}

/** One id and version once; the second is the fault. */
function duplicates(read: readonly ReadPolicy[]): readonly PolicyFault[] {
  const seen = new Map<string, string>();
  return read.flatMap(({ envelope, yaml }) => {
    const key = `${envelope.id}@${envelope.version}`;
    const where = seen.get(key);
    seen.set(key, yaml.file);
    const params = { id: key, where: where ?? "" };
    return where ? [yaml.faultAt("policy.id.duplicate", offsetOf(yaml.nodeAt(["id"])), params)] : [];
  });
}

/** The cases that come out otherwise than they say. */
export function caseFaults({ envelope, yaml }: ReadPolicy, policy: CompiledPolicy): readonly PolicyFault[] {
  return envelope.tests.cases.flatMap((each, index) => {
    const place = offsetOf(yaml.nodeAt(["tests", "cases", index]));
    const differences = runCase(policy, each);
    if (differences === "noClaim") return [yaml.faultAt("policy.case.claim", place)];
    return differences.map((one) => yaml.faultAt("policy.case.wrong", place, { name: each.name, ...one }));
  });
}
