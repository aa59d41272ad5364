import type { Why } from "@wutong/contracts";
import type { Day } from "@wutong/kernel";
import type { GivenFacts } from "@wutong/policy";
import { type FactSources, readFacts, readSources } from "../../areas/people/index.ts";
import { decidePerson, whyOf } from "../../areas/policies/index.ts";
import type { Tx } from "../../storage/index.ts";
import { getPolicy, type MoneyDesk } from "../money/money-desk.ts";

/** Which decision is to be put into words: one person's, by one policy version, as of a day. */
export type WhyQuestion = {
  readonly personId: number;
  readonly policy: string;
  readonly version: number;
  readonly certificateKey: string;
  readonly asOf: Day;
  /** Frozen evidence with its sources (null where they weren't frozen); without it, what is known now. */
  readonly frozen?: { readonly facts: GivenFacts; readonly sources: FactSources | null };
};

/** Why somebody is entitled, condition by condition. A certificate that isn't known any more is explained without one. */
export async function explainOne(desk: MoneyDesk, tx: Tx, question: WhyQuestion): Promise<Why> {
  const { personId, asOf, frozen } = question;
  const policy = await getPolicy(desk, tx, question.policy, question.version);
  const facts = frozen?.facts ?? (await readFacts(tx, personId, asOf))?.facts ?? {};
  const person = decidePerson([policy], facts, asOf);
  const subject = person.subjects.find(({ decision }) => (decision.certificate ?? "") === question.certificateKey);
  const chosen = subject ?? decidePerson([policy], { certificates: UNKNOWN_CERTIFICATE }, asOf).subjects[0];
  if (!chosen) throw new Error(`the policy ${question.policy} has no subject to explain`);
  const sources = frozen ? frozen.sources : await readSources(tx, { personId, facts, asOf });
  return whyOf(chosen, person, subject && sources ? { facts, sources } : undefined);
}

const UNKNOWN_CERTIFICATE = { complete: false, rows: [{ key: "unknown" }] };
