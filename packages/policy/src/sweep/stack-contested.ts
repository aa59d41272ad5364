import type { Day, Fen } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { planOfNumbers } from "../decide/plan-of-policy.ts";
import { subjectOf } from "../facts/subjects.ts";
import type { Instalment } from "../pay-plan/plan-instalments.ts";
import type { Grant } from "../stacking/grant.ts";
import { stack } from "../stacking/stack.ts";
import { touch } from "./competing.ts";
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
  readonly atMost?: number | null;
  readonly windowFrom?: number | null;
  readonly every?: number | null;
  /** The days that stages count from, by commas; empty where a stage has none. */
  readonly stageFrom?: string | null;
  /** The row of the table of amounts that says how the instalments share the sum. */
  readonly sharedBy?: number | null;
  /** The home that the grant is for, where the policy's rules look at it; null while unknown. */
  readonly home?: string | null;
  /** What the joint cap of the policy's group comes to. */
  readonly capFen?: bigint | null;
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
 * Settles the grants of subjects who have several: rows come ordered by kind of subject, then subject. Grants that touch neither
 * each other nor a third one are settled apart. What is alike in all that stacking looks at (policies, sums, dates, which
 * certificates share occupation and level) is settled once, whoever has it.
 */
export function stackContested(
  plan: Pick<SweepPlan, "policies" | "asOf">,
  rows: Iterable<ContestedRow>,
): readonly StackedRow[] {
  const kinds = plan.policies.map(({ envelope, extension }) => subjectOf(envelope.subject, extension)?.kind);
  const touching = plan.policies.map((one) => plan.policies.map((other) => one === other || touch(one, other)));
  const known = new Map<string, readonly Settled[]>();
  const answers: StackedRow[] = [];
  const settleTogether = (rows: readonly ContestedRow[]) => {
    const key = alikeKey(plan, rows);
    const settled = known.get(key) ?? settleRows(plan, rows);
    if (known.size < ALIKE_MAX) known.set(key, settled);
    for (const [index, { personId, policy, subject }] of rows.entries()) {
      const { chosen, lostTo } = settled[index] ?? { chosen: false, lostTo: null };
      answers.push({ personId, policy, subject, chosen, lostTo });
    }
  };
  const settle = (person: readonly ContestedRow[]) => {
    for (const rows of apart(person, touching)) settleTogether(rows);
  };
  let person: ContestedRow[] = [];
  for (const row of rows) {
    const [first] = person;
    if (first && (first.personId !== row.personId || kinds[first.policy] !== kinds[row.policy])) {
      settle(person);
      person = [];
    }
    person.push(row);
  }
  if (person.length > 0) settle(person);
  return answers;
}

/** The rows in lots that don't touch each other, directly or over others; each in the order of the rows. */
function apart(
  rows: readonly ContestedRow[],
  touching: readonly (readonly boolean[])[],
): readonly (readonly ContestedRow[])[] {
  if (rows.length < 3) return [rows];
  const lotOf = rows.map((_, index) => index);
  for (const [index, row] of rows.entries()) {
    const rivals = touching[row.policy];
    for (let before = 0; before < index; before += 1) {
      const [lot, other] = [lotOf[index], lotOf[before]];
      if (lot === other || !rivals?.[rows[before]?.policy ?? -1]) continue;
      for (const [at, each] of lotOf.entries()) if (each === lot && other !== undefined) lotOf[at] = other;
    }
  }
  return [...Map.groupBy(rows, (_, index) => lotOf[index]).values()];
}

/** Bounds the memory for people alike. */
const ALIKE_MAX = 100_000;

function alikeKey({ policies }: Pick<SweepPlan, "policies">, rows: readonly ContestedRow[]): string {
  const [occupations, homes] = [numbering(), numbering()];
  let key = "";
  for (const row of rows) {
    key += `${row.policy},${occupations(row.occupation)},${row.level},${row.amountFen},${row.paid},${row.atMost ?? ""},${row.months},${row.through},${row.already},${row.windowFrom ?? ""},${row.every ?? ""},${row.stageFrom ?? ""},${row.sharedBy ?? ""},${homes(homeOf(policies[row.policy], row))},${row.capFen ?? ""};`;
  }
  return key;
}

/** Which ones are alike matters, not what they are called; what is unknown is like nothing. */
function numbering(): (text: string | null) => number {
  const met: string[] = [];
  return (text) => {
    if (text === null) return -1;
    const found = met.indexOf(text);
    return found < 0 ? met.push(text) - 1 : found;
  };
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
  const lost = new Map(result.lost.map((each) => [each.key, each]));
  return rows.map((_, index) => {
    const winner = lost.get(keyOf(index))?.toKey;
    const lostTo = winner == null ? null : (rows[Number(winner)]?.policy ?? null);
    return { chosen: result.chosen.includes(keyOf(index)), lostTo };
  });
}

/** A policy about homes is about the one that its subject names. */
function homeOf(policy: CompiledPolicy | undefined, row: ContestedRow): string | null {
  return policy?.envelope.subject === "home" ? row.subject : (row.home ?? null);
}

/** Of the same clause the earlier row goes first, however many there are. */
function keyOf(index: number): string {
  return String(index).padStart(6, "0");
}

/** The numbers of a row that say when and how much is paid. */
export type PlanRow = Pick<
  ContestedRow,
  "policy" | "amountFen" | "paid" | "atMost" | "months" | "through" | "windowFrom" | "every" | "stageFrom" | "sharedBy"
>;

/** What is still to be paid; numbers that aren't known count as if nothing was paid or served before. */
export function instalmentsOfRow(policy: CompiledPolicy, row: PlanRow, asOf: Day): readonly Instalment[] {
  const { amount } = policy;
  const { weights } = amount.kind === "table" ? (amount.rows[row.sharedBy ?? -1] ?? {}) : amount;
  const granted = { asOf, amountFen: row.amountFen as Fen, ...(weights ? { weights } : {}) };
  return planOfNumbers(policy, granted, {
    paidBefore: row.paid,
    atMost: row.atMost ?? null,
    servedMonths: row.months,
    servedThrough: row.through as Day | null,
    windowFrom: (row.windowFrom ?? null) as Day | null,
    every: row.every ?? null,
    ...(row.stageFrom ? { stageFrom: row.stageFrom.split(",").map(dayOfText) } : {}),
  });
}

function dayOfText(text: string): Day | undefined {
  return text === "" ? undefined : (Number(text) as Day);
}

function grantOfRow(policy: CompiledPolicy, row: ContestedRow, index: number, asOf: Day): Grant {
  const { envelope } = policy;
  const instalments = instalmentsOfRow(policy, row, asOf);
  const { subject, occupation, level } = row;
  const home = homeOf(policy, row);
  const { jointCap } = envelope.stacking;
  return {
    key: keyOf(index),
    policyId: envelope.id,
    benefit: envelope.benefit,
    office: envelope.office,
    rank: row.policy,
    stacking: envelope.stacking,
    instalments,
    ...(envelope.subject === "certificate"
      ? { certificate: { key: subject ?? String(index), occupation: occupation ?? "", level: level ?? "" } }
      : {}),
    ...(home === null ? {} : { home }),
    ...(row.already === null ? {} : { alreadyThisYear: row.already }),
    ...(envelope.amount.inKind ? { inKind: true } : {}),
    ...(jointCap && typeof row.capFen === "bigint"
      ? { jointCap: { group: jointCap.group, capFen: row.capFen as Fen } }
      : {}),
  };
}
