import type { Facts, ListFact } from "@wutong/feel";
import { addMonths, type Day, type Fen, formatDay, formatYuan, type Month, monthOfDay } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import { decide } from "../decide/decide.ts";
import type { Decision } from "../decide/decision.ts";
import type { Envelope, PolicyCase } from "../envelope/envelope.ts";
import { proofIds } from "../envelope/proof-ids.ts";
import type { FactExtension } from "../facts/fact-extension.ts";
import { type GivenFacts, mergeFacts } from "../facts/given-facts.ts";
import { readFacts } from "../facts/read-facts.ts";
import { subjectOf } from "../facts/subjects.ts";
import { refundOf } from "../pay-plan/refund-of.ts";
import { replanAfterGap } from "../pay-plan/replan-after-gap.ts";
import { splitByShares } from "../pay-plan/shares.ts";

/** How a case comes out: empty when as expected. */
export type CaseDifference = { readonly what: string; readonly expected: string; readonly found: string };

/** The facts of a case as they are given: its example's, changed by its own. */
export function givenOfCase({ tests }: Envelope, { like, facts, without }: PolicyCase): GivenFacts {
  return mergeFacts(like === undefined ? {} : (tests.examples[like] ?? {}), facts, without);
}

/** The facts of a case, ready to decide with; the claim that it is about stands under its name. `extension`: the policy's. */
export function factsOfCase(envelope: Envelope, each: PolicyCase, extension?: FactExtension): Facts | undefined {
  const read = readFacts(givenOfCase(envelope, each), envelope.subject, extension);
  if (!read.ok) throw new Error(`case "${each.name}": ${JSON.stringify(read.error)}`);
  const claim = subjectOf(envelope.subject, extension)?.claim;
  if (!claim) return read.value;
  const { rows } = read.value[claim.list.name] as ListFact;
  const found = rows.find((row) => (row as Readonly<Record<string, unknown>> | null)?.[claim.key] === each.claim);
  return found ? { ...read.value, [envelope.subject]: found } : undefined;
}

/** `facts` are those of the case, for who has read them before. */
export function runCase(
  policy: CompiledPolicy,
  each: PolicyCase,
  facts: Facts | undefined = factsOfCase(policy.envelope, each, policy.extension),
): readonly CaseDifference[] | "noClaim" {
  if (!facts) return "noClaim";
  return differencesOf(policy, decide(policy, facts, each.asOf), each.expect);
}

type Told = readonly (readonly [what: string, expected: string | undefined, found: string])[];

/** Compares what a case states; what it leaves out may be anything. */
function differencesOf(
  policy: CompiledPolicy,
  decision: Decision,
  expect: PolicyCase["expect"],
): readonly CaseDifference[] {
  const ids = (list: readonly { readonly id: string }[]) => list.map((each) => each.id).join(", ");
  const told: Told = [
    ["outcome", expect.outcome, decision.outcome],
    ["failed", expect.failed?.join(", "), ids(decision.reasons)],
    ["unknown", expect.unknown?.join(", "), ids(decision.unknowns)],
    ["oneStepShort", expect.oneStepShort?.join(", "), ids(decision.steps)],
    ["shortBy", expect.shortBy?.join(", "), decision.steps.map(({ short }) => short).join(", ")],
    ...moneyTold(policy, decision, expect),
  ];
  return told.flatMap(([what, expected, found]) =>
    expected === undefined || expected === found ? [] : [{ what, expected, found }],
  );
}

function moneyTold({ envelope }: CompiledPolicy, decision: Decision, expect: PolicyCase["expect"]): Told {
  const { amountFen, instalments, withheldFen, sharesFen, refund, quantity, afterGap } = expect;
  const optional = (fen: Fen | undefined) => (fen === undefined ? undefined : yuan(fen));
  const shares = splitByShares(decision.amountFen ?? (0n as Fen), envelope.limits.budget?.shares ?? []);
  const proofs = proofIds(envelope);
  const clawback = envelope.clawback.find(({ id }) => id === refund?.clawback);
  return [
    ["yuan", optional(amountFen), yuan(decision.amountFen)],
    ["plan", expect.plan && planTold(expect.plan, proofs), planTold(decision.plan, proofs)],
    ["instalments", instalments === undefined ? undefined : String(instalments), String(decision.plan?.length ?? "?")],
    ["quantity", quantity === undefined ? undefined : String(quantity), String(decision.quantity)],
    ["withheldYuan", optional(withheldFen), yuan(decision.plan?.[0]?.withheldFen ?? null)],
    ["sharesYuan", sharesFen?.map(yuan).join(", "), shares.map(yuan).join(", ")],
    ["refund", optional(refund?.amountFen), refund && clawback ? yuan(refundOf(clawback, refund)) : "?"],
    ["afterGap", afterGap && String(afterGap.left), afterGap ? leftAfterGap(envelope, decision, afterGap) : "?"],
  ];
}

type MonthsWithout = { readonly from: Day; readonly through: Day };

/** How many instalments are left of the plan as it stands on the day, after months without service. */
function leftAfterGap({ payPlan }: Envelope, { plan }: Decision, { from, through }: MonthsWithout): string {
  if (plan === null || payPlan.kind === "once") return "?";
  const first = monthOfDay(from);
  const months = Array.from(
    { length: Math.max(0, monthOfDay(through) - first + 1) },
    (_, n): Month => addMonths(first, n),
  );
  return String(replanAfterGap(plan, payPlan.gap, months, payPlan.payMonths).length);
}

function yuan(fen: Fen | null): string {
  return fen === null ? "?" : formatYuan(fen);
}

type Planned = { readonly due: Day; readonly amountFen: Fen; readonly needs?: string | readonly string[] };

/** With the proof of a stage that a part still waits for; conditions of every instalment are not told. */
function planTold(plan: readonly Planned[] | null, proofs: readonly string[]): string {
  if (plan === null) return "?";
  return plan
    .map(({ due, amountFen, needs }) => {
      const awaited = [needs ?? []].flat().filter((id) => proofs.includes(id));
      return [formatDay(due), yuan(amountFen), ...awaited].join(" ");
    })
    .join(", ");
}
