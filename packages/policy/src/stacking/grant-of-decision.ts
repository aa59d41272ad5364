import type { Facts, FeelValue, ListFact } from "@wutong/feel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { Decision } from "../decide/decision.ts";
import { fenOf } from "../decide/judge.ts";
import { assumedPlan } from "../decide/plan-of-policy.ts";
import { subjectOf } from "../facts/subjects.ts";
import type { Grant } from "./grant.ts";

/**
 * What an entitled decision brings into stacking; undefined for any other outcome, and while a cap that it shares with
 * others is unknown. `rank` is the place of the policy among all (the earlier clause first), `person` whose it is where
 * a household is stacked together. A plan that can't be dated yet counts as if nothing was paid or served before.
 */
export function grantOf(
  policy: CompiledPolicy,
  decision: Decision,
  at: { readonly facts: Facts; readonly rank: number; readonly person?: number },
): Grant | undefined {
  if (decision.outcome !== "entitled" || decision.amountFen === null) return undefined;
  const { envelope } = policy;
  const claim = claimOf(policy, decision.certificate, at.facts);
  const facts = { ...at.facts, ...(claim ? { [claim.name]: claim.row } : {}), asOf: decision.asOf };
  const instalments = decision.plan ?? assumedPlan(policy, facts, decision.asOf, decision.amountFen);
  const already = policy.alreadyThisYear?.evaluate(facts);
  const jointCap = jointCapOf(policy, facts);
  if (jointCap === undefined) return undefined;
  return {
    key: decision.certificate === null ? envelope.id : `${envelope.id}#${decision.certificate}`,
    policyId: envelope.id,
    benefit: envelope.benefit,
    office: envelope.office,
    rank: at.rank,
    stacking: envelope.stacking,
    instalments,
    ...(at.person === undefined ? {} : { person: at.person }),
    ...claimed(decision.certificate, claim),
    ...(envelope.amount.inKind ? { inKind: true } : {}),
    ...jointCap,
    ...(typeof already === "number" ? { alreadyThisYear: already } : {}),
  };
}

/** Undefined while it is unknown. */
function jointCapOf(policy: CompiledPolicy, facts: Facts): Pick<Grant, "jointCap"> | undefined {
  const group = policy.envelope.stacking.jointCap?.group;
  if (group === undefined || !policy.jointCap) return {};
  const capFen = fenOf(policy.jointCap.evaluate(facts));
  return capFen === null ? undefined : { jointCap: { group, capFen } };
}

type Row = Readonly<Record<string, unknown>>;
type Claim = { readonly name: string; readonly row: FeelValue };

function claimOf({ envelope, extension }: CompiledPolicy, key: string | null, facts: Facts): Claim | undefined {
  const { subject } = envelope;
  const claim = key === null ? undefined : subjectOf(subject, extension)?.claim;
  const rows = claim && (facts[claim.list.name] as ListFact | undefined)?.rows;
  const row = claim && rows?.find((each) => (each as Row | null)?.[claim.key] === key);
  return row === undefined ? undefined : { name: subject, row: row as FeelValue };
}

/** A certificate is known by its occupation and level, a home by its key; other claims need nothing more. */
function claimed(key: string | null, claim: Claim | undefined): Pick<Grant, "certificate" | "home"> {
  if (key === null) return {};
  if (claim?.name === "home") return { home: key };
  if (claim?.name !== "certificate") return {};
  const { occupation, level } = claim.row as Row;
  return { certificate: { key, occupation: textOf(occupation), level: textOf(level) } };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
