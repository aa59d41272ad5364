import { and, atLeast, type Day, expectOk, type Fen, or, type Truth } from "@wutong/kernel";
import { type CompiledPolicy, type Decision, decide, type GivenFacts, readFacts, subjectOf } from "@wutong/policy";
import type { Outcome } from "../../areas/benefits/index.ts";

/** Facts and the day as of which they are asked. */
export type FactsAt = { readonly facts: GivenFacts; readonly asOf: Day };

/** What a decision made again comes to; the ids are those of conditions. */
export type DecidedAgain = {
  readonly outcome: Outcome;
  readonly amountFen: Fen | null;
  readonly planFen: Fen | null;
  readonly failed: readonly string[];
  readonly unknown: readonly string[];
};

/** `certificateKey` is the key of the claim that the policy is about; empty where it is about the person. */
type Subject = { readonly policy: CompiledPolicy; readonly certificateKey: string };

/** The whole policy on one set of facts. A claim (a certificate, a home, …) that isn't among the facts any more leaves everything unknown. */
export function decideOn(subject: Subject, at: FactsAt): DecidedAgain {
  const decision = decisionOn(subject, at);
  return decision ? toDecided(decision, decision.outcome) : NO_CERTIFICATE;
}

/**
 * Each condition at its time: those of the key date on one set of facts (frozen evidence, say), those of each instalment on
 * another (what is known now). Amount and key date come with the first. See "Never pay the wrong person", 2.
 */
export function decideInParts(
  subject: Subject,
  { atKeyDate, atInstalment }: { readonly atKeyDate: FactsAt; readonly atInstalment: FactsAt },
): DecidedAgain {
  const first = decisionOn(subject, atKeyDate);
  const second = decisionOn(subject, atInstalment);
  if (!first || !second) return NO_CERTIFICATE;
  const conditions = first.conditions.map((each, index) =>
    each.when === "atKeyDate" ? each : (second.conditions[index] ?? each),
  );
  const root = truthOf(
    subject.policy.tree,
    conditions.map((each) => each.truth),
  );
  const settled = first.outcome === "entitled" || (first.amountFen !== null && first.keyDate !== null);
  const outcome = root === true && settled ? "entitled" : root === false ? "notEntitled" : "possible";
  return toDecided({ ...first, conditions }, outcome);
}

function decisionOn({ policy, certificateKey }: Subject, { facts, asOf }: FactsAt): Decision | undefined {
  const read = expectOk(readFacts(facts), "the facts of a person");
  const subject = subjectOf(policy.envelope.subject, policy.extension);
  if (subject?.kind !== "person") return undefined;
  const { name, claim } = subject;
  if (!claim) return decide(policy, read, asOf);
  const list = read[claim.list.name] as { readonly rows: readonly Row[] } | undefined;
  const found = list?.rows.find((row) => row?.[claim.key] === certificateKey);
  return found ? decide(policy, { ...read, [name]: found }, asOf) : undefined;
}

/** Null where a row is known to be there and nothing of it. */
type Row = Readonly<Record<string, unknown>> | null;

function toDecided(decision: Decision, outcome: Outcome): DecidedAgain {
  return {
    outcome,
    amountFen: decision.amountFen,
    planFen: decision.wholePlanFen,
    failed: decision.conditions.filter((each) => each.truth === false).map((each) => each.id),
    unknown: decision.conditions.filter((each) => each.truth === null).map((each) => each.id),
  };
}

const NO_CERTIFICATE: DecidedAgain = {
  outcome: "possible",
  amountFen: null,
  planFen: null,
  failed: [],
  unknown: ["certificate"],
};

/** The Kleene value of the policy's tree, as the engine has it, over truths that come from two moments. */
function truthOf(tree: CompiledPolicy["tree"], truths: readonly Truth[]): Truth {
  if (tree.kind === "leaf") return truths[tree.index] ?? null;
  const values = tree.of.map((each) => truthOf(each, truths));
  if (tree.kind === "all") return and(...values);
  if (tree.kind === "any") return or(...values);
  return atLeast(tree.count, values);
}
