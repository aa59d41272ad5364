import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { Stacking } from "../envelope/envelope.ts";
import { subjectKinds } from "../facts/fact-catalogue.ts";

/**
 * Policies whose grants can touch each other, directly or over others; only people with several of a group need the optimiser.
 * `rivals`, in the order of `places`: the places that a grant of the policy touches itself; undefined where its sum may depend
 * on what is counted together, so that it is settled with whatever else there is.
 */
export type CompetingGroup = {
  readonly places: readonly number[];
  readonly rivals: readonly (readonly number[] | undefined)[];
  readonly yearMax?: number;
};

/** The groups of policies (by place) that the stacking rules connect; a policy alone counts when its subjects compete. */
export function competing(policies: readonly CompiledPolicy[]): readonly CompetingGroup[] {
  const groupOf = policies.map((_, place) => place);
  for (const [a, one] of policies.entries()) {
    for (const [b, other] of policies.entries()) {
      if (a < b && touch(one, other)) merge(groupOf, a, b);
    }
  }
  const groups = [...new Set(groupOf)].map((group) =>
    policies.flatMap((_, place) => (groupOf[place] === group ? [place] : [])),
  );
  return groups.flatMap((places): readonly CompetingGroup[] => {
    const members = places.flatMap((place) => policies[place] ?? []);
    const limits = members.flatMap(({ envelope }) => envelope.stacking.perYear?.max ?? []);
    if (places.length < 2 && !members.some(competesWithItself)) return [];
    const rivals = members.map((policy) => rivalsOf(policy, members)?.flatMap((index) => places[index] ?? []));
    return [limits.length > 0 ? { places, rivals, yearMax: Math.min(...limits) } : { places, rivals }];
  });
}

/** Which of the others, by their order; the policy itself among them where somebody's several grants of it compete. */
function rivalsOf(policy: CompiledPolicy, others: readonly CompiledPolicy[]): readonly number[] | undefined {
  const { combined, jointCap, perYear } = policy.envelope.stacking;
  if (combined || jointCap || perYear) return undefined;
  return others.flatMap((other, index) => {
    const rival = other === policy ? competesWithItself(policy) : touch(policy, other);
    return rival ? [index] : [];
  });
}

/** Whether grants of the two to one subject can touch each other: what one brings may depend on whether the other is taken. */
export function touch({ envelope: one }: CompiledPolicy, { envelope: other }: CompiledPolicy): boolean {
  const names = (a: Stacking, benefit: string) => [a.ends, a.deducts, a.notWith].some((list) => list.includes(benefit));
  const groups = groupsOf(one.stacking);
  if (groupsOf(other.stacking).some((group) => groups.includes(group))) return true;
  const once = ({ oncePer, oncePerHome, higherBarsLower }: Stacking) =>
    oncePer !== undefined || oncePerHome === true || higherBarsLower;
  if (one.benefit === other.benefit && (once(one.stacking) || once(other.stacking))) return true;
  return names(one.stacking, other.benefit) || names(other.stacking, one.benefit);
}

/** The groups within which benefits touch each other, told apart by what the group is for. */
function groupsOf({ chooseOne, topUp, combined, oneJurisdiction, jointCap }: Stacking): readonly string[] {
  return Object.entries({
    chooseOne,
    topUp,
    combined: combined?.group,
    oneJurisdiction,
    jointCap: jointCap?.group,
  }).flatMap(([kind, group]) => (group === undefined ? [] : [`${kind} ${group}`]));
}

/** Somebody may have several grants of a policy about claims. */
function competesWithItself(policy: CompiledPolicy): boolean {
  const { subject, stacking } = policy.envelope;
  const ofClaims = !subjectKinds.some((kind) => kind === subject);
  return ofClaims && (stacking.higherBarsLower || stacking.perYear !== undefined || touch(policy, policy));
}

function merge(groupOf: number[], a: number, b: number): void {
  const [kept, gone] = [groupOf[a], groupOf[b]];
  for (const [place, group] of groupOf.entries()) if (group === gone && kept !== undefined) groupOf[place] = kept;
}
