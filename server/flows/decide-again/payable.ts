import { type Day, formatYuan, type Problem, problem } from "@wutong/kernel";
import type { CompiledPolicy, GivenFacts } from "@wutong/policy";
import { type Application, type DecisionRecord, getEvidence, insertDecision } from "../../areas/benefits/index.ts";
import { isWithoutProof, readFacts, restsOnUnconfirmed } from "../../areas/people/index.ts";
import type { Tx, Vault } from "../../storage/index.ts";
import { type DecidedAgain, decideInParts, decideOn, type FactsAt } from "./decide-again.ts";

export type DecideAgain = {
  readonly application: Application;
  readonly policy: CompiledPolicy;
  readonly madeAt: "approval" | "payment";
  readonly today: Day;
  readonly now: Date;
};

/**
 * Decides an application again, and notes each decision. On frozen evidence and, at approval, on today's facts as of the
 * confirmation (a fact corrected since shows there); conditions of each instalment on today's facts. Undefined when it is
 * entitled to exactly what was offered; else why a person must look.
 */
export async function findWhyNotPayable(tx: Tx, vault: Vault, given: DecideAgain): Promise<Problem | undefined> {
  const { application, policy, today } = given;
  // What came over a link that nobody confirmed is unknown for paying (see "Never pay the wrong person", 1).
  if (await restsOnUnconfirmed(tx, application.personId)) return problem("benefits.linkUnconfirmed");
  // Once-only locks go by document numbers: without one, the same person could be paid under another record as well.
  if (await isWithoutProof(tx, application.personId)) return problem("benefits.numberUnproven");
  const subject = { policy, certificateKey: application.certificateKey };
  const evidence = await getEvidence(tx, vault, application.applicationId);
  const frozen: FactsAt = { facts: JSON.parse(evidence.facts) as GivenFacts, asOf: evidence.asOf };
  const current = await readFacts(tx, application.personId, today);
  if (!current) return problem("benefits.decisionChanged", { conditions: "person", basis: "current" });
  const now: FactsAt = { facts: current.facts, asOf: today };
  const onFrozen =
    given.madeAt === "approval"
      ? decideOn(subject, frozen)
      : decideInParts(subject, { atKeyDate: frozen, atInstalment: now });
  await note(tx, given, given.madeAt === "approval" ? "frozen" : "current", onFrozen);
  const why = whyHold(onFrozen, application, "frozen");
  if (why || given.madeAt === "payment") return why;
  const corrected = await readFacts(tx, application.personId, frozen.asOf);
  if (!corrected) return problem("benefits.decisionChanged", { conditions: "person", basis: "current" });
  const onCurrent = decideInParts(subject, {
    atKeyDate: { facts: corrected.facts, asOf: frozen.asOf },
    atInstalment: now,
  });
  await note(tx, given, "current", onCurrent);
  return whyHold(onCurrent, application, "current");
}

function whyHold(decided: DecidedAgain, application: Application, basis: string): Problem | undefined {
  if (decided.outcome !== "entitled") {
    const conditions = [...decided.failed, ...decided.unknown].join(", ");
    return problem("benefits.decisionChanged", { outcome: decided.outcome, conditions, basis });
  }
  if (decided.amountFen !== application.amountFen || decided.planFen !== application.planFen) {
    const [expected, got] = [
      formatYuan(application.planFen),
      decided.planFen === null ? "—" : formatYuan(decided.planFen),
    ];
    return problem("benefits.amountChanged", { expected, got, basis });
  }
  return undefined;
}

async function note(tx: Tx, given: DecideAgain, basis: DecisionRecord["basis"], decided: DecidedAgain): Promise<void> {
  await insertDecision(tx, given.application, {
    madeAt: given.madeAt,
    basis,
    decidedOn: given.today,
    outcome: decided.outcome,
    amountFen: decided.amountFen,
    failed: decided.failed,
    unknown: decided.unknown,
    now: given.now,
  });
}
