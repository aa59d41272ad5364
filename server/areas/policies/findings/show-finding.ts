import type * as contract from "@wutong/contracts";
import { type Day, fail, formatDay, ok, type Problem, problem, type Result } from "@wutong/kernel";
import type { GivenFacts } from "@wutong/policy";
import type { Token, Tx } from "../../../storage/index.ts";
import { factsFolder, readFacts, readSnapshotFacts, readSources } from "../../people/index.ts";
import { policiesInForce } from "../policies-in-force.ts";
import { type Finding, type FindingKey, parseFindingId } from "../store/finding.ts";
import { readFindings } from "../store/read-findings.ts";
import { readAs } from "../store/read-session.ts";
import { type DecidedPerson, type DecidedSubject, decidePerson } from "./decide-person.ts";
import { certificateText, presentFindings } from "./list-findings.ts";
import type { FindingToOffer, PoliciesDesk, Standing } from "./policies-desk.ts";
import { whyOf } from "./present-why.ts";
import { readTaken } from "./read-taken.ts";
import { openSweep, type SweepInSight } from "./sweep-in-sight.ts";

type FindingDetail = contract.ReplyOf<typeof contract.getFinding>;
type PersonDecisions = contract.ReplyOf<typeof contract.decidePerson>;

/** One finding and why: decided again on the facts of its snapshot, so that the reasons are those of that day. */
export async function showFinding(
  desk: PoliciesDesk,
  token: Token,
  { sweepId, findingId }: { readonly sweepId: number; readonly findingId: string },
): Promise<Result<FindingDetail, Problem>> {
  const key = parseFindingId(findingId);
  if (!key) return fail(problem("http.notFound"));
  return readAs(desk.database, token, async (tx) => {
    const sight = await openSweep(desk, tx, sweepId);
    if (!sight.ok) return sight;
    const [finding] = await readNamed(desk, sight.value, [key]);
    if (!finding) return fail(problem("http.notFound"));
    const [row] = await presentFindings(desk, tx, sight.value, [finding]);
    const found = (await decideNamed(desk, tx, sight.value, [finding])).get(finding.findingId);
    if (!row || !found) return fail(problem("http.notFound"));
    const { personId } = finding;
    const sources = await readSources(tx, { personId, facts: found.facts, asOf: sight.value.sweep.asOf });
    return ok({ ...row, why: whyOf(found.subject, found.person, { facts: found.facts, sources }) });
  });
}

/** Findings by their ids, within the offices in sight: entitled, kept, and with something left to pay. At most 500. */
export async function findingsToOffer(
  desk: PoliciesDesk,
  tx: Tx,
  { sweepId, findingIds }: { readonly sweepId: number; readonly findingIds: readonly string[] },
): Promise<Result<readonly FindingToOffer[], Problem>> {
  const sight = await openSweep(desk, tx, sweepId);
  if (!sight.ok) return sight;
  const keys = findingIds.map(parseFindingId).filter((key) => key !== undefined);
  const findings = await readNamed(desk, sight.value, keys);
  const decided = await decideNamed(
    desk,
    tx,
    sight.value,
    findings.filter((one) => one.chosen),
  );
  return ok(
    findings.flatMap((finding): readonly FindingToOffer[] => {
      const found = decided.get(finding.findingId);
      const plan = found?.subject.decision.plan;
      if (!found || !plan || plan.length === 0 || finding.amountFen === null) return [];
      const { envelope } = found.subject.policy;
      return [
        {
          findingId: finding.findingId,
          personId: finding.personId,
          policyId: envelope.id,
          version: envelope.version,
          certificateKey: finding.subject ?? "",
          amountFen: finding.amountFen,
          barred: found.subject.chosen !== true,
          plan: plan.map(({ number, due, earned, amountFen }) => ({
            ...{ number, dueOn: due, amountFen },
            ...(earned === undefined ? {} : { earnedOn: earned }),
          })),
        },
      ];
    }),
  );
}

