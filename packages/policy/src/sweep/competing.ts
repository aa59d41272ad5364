import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { Stacking } from "../envelope/envelope.ts";
import { subjectKinds } from "../facts/fact-catalogue.ts";

/** Policies whose grants can touch each other; only people with several of a group need the optimiser. */
export type CompetingGroup = { readonly places: readonly number[]; readonly yearMax?: number };

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
    return [limits.length > 0 ? { places, yearMax: Math.min(...limits) } : { places }];
  });
}

function touch({ envelope: one }: CompiledPolicy, { envelope: other }: CompiledPolicy): boolean {
  const names = (a: Stacking, benefit: string) => [a.ends, a.deducts, a.notWith].some((list) => list.includes(benefit));
  const groups = groupsOf(one.stacking);
  if (groupsOf(other.stacking).some((group) => groups.includes(group))) return true;
  const once = ({ oncePer, oncePerHome }: Stacking) => oncePer !== undefined || oncePerHome === true;
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
