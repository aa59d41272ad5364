import type { Day } from "@wutong/kernel";
import { checkPolicies } from "../check/check-policies.ts";
import { compilePolicy } from "../compile/compile-policy.ts";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { PolicyFault } from "../fault.ts";
import { type PolicyFile, type ReadPolicy, readPolicies } from "../reading/read-policies.ts";

export type ReadDraft =
  | { readonly kind: "faults"; readonly faults: readonly PolicyFault[] }
  | {
      readonly kind: "draft";
      readonly policy: CompiledPolicy;
      /** The draft isn't in force on the day by its own dates: it is decided as if it were. */
      readonly asIfInForce: boolean;
      /** Cases of the draft's own file that come out otherwise with it: a hint, no fault. */
      readonly casesFailing: number;
    };

/** A case that comes out otherwise is what a draft is for. */
const CASE_FAULTS: ReadonlySet<string> = new Set(["policy.case.wrong"]);

/**
 * Compiles the policy of one file among `files` (those it includes beside it) as a draft, to be decided on `asOf`. A draft that
 * begins later, or is over by then, is read as if it were in force.
 */
export function readDraft(files: readonly PolicyFile[], policyPath: string, asOf: Day): ReadDraft {
  const needed = files.filter(({ path }) => path === policyPath || path.endsWith(".shared.yaml"));
  const checked = checkPolicies(needed);
  const faults = checked.faults.filter(({ code }) => !CASE_FAULTS.has(code));
  const [tried] = checked.tried;
  if (faults.length > 0 || !tried) return { kind: "faults", faults };
  const casesFailing = tried.policy.envelope.tests.cases.length - tried.passed;
  const { from, to } = tried.policy.envelope.inForce;
  if (from <= asOf && (to === undefined || to >= asOf)) {
    return { kind: "draft", policy: tried.policy, asIfInForce: false, casesFailing };
  }
  const moved = readPolicies(needed).policies.map((read) => compilePolicy(inForceOn(read, asOf)))[0];
  return {
    kind: "draft",
    policy: moved?.ok ? moved.value : tried.policy,
    asIfInForce: moved?.ok === true,
    casesFailing,
  };
}

function inForceOn(read: ReadPolicy, asOf: Day): ReadPolicy {
  const { from, to } = read.envelope.inForce;
  const until = to === undefined || to >= asOf ? to : undefined;
  const first = from > asOf ? asOf : from;
  const inForce = until === undefined ? { from: first } : { from: first, to: until };
  const parameters = read.parameters.map((located) => {
    const [oldest, ...later] = located.part.values;
    if (!oldest || oldest.from <= first) return located;
    return { ...located, part: { ...located.part, values: [{ ...oldest, from: first }, ...later] } };
  });
  const envelope = { ...read.envelope, inForce, parameters: parameters.map(({ part }) => part) };
  return { ...read, envelope, parameters };
}
