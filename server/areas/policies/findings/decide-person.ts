import type { Day } from "@wutong/kernel";
import {
  type CompiledPolicy,
  type Decision,
  decideSubjects,
  type GivenFacts,
  type Grant,
  grantOf,
  readFacts,
  type StackedBenefits,
  stack,
  subjectOf,
  type TakenBenefit,
} from "@wutong/policy";

/** One subject of one policy, decided, with what stacking makes of it. */
export type DecidedSubject = {
  readonly policy: CompiledPolicy;
  readonly decision: Decision;
  /** Its key among the person's grants; undefined where there is nothing to take. */
  readonly grantKey: string | undefined;
  /** Kept by stacking; null where stacking doesn't ask. */
  readonly chosen: boolean | null;
};

export type DecidedPerson = {
  readonly subjects: readonly DecidedSubject[];
  readonly stacked: StackedBenefits;
  /** Keys of grants that are committed already: they hold their place and are not chosen anew. */
  readonly committed: ReadonlySet<string>;
};

/**
 * Decides a person against policies (in the order of their clauses) and stacks what they could take, as a sweep does, beside what is
 * `taken` already.
 * Policies about households, employers or platforms say nothing of a person and are passed over.
 * Facts come from our own tables or snapshots, so that a form which can't be read is a bug.
 */
export function decidePerson(
  policies: readonly CompiledPolicy[],
  given: GivenFacts,
  asOf: Day,
  taken: readonly TakenBenefit[] = [],
): DecidedPerson {
  const read = readFacts(given);
  if (!read.ok) throw new Error(`facts of a person: ${JSON.stringify(read.error[0])}`);
  const facts = read.value;
  const decided = policies.flatMap((policy, rank) => {
    const decisions = isAboutPersons(policy) ? decideSubjects(policy, facts, asOf) : [];
    return decisions.map((decision) => ({ policy, decision, grant: grantOf(policy, decision, { facts, rank }) }));
  });
  const grants = decided.flatMap(({ grant }): readonly Grant[] => (grant ? [grant] : []));
  const committed = new Set(taken.map((each) => each.key));
  const stacked = stack(
    grants.filter((grant) => !committed.has(grant.key)),
    taken,
    asOf,
  );
  const keeps = (key: string) => committed.has(key) || stacked.chosen.includes(key);
  return {
    stacked,
    committed,
    subjects: decided.map(({ policy, decision, grant }) => ({
      policy,
      decision,
      grantKey: grant?.key,
      chosen: decision.outcome === "entitled" ? grant !== undefined && keeps(grant.key) : null,
    })),
  };
}

function isAboutPersons({ envelope, extension }: CompiledPolicy): boolean {
  return subjectOf(envelope.subject, extension)?.kind === "person";
}
