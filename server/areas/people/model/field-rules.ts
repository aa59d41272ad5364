/** Fields of a person in which sources may disagree and that policies ask for, as conflicts name them. */
export const DISPUTABLE = ["sex", "birth", "nativePlace", "residence", "team", "talentClass"] as const;
export type Disputable = (typeof DISPUTABLE)[number];

/**
 * Whose word counts: the library of the person's own office, that of the highest office which says anything (where several of
 * one height disagree, none), or what was handed in last.
 */
export const RULE_STEPS = ["ownOffice", "higherOffice", "newest"] as const;
export type RuleStep = (typeof RULE_STEPS)[number];

/** What one library entry says of a field. */
export type ToldValue = {
  readonly value: string;
  /** Whose library it is, and how far that office is from the top of the tree (0). */
  readonly officeId: number;
  readonly depth: number;
  readonly recordedAt: Date;
  readonly batchId: number | null;
};

/** What somebody settled by hand: `told` is all that was said then. */
export type SettledValue = { readonly value: string | null; readonly told: readonly string[] };

export type Dispute = {
  /** By library entries; what came over a merge alone is not among it. */
  readonly told: readonly ToldValue[];
  readonly ownOffice: number;
  readonly steps: readonly RuleStep[];
  readonly settled?: SettledValue;
};

/** Which value counts, and why; null: it is unknown, whatever the sources say. */
export type Verdict =
  | { readonly by: "hand"; readonly value: string | null }
  | { readonly by: RuleStep; readonly value: string }
  | { readonly by: "nobody"; readonly value: null };

/**
 * Decides a disputed field as `resolveFields` does in SQL. A word by hand holds until a source says something new; else the
 * steps are tried in turn, and one whose source says nothing passes on to the next.
 */
export function verdictOn({ told, ownOffice, steps, settled }: Dispute): Verdict {
  const values = new Set(told.map(({ value }) => value));
  if (settled && [...values].every((value) => settled.told.includes(value)))
    return { by: "hand", value: settled.value };
  if (values.size > 1) {
    for (const step of steps) {
      const value = valueBy(step, told, ownOffice);
      if (value !== undefined) return { by: step, value };
    }
  }
  return { by: "nobody", value: null };
}

function valueBy(step: RuleStep, told: readonly ToldValue[], ownOffice: number): string | undefined {
  if (step === "newest") return latest(told);
  if (step === "ownOffice") return latest(told.filter(({ officeId }) => officeId === ownOffice));
  const top = Math.min(...told.map(({ depth }) => depth));
  const highest = told.filter(({ depth }) => depth === top);
  return new Set(highest.map(({ value }) => value)).size === 1 ? highest[0]?.value : undefined;
}

function latest(told: readonly ToldValue[]): string | undefined {
  return told.toSorted(
    (a, b) => b.recordedAt.getTime() - a.recordedAt.getTime() || (b.batchId ?? -1) - (a.batchId ?? -1),
  )[0]?.value;
}
