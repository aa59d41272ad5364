import type { CompiledPolicy, CompiledValue, Expression } from "../compile/compiled-policy.ts";
import type { AmountValue, Envelope } from "../envelope/envelope.ts";
import { type PolicySubject, subjectOf } from "../facts/subjects.ts";
import { joinReads, type ListsByShape, type Reads, readsOf } from "./reads.ts";

/** An expression with the facts that it reads. */
export type Watched = { readonly expression: Expression; readonly reads: Reads };

/** A policy with what each of its parts reads, found out once. */
export type WatchedPolicy = {
  readonly policy: CompiledPolicy;
  readonly claim: PolicySubject["claim"];
  /** In the order of the masks' bits. */
  readonly conditions: readonly (Watched & { readonly remedy?: Watched })[];
  readonly amount: readonly Watched[];
  readonly keyDate: Watched;
  /** What the plan of instalments and stacking take from the facts. */
  readonly rest: readonly Watched[];
  /** All of these together. */
  readonly reads: Reads;
  /** The highest sum that stands in the policy, over all instalments; 0 where it is worked out from facts. */
  readonly worthYuan: number;
};

export function watchPolicy(policy: CompiledPolicy, lists: ListsByShape): WatchedPolicy {
  const watch = (expression: Expression): Watched => ({ expression, reads: readsOf(expression.feel, lists) });
  const conditions = policy.conditions.map(({ test, remedy }) => ({
    ...watch(test),
    ...(remedy ? { remedy: joined([remedy.mendable, remedy.haveValue, remedy.needValue].map(watch)) } : {}),
  }));
  const amount = amountExpressions(policy).map(watch);
  const keyDate = watch(policy.keyDate);
  const rest = restExpressions(policy).map(watch);
  const remedies = conditions.flatMap(({ remedy }) => remedy ?? []);
  const claim = subjectOf(policy.envelope.subject, policy.extension)?.claim;
  const parts = [...conditions, ...remedies, ...amount, keyDate, ...rest].map(({ reads }) => reads);
  const reads = joinReads([...parts, ...(claim ? [new Map([[claim.list.name, keysOfClaim(policy, claim)]])] : [])]);
  return { policy, claim, conditions, amount, keyDate, rest, reads, worthYuan: worthOf(policy.envelope) };
}

/** The first expression stands for all of them: it is asked whether something is unknown. */
function joined([first, ...others]: readonly Watched[]): Watched {
  if (!first) throw new Error("nothing to join");
  return { ...first, reads: joinReads([first, ...others].map(({ reads }) => reads)) };
}

/** What tells elements apart, and what stacking tells certificates apart by. */
function keysOfClaim({ envelope }: CompiledPolicy, { key }: NonNullable<PolicySubject["claim"]>): ReadonlySet<string> {
  return new Set(envelope.subject === "certificate" ? [key, "occupation", "level"] : [key]);
}

function amountExpressions({ amount }: CompiledPolicy): readonly Expression[] {
  const values: readonly CompiledValue[] = amount.kind === "table" ? amount.rows : [amount];
  const rows = amount.kind === "table" ? amount.rows.map(({ matches }) => matches) : [];
  return [...rows, ...values.flatMap(({ computed }) => computed ?? [])];
}

function restExpressions({ plan, quantity, alreadyThisYear, jointCap }: CompiledPolicy): readonly Expression[] {
  const { stageFrom = [], stageProof = [], ...single } = plan;
  return [...Object.values(single), ...stageFrom, ...stageProof, quantity, alreadyThisYear, jointCap].flatMap(
    (each) => each ?? [],
  );
}

function worthOf({ amount, payPlan }: Envelope): number {
  const values: readonly AmountValue[] =
    amount.of.kind === "table" ? amount.of.rows.map(({ value }) => value) : [amount.of];
  const most = Math.max(0, ...values.map(sumOf));
  const times = amount.per === "instalment" && "count" in payPlan ? payPlan.count : 1;
  return most * times;
}

function sumOf(value: AmountValue): number {
  switch (value.kind) {
    case "fixed":
      return Number(value.amountFen) / 100;
    case "share":
      return Number(value.capFen ?? 0n) / 100;
    case "parts":
      return value.parts.reduce((sum, each) => sum + Number(each) / 100, 0);
    case "bands":
      return Math.max(0, ...value.bands.map(({ amountFen }) => Number(amountFen) / 100));
    default:
      return 0;
  }
}
