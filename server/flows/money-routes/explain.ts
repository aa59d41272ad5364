import type { Why } from "@wutong/contracts";
import type { Day } from "@wutong/kernel";
import type { GivenFacts } from "@wutong/policy";
import { readFacts } from "../../areas/people/index.ts";
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
  /** Frozen evidence; without it, what is known now. */
  readonly facts?: GivenFacts;
};

/** Why somebody is entitled, condition by condition. A certificate that isn't known any more is explained without one. */
export async function explainOne(desk: MoneyDesk, tx: Tx, question: WhyQuestion): Promise<Why> {
  const policy = await getPolicy(desk, tx, question.policy, question.version);
  const facts = question.facts ?? (await readFacts(tx, question.personId, question.asOf))?.facts;
  const person = decidePerson([policy], facts ?? {}, question.asOf);
  const subject = person.subjects.find(({ decision }) => (decision.certificate ?? "") === question.certificateKey);
  const chosen = subject ?? decidePerson([policy], { certificates: UNKNOWN_CERTIFICATE }, question.asOf).subjects[0];
  if (!chosen) throw new Error(`the policy ${question.policy} has no subject to explain`);
  return whyOf(chosen, person);
}

const UNKNOWN_CERTIFICATE = { complete: false, rows: [{ key: "unknown" }] };
