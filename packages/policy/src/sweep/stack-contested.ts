import type { Day, Fen } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { type Instalment, planInstalments } from "../pay-plan/plan-instalments.ts";
import type { Grant } from "../stacking/grant.ts";
import { stack } from "../stacking/stack.ts";
import type { SweepPlan } from "./sweep-plan.ts";

/** A row of the plan's `contested` query. Days are days since 1970; numbers of a plan are null when unknown or unused. */
export type ContestedRow = {
  readonly personId: number;
  readonly policy: number;
  readonly subject: string | null;
  readonly occupation: string | null;
  readonly level: string | null;
  readonly amountFen: bigint;
  readonly paid: number | null;
  readonly months: number | null;
  readonly through: number | null;
  readonly already: number | null;
};

/** A row of the plan's `stacked` table. */
export type StackedRow = {
  readonly personId: number;
  readonly policy: number;
  readonly subject: string | null;
  readonly chosen: boolean;
  readonly lostTo: number | null;
};

type Settled = { readonly chosen: boolean; readonly lostTo: number | null };

/**
 * Settles the grants of people who have several: rows come ordered by person. People whose grants are alike in all that
 * stacking looks at (policies, sums, dates, which certificates share occupation and level) are settled once.
 */
export function stackContested(
  plan: Pick<SweepPlan, "policies" | "asOf">,
  rows: Iterable<ContestedRow>,
): readonly StackedRow[] {
  const known = new Map<string, readonly Settled[]>();
  const answers: StackedRow[] = [];
  const settle = (person: readonly ContestedRow[]) => {
    const key = alikeKey(person);
    const settled = known.get(key) ?? settleRows(plan, person);
    if (known.size < ALIKE_MAX) known.set(key, settled);
    for (const [index, { personId, policy, subject }] of person.entries()) {
      const { chosen, lostTo } = settled[index] ?? { chosen: false, lostTo: null };
      answers.push({ personId, policy, subject, chosen, lostTo });
    }
  };
  let person: ContestedRow[] = [];
  for (const row of rows) {
    if (person.length > 0 && person[0]?.personId !== row.personId) {
      settle(person);
      person = [];
    }
    person.push(row);
  }
  if (person.length > 0) settle(person);
  return answers;
}

/** Bounds the memory for people alike. */
const ALIKE_MAX = 100_000;

function alikeKey(rows: readonly ContestedRow[]): string {
  const occupations: (string | null)[] = [];
  let key = "";
  for (const row of rows) {
    if (!occupations.includes(row.occupation)) occupations.push(row.occupation);
    const occupation = occupations.indexOf(row.occupation);
    key += `${row.policy},${occupation},${row.level},${row.amountFen},${row.paid},${row.months},${row.through},${row.already};`;
  }
  return key;
}

function settleRows(
  { policies, asOf }: Pick<SweepPlan, "policies" | "asOf">,
  rows: readonly ContestedRow[],
): readonly Settled[] {
  const grants = rows.flatMap((row, index) => {
    const policy = policies[row.policy];
    return policy ? [grantOfRow(policy, row, index, asOf)] : [];
  });
  const result = stack(grants, [], asOf);
  return rows.map((_, index) => {
    const key = String(index);
    const lost = result.lost.find((each) => each.key === key);
    const winner = lost?.toKey == null ? undefined : rows[Number(lost.toKey)];
    return { chosen: result.chosen.includes(key), lostTo: winner?.policy ?? null };
  });
}

/** The numbers of a row that say when and how much is paid. */
export type PlanRow = Pick<ContestedRow, "policy" | "amountFen" | "paid" | "months" | "through">;

/** What is still to be paid; numbers that aren't known count as if nothing was paid or served before. */
export function instalmentsOfRow({ envelope }: CompiledPolicy, row: PlanRow, asOf: Day): readonly Instalment[] {
  return planInstalments({
    plan: envelope.payPlan,
    per: envelope.amount.per,
    amountFen: row.amountFen as Fen,
    asOf,
    paidBefore: row.paid ?? 0,
    served: { months: row.months ?? 0, through: (row.through ?? asOf) as Day },
    needs: [],
  });
}

function grantOfRow(policy: CompiledPolicy, row: ContestedRow, index: number, asOf: Day): Grant {
  const { envelope } = policy;
  const instalments = instalmentsOfRow(policy, row, asOf);
  const { subject, occupation, level } = row;
  const certificate = { key: subject ?? String(index), occupation: occupation ?? "", level: level ?? "" };
  return {
    key: String(index),
    policyId: envelope.id,
    benefit: envelope.benefit,
    rank: row.policy,
    stacking: envelope.stacking,
    instalments,
    ...(subject === null ? {} : { certificate }),
    ...(row.already === null ? {} : { alreadyThisYear: row.already }),
  };
}
