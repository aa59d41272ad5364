import type { PolicyFault } from "../fault.ts";
import type { ReadPolicy } from "../reading/read-policies.ts";
import { offsetOf } from "../reading/yaml-text.ts";
import type { EquivalentMutant, Mutant } from "./mutant.ts";
import { includedFiles } from "./points-in-reach.ts";

type Split = {
  readonly equivalent: readonly EquivalentMutant[];
  readonly others: readonly Mutant[];
  readonly faults: readonly PolicyFault[];
};

/**
 * Survivors that the policy's file names under `tests: equivalentMutants`, and the others. A claim that fits no survivor is
 * a fault: its mutant is caught by now, or its words have changed.
 */
export function splitEquivalent(read: ReadPolicy, survivors: readonly Mutant[]): Split {
  const { yaml, envelope } = read;
  const texts = new Map([yaml, ...includedFiles(read)].map(({ file, text }) => [file, text]));
  const claims = envelope.tests.equivalentMutants.map((claim) => ({
    ...claim,
    named: survivors.filter(
      (each) => claim.change === `${each.before} → ${each.after}` && liesIn(each, claim.at, texts.get(each.file) ?? ""),
    ),
  }));
  const equivalent = survivors.flatMap((each) => {
    const claim = claims.find(({ named }) => named.includes(each));
    return claim ? [{ ...each, because: claim.because }] : [];
  });
  const named = new Set(claims.flatMap((claim) => claim.named));
  const faults = claims.flatMap(({ named: found, at, change }, index) => {
    const place = offsetOf(yaml.nodeAt(["tests", "equivalentMutants", index]));
    return found.length > 0 ? [] : [yaml.faultAt("policy.equivalent.none", place, { at, change })];
  });
  return { equivalent, others: survivors.filter((each) => !named.has(each)), faults };
}

/** Whether the changed place lies in one of the stretches of the file that read so. */
function liesIn({ offset, length }: Mutant, at: string, text: string): boolean {
  for (let from = text.indexOf(at); from >= 0; from = text.indexOf(at, from + 1)) {
    if (from <= offset && offset + length <= from + at.length) return true;
  }
  return false;
}
