import { type CompiledPolicy, compilePolicy, readPolicies } from "@wutong/policy";

const words = { zh: "试验", en: "trial" };

/** The parts of a policy that matter to a trial; the others are filled in. */
export type PolicyParts = {
  readonly id: string;
  readonly subject: string;
  readonly benefit: string;
  /** FEEL, in their order. */
  readonly conditions: readonly string[];
  readonly amount: Readonly<Record<string, unknown>>;
  readonly stacking?: Readonly<Record<string, unknown>>;
  readonly payPlan?: Readonly<Record<string, unknown>>;
};

/** Policies written as files, read and compiled; throws where something is wrong with one. */
export function policiesOf(written: readonly PolicyParts[]): readonly CompiledPolicy[] {
  const files = written.map((parts) => ({ path: `${parts.id}.yaml`, text: policyText(parts) }));
  const { policies, faults } = readPolicies(files);
  if (faults.length > 0) throw new Error(JSON.stringify(faults));
  return policies.map((read) => {
    const compiled = compilePolicy(read);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
    return compiled.value;
  });
}

/** A policy file: JSON is YAML. Its only case knows nothing, and is possible; any part can be given otherwise. */
export function policyText(parts: PolicyParts & Readonly<Record<string, unknown>>): string {
  return JSON.stringify(fileOf(parts));
}

function fileOf({ conditions, ...parts }: PolicyParts): unknown {
  const proof = { text: words, clause: words, evidence: { document: words } };
  return {
    office: 330602,
    version: 1,
    title: words,
    source: { rule: parts.id, document: "trial", grade: "C", note: words },
    prose: words,
    inForce: { from: "2020-01-01" },
    keyDate: { feel: "asOf", says: words, evidence: { document: words } },
    conditions: { all: conditions.map((feel, index) => ({ id: `c${index}`, feel, ...proof, when: "atKeyDate" })) },
    payPlan: { kind: "once" },
    stacking: {},
    beneficiary: { who: "person" },
    payee: { who: "person" },
    handling: {
      mode: "confirmOnce",
      offerDays: 30,
      publicNoticeWorkingDays: 5,
      approvals: [{ role: "reviewer", title: words }],
    },
    tests: { cases: [{ name: "none", asOf: "2024-11-30", because: "none", expect: { outcome: "possible" } }] },
    ...parts,
  };
}
