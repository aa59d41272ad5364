import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { Stacking } from "../envelope/envelope.ts";

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
  const names = (a: Stacking, benefit: string) => a.ends.includes(benefit) || a.notWith.includes(benefit);
  const group = one.stacking.chooseOne;
  const sameGroup = group !== undefined && group === other.stacking.chooseOne;
  const onceOnly = one.benefit === other.benefit && Boolean(one.stacking.oncePer ?? other.stacking.oncePer);
  return sameGroup || onceOnly || names(one.stacking, other.benefit) || names(other.stacking, one.benefit);
}

function competesWithItself({ envelope }: CompiledPolicy): boolean {
  const { oncePer, higherBarsLower, perYear } = envelope.stacking;
  return envelope.subject === "certificate" && (oncePer !== undefined || higherBarsLower || perYear !== undefined);
}

function merge(groupOf: number[], a: number, b: number): void {
  const [kept, gone] = [groupOf[a], groupOf[b]];
  for (const [place, group] of groupOf.entries()) if (group === gone && kept !== undefined) groupOf[place] = kept;
}
