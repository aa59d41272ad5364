import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { BothTexts } from "../fault.ts";
import { competing } from "../sweep/competing.ts";
import { allExpressions } from "../sweep/facts-read.ts";
import { judgedPolicy } from "../sweep/judged-policy.ts";
import { conditionsThatDiffer } from "./conditions-that-differ.ts";

/** A policy of either side; the sides are matched by its id. */
export type ComparedPolicy = {
  readonly policyId: string;
  readonly title: BothTexts;
  /** Places among `policies`; null where that side has no such policy. Equal where both sides say the same. */
  readonly old: number | null;
  readonly new: number | null;
};

/** What has to be judged to compare two versions of a rule book. */
export type ComparedPolicies = {
  readonly policies: readonly CompiledPolicy[];
  /** The policies that differ, in the order of the old side, then those that only the new one has. */
  readonly changed: readonly ComparedPolicy[];
  /** Policies alike on both sides that stacking connects with a changed one: somebody may be paid these instead. */
  readonly partners: readonly ComparedPolicy[];
  /** Ids of policies that differ, but are about other subjects than persons and their claims. */
  readonly elsewhere: readonly string[];
  /** Only conditions differ: then few people are left to judge in full. */
  readonly conditionsOnly: boolean;
  /** The facts that all these ask, by name. */
  readonly reads: readonly string[];
};

/**
 * Picks what differs, and what stands against it in stacking on either side; all other policies give everybody the same on
 * both sides. Each side is in the order of its clauses and has each id once. `changed` is empty where the sides say the same.
 */
export function comparePolicies(old: readonly CompiledPolicy[], draft: readonly CompiledPolicy[]): ComparedPolicies {
  const drafts = byId(draft);
  const olds = byId(old);
  const differs = (id: string): boolean => {
    const [one, other] = [olds.get(id), drafts.get(id)];
    return one === undefined || other === undefined || rulesOf(one) !== rulesOf(other);
  };
  const ids = merged([...olds.keys()], [...drafts.keys()]);
  const different = ids.filter(differs);
  const changed = new Set(different.filter((id) => isAboutPersons(drafts.get(id) ?? olds.get(id))));
  const near = new Set([...idsNear(old, changed), ...idsNear(draft, changed)]);
  const policies: CompiledPolicy[] = [];
  const place = (policy: CompiledPolicy | undefined): number | null =>
    policy === undefined ? null : policies.push(policy) - 1;
  const compared = ids
    .filter((id) => changed.has(id) || near.has(id))
    .map((policyId): ComparedPolicy => {
      const [one, other] = [olds.get(policyId), drafts.get(policyId)];
      const placed = place(one);
      const same = !changed.has(policyId);
      const title = (other ?? one)?.envelope.title ?? { zh: policyId, en: policyId };
      return { policyId, title, old: placed, new: same ? placed : place(other) };
    });
  const judged = policies.map(judgedPolicy);
  const asked = allExpressions(judged).flatMap(({ compiled: { reads } }) => reads);
  return {
    policies,
    conditionsOnly: [...changed].every((id) => {
      const [one, other] = [olds.get(id), drafts.get(id)];
      return one !== undefined && other !== undefined && conditionsThatDiffer(one, other) !== undefined;
    }),
    reads: [...new Set([...asked, ...judged.flatMap(({ claim }) => claim?.list ?? [])])],
    changed: compared.filter(({ policyId }) => changed.has(policyId)),
    partners: compared.filter(({ policyId }) => !changed.has(policyId)),
    elsewhere: different.filter((id) => !changed.has(id)),
  };
}

function isAboutPersons(policy: CompiledPolicy | undefined): boolean {
  return policy !== undefined && judgedPolicy(policy, 0).kind === "person";
}

function byId(policies: readonly CompiledPolicy[]): ReadonlyMap<string, CompiledPolicy> {
  return new Map(policies.map((policy) => [policy.envelope.id, policy]));
}

/** One order that holds the order of both: of equal values stacking keeps the earlier. */
function merged(old: readonly string[], draft: readonly string[]): readonly string[] {
  const ids = [...old];
  for (const [index, id] of draft.entries()) {
    if (!ids.includes(id)) ids.splice(index === 0 ? 0 : ids.indexOf(draft[index - 1] ?? "") + 1, 0, id);
  }
  return ids;
}

/** The policies of the groups in which a changed one competes. */
function idsNear(policies: readonly CompiledPolicy[], changed: ReadonlySet<string>): readonly string[] {
  const idAt = (place: number): string => policies[place]?.envelope.id ?? "";
  return competing(policies)
    .map(({ places }) => places.map(idAt))
    .filter((ids) => ids.some((id) => changed.has(id)))
    .flat();
}

/** What a policy says without its words and cases: equal texts decide and pay everybody alike. */
function rulesOf({ envelope }: CompiledPolicy): string {
  const { tests, prose, notes, source, title, version, ...rules } = envelope;
  return JSON.stringify(rules, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value));
}