/** One person against every policy in force, on what is known now. Problem: `http.notFound` for somebody out of sight. */
export async function showPersonDecisions(
  desk: PoliciesDesk,
  token: Token,
  { personId, asOf }: { readonly personId: number; readonly asOf: Day },
): Promise<Result<PersonDecisions, Problem>> {
  return readAs(desk.database, token, async (tx) => {
    const known = await readFacts(tx, personId, asOf);
    if (!known) return fail(problem("http.notFound"));
    const policies = policiesInForce(
      (await desk.book.list(tx)).map(({ policy }) => policy),
      asOf,
    );
    const standings = new Map<string, Standing>();
    for (const one of await desk.readStandings(tx, [personId])) {
      standings.set(`${one.policy} ${one.certificateKey}`, one.standing);
    }
    // Most people have no commitment: the standings tell, and spare them a look.
    const hasTaken = [...standings.values()].some((one) => one === "running" || one === "paid");
    const taken = hasTaken ? (await readTaken(desk, tx, [personId])).get(personId) : undefined;
    const person = decidePerson(policies, known.facts, asOf, taken);
    const rows = person.subjects.map((subject) => {
      const { policy, decision, chosen } = subject;
      return {
        policyId: policy.envelope.id,
        title: policy.envelope.title,
        subject:
          decision.certificate === null ? null : certificateText(certificateIn(known.facts, decision.certificate)),
        outcome: decision.outcome,
        oneStepShort: decision.oneStepShort,
        chosen,
        standing: standings.get(`${policy.envelope.id} ${decision.certificate ?? ""}`) ?? ("none" as const),
        why: whyOf(subject, person),
      };
    });
    return ok({ asOf: formatDay(asOf), rows });
  });
}

async function readNamed(
  desk: PoliciesDesk,
  sight: SweepInSight,
  keys: readonly FindingKey[],
): Promise<readonly Finding[]> {
  const { sweep, summary, offices } = sight;
  const question = { sweepId: sweep.sweepId, summary, offices, filter: { keys } };
  return readFindings(desk.reader, question, { limit: keys.length });
}

type Named = { readonly subject: DecidedSubject; readonly person: DecidedPerson; readonly facts: GivenFacts };

/** The findings decided again on their snapshot's facts, beside what was committed since, by finding. */
async function decideNamed(
  desk: PoliciesDesk,
  tx: Tx,
  { policies, summary, sweep }: SweepInSight,
  findings: readonly Finding[],
): Promise<ReadonlyMap<string, Named>> {
  if (findings.length === 0) return new Map();
  const people = [...new Map(findings.map(({ personId, office }) => [personId, { personId, office }])).values()];
  const folder = factsFolder(desk.reader.folders.snapshots, summary.snapshot);
  const facts = await readSnapshotFacts(await desk.reader.analytics(), folder, people);
  const given = new Map(facts.map((one) => [one.personId, one.facts]));
  const taken = await readTaken(desk, tx, [...given.keys()]);
  const decided = new Map(
    facts.map((one) => [one.personId, decidePerson(policies, one.facts, sweep.asOf, taken.get(one.personId))]),
  );
  const named = new Map<string, Named>();
  for (const { findingId, personId, place, subject: certificate } of findings) {
    const person = decided.get(personId);
    const policyId = policies[place]?.envelope.id;
    const subject = person?.subjects.find(
      ({ decision }) => decision.policyId === policyId && decision.certificate === certificate,
    );
    if (person && subject) named.set(findingId, { subject, person, facts: given.get(personId) ?? {} });
  }
  return named;
}

type Certificate = { readonly key?: unknown; readonly occupation?: unknown; readonly level?: unknown };

function certificateIn(facts: Readonly<Record<string, unknown>>, key: string) {
  const list = facts["certificates"] as { readonly rows: readonly Certificate[] } | undefined;
  const row = list?.rows.find((each) => each.key === key);
  const text = (value: unknown) => (typeof value === "string" ? value : null);
  return { occupation: text(row?.occupation), level: text(row?.level) };
}
