import type * as contract from "@wutong/contracts";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import { type CompiledPolicy, explainDifference, type GivenFacts, KINDS, readDraft } from "@wutong/policy";
import type { Token, Tx } from "../../../storage/index.ts";
import { type FactSources, factsFolder, readSnapshotFacts, readSources } from "../../people/index.ts";
import { type DecidedPerson, type DecidedSubject, decidePerson } from "../findings/decide-person.ts";
import { certificateText } from "../findings/list-findings.ts";
import type { PoliciesDesk } from "../findings/policies-desk.ts";
import { whyOf } from "../findings/present-why.ts";
import { readCompared } from "../store/compare/read-compared.ts";
import { listCertificateLabels } from "../store/labels.ts";
import { readAs } from "../store/read-session.ts";
import { withDraft } from "./compare-draft.ts";
import { type ComparisonInSight, type ComparisonKey, openComparison } from "./comparison-in-sight.ts";
import { presentCompared } from "./list-compared-people.ts";

type Reply = contract.ReplyOf<typeof contract.getComparedPerson>;
type Subject = Reply["subjects"][number];

/**
 * One person by both versions, decided again on the sweep's snapshot: what comes out differently, and the sentence why.
 * Problems: those of `openComparison`; `http.notFound` for somebody out of sight, or whom the draft doesn't concern.
 */
export async function showComparedPerson(
  desk: PoliciesDesk,
  token: Token,
  { personId, ...key }: ComparisonKey & { readonly personId: number },
): Promise<Result<Reply, Problem>> {
  return readAs(desk.database, token, async (tx) => {
    const opened = await openComparison(desk, tx, key);
    if (!opened.ok) return opened;
    const { folder, sight } = opened.value;
    const question = { folder, offices: sight.offices, filter: { kinds: KINDS, personId } };
    const [found] = await readCompared(desk.reader, question, { after: 0, limit: 1 });
    if (!found) return fail(problem("http.notFound"));
    const snapshot = factsFolder(desk.reader.folders.snapshots, sight.summary.snapshot);
    const [own] = await readSnapshotFacts(await desk.reader.analytics(), snapshot, [found]);
    const draft = draftOf(opened.value);
    if (!own || !draft) return fail(problem("http.notFound"));
    const { asOf } = sight.sweep;
    const sources = await readSources(tx, { personId, facts: own.facts, asOf });
    const sides = {
      old: decidePerson(sight.policies, own.facts, asOf),
      new: decidePerson(withDraft(sight.policies, draft), own.facts, asOf),
    };
    const [row] = await presentCompared(tx, opened.value, [found]);
    if (!row) return fail(problem("http.notFound"));
    const known = { facts: own.facts, sources };
    return ok({ ...row, subjects: await subjectsOf(tx, { sides, known, policyId: draft.envelope.id }) });
  });
}

/** Compiled again from what was kept, as it was when the comparison was made. */
function draftOf({ draft, sight }: ComparisonInSight): CompiledPolicy | undefined {
  const read = readDraft(draft.files, draft.files[0]?.path ?? "", sight.sweep.asOf);
  return read.kind === "draft" ? read.policy : undefined;
}

type Known = { readonly facts: GivenFacts; readonly sources: FactSources };
type Sides = { readonly old: DecidedPerson; readonly new: DecidedPerson };
type Telling = { readonly sides: Sides; readonly known: Known; readonly policyId: string };

/** The changed policy's subjects all, of the others those that come out differently. */
async function subjectsOf(tx: Tx, { sides, known, policyId }: Telling): Promise<Subject[]> {
  const keyOf = ({ decision }: DecidedSubject) => `${decision.policyId}#${decision.certificate ?? ""}`;
  const old = new Map(sides.old.subjects.map((each) => [keyOf(each), each]));
  const draft = new Map(sides.new.subjects.map((each) => [keyOf(each), each]));
  const pairs = [...new Set([...old.keys(), ...draft.keys()])].map((key) => ({
    old: old.get(key),
    new: draft.get(key),
  }));
  const told = pairs.filter((pair) => isOf(pair.new ?? pair.old, policyId) || differs(pair.old, pair.new));
  const keys = told.flatMap(({ old: one, new: other }) => (other ?? one)?.decision.certificate ?? []);
  const labels = await listCertificateLabels(tx, keys);
  return told
    .toSorted((a, b) => Number(isOf(b.new ?? b.old, policyId)) - Number(isOf(a.new ?? a.old, policyId)))
    .flatMap((pair): readonly Subject[] => {
      const named = pair.new ?? pair.old;
      if (!named) return [];
      const { certificate } = named.decision;
      const { sentence, conditions } = explainDifference(decided(pair.old), decided(pair.new));
      return [
        {
          policyId: named.policy.envelope.id,
          title: named.policy.envelope.title,
          subject: certificate === null ? null : certificateText(labels.get(certificate)),
          old: pair.old ? presentSide(pair.old, sides.old, known) : null,
          new: pair.new ? presentSide(pair.new, sides.new, known) : null,
          sentence,
          conditions: conditions.map(({ id, text, clause, ...truths }) => ({
            ...{ nodeId: id, text, clause },
            ...(truths.old === undefined ? {} : { old: truths.old }),
            ...(truths.new === undefined ? {} : { new: truths.new }),
          })),
        },
      ];
    });
}

function isOf(subject: DecidedSubject | undefined, policyId: string): boolean {
  return subject?.policy.envelope.id === policyId;
}

function differs(old: DecidedSubject | undefined, draft: DecidedSubject | undefined): boolean {
  if (!old || !draft) return true;
  const same = (of: "outcome" | "amountFen" | "wholePlanFen") => old.decision[of] === draft.decision[of];
  return old.chosen !== draft.chosen || !same("outcome") || !same("amountFen") || !same("wholePlanFen");
}

function decided(subject: DecidedSubject | undefined) {
  return subject ? { decision: subject.decision, chosen: subject.chosen === true } : null;
}

function presentSide(subject: DecidedSubject, person: DecidedPerson, known: Known): NonNullable<Subject["old"]> {
  const { decision, chosen } = subject;
  return { outcome: decision.outcome, oneStepShort: decision.oneStepShort, chosen, why: whyOf(subject, person, known) };
}
