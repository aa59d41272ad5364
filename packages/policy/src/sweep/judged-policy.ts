import type { Day } from "@wutong/kernel";
import type { CompiledPolicy } from "../compile/compiled-policy.ts";
import type { SubjectKind } from "../facts/fact-catalogue.ts";
import { subjectOf } from "../facts/subjects.ts";
import type { FlatFacts } from "./flat-facts.ts";

/** A policy and its number in the findings. */
export type Placed = { readonly policy: CompiledPolicy; readonly place: number };

/** Whom a policy is about: subjects of a kind, or the elements of one of their lists. */
export type Judged = Placed & { readonly kind: SubjectKind; readonly claim?: ClaimKind };

/** A claim's name in expressions, the list whose elements they are with the columns of one, and the column that tells them apart. */
export type ClaimKind = {
  readonly name: string;
  readonly list: string;
  readonly key: string;
  readonly fields: readonly string[];
};

/** What is judged, and on what day. */
export type Judging = { readonly facts: FlatFacts; readonly asOf: Day };

/** A policy about nobody that there is, is a bug. */
export function judgedPolicy(policy: CompiledPolicy, place: number): Judged {
  const subject = subjectOf(policy.envelope.subject, policy.extension);
  if (!subject) throw new Error(`${policy.envelope.id} is about ${policy.envelope.subject}`);
  const { kind, name, claim } = subject;
  if (!claim) return { policy, place, kind };
  const fields = claim.list.fields.map((field) => field.name);
  return { policy, place, kind, claim: { name, list: claim.list.name, key: claim.key, fields } };
}
