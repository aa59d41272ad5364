import type * as contract from "@wutong/contracts";
import { fail, ok, type Problem, problem, type Result } from "@wutong/kernel";
import {
  type CompiledPolicy,
  comparePolicies,
  type PolicyFault,
  type PolicyFile,
  policyFaultMessage,
  type ReadDraft,
  readDraft,
  tunableNumbers,
  withNumber,
} from "@wutong/policy";
import type { Token } from "../../../storage/index.ts";
import { factsFolder } from "../../people/index.ts";
import type { PoliciesDesk } from "../findings/policies-desk.ts";
import { openSweep, type SweepInSight } from "../findings/sweep-in-sight.ts";
import { compareFacts } from "../store/compare/compare-facts.ts";
import { summaryOf } from "../store/compare/comparison-folder.ts";
import { comparisonIdOf, findComparison, type KeptDraft, keepComparison } from "../store/compare/kept-comparisons.ts";
import { readAs } from "../store/read-session.ts";
import { snapshotFacts } from "../store/sweep/sweep-folder.ts";

type Given = contract.BodyOf<typeof contract.compareDraft>;
type Reply = contract.ReplyOf<typeof contract.compareDraft>;
type Fault = Extract<Reply, { kind: "faults" }>["faults"][number];

export type CompareDraft = {
  readonly token: Token;
  readonly key: string;
  readonly sweepId: number;
  readonly policyId: string;
  readonly draft: Given["draft"];
};

/** Faults shown at once. */
const FAULTS_MAX = 50;

/**
 * Compares the policy of a sweep with a draft of it, over the people in sight of that sweep's own snapshot. Problems:
 * `http.notFound`, `policies.sweepUnfinished`, `policies.notSwept`, `policies.draftOther`, `policies.draftSame`,
 * `policies.draftElsewhere`.
 */
export async function compareDraft(desk: PoliciesDesk, given: CompareDraft): Promise<Result<Reply, Problem>> {
  const opened = await readAs(desk.database, given.token, async (tx) => {
    const sight = await openSweep(desk, tx, given.sweepId);
    if (!sight.ok) return sight;
    const version = sight.value.summary.policies.find(({ policyId }) => policyId === given.policyId)?.version;
    const published = (await desk.book.list(tx)).find(
      ({ policy: { envelope } }) => envelope.id === given.policyId && envelope.version === version,
    );
    if (!published) return fail(problem("policies.notSwept", { policyId: given.policyId }));
    return ok({ sight: sight.value, version: published.version.version, files: published.version.files });
  });
  if (!opened.ok) return opened;
  const { sight, version, files } = opened.value;
  const drafted = draftFiles(files, given.draft);
  if (!drafted) return fail(problem("http.badRequest", { field: "draft.numberId" }));
  const read = readDraft(drafted.files, files[0]?.path ?? "", sight.sweep.asOf);
  if (read.kind === "faults") return ok({ kind: "faults", faults: read.faults.slice(0, FAULTS_MAX).map(presentFault) });
  const compared = comparableSides(sight, given.policyId, read);
  if (!compared.ok) return compared;
  const { asIfInForce, casesFailing } = read;
  const { policyId, sweepId } = given;
  const own = { sweepId, policyId, version, offices: sight.offices, asIfInForce, casesFailing };
  const draft: KeptDraft = { ...own, ...drafted };
  const comparisonId = comparisonIdOf(draft, sight.summary.identity);
  if (!findComparison(desk.reader.folders.comparisons, comparisonId)) {
    await runComparison(desk, sight, { comparisonId, draft, compared: compared.value });
  }
  return note(desk, given, { comparisonId, draft });
}

type Drafted = Pick<KeptDraft, "files" | "number">;

/** Undefined where the number isn't one of the policy's. */
function draftFiles(files: readonly PolicyFile[], draft: Given["draft"]): Drafted | undefined {
  const [own] = files;
  if (!own) return undefined;
  if (draft.kind === "text") {
    return { files: files.map((file) => (file === own ? { ...file, text: draft.yaml } : file)), number: null };
  }
  const number = tunableNumbers(files, own.path).find(({ id }) => id === draft.numberId);
  if (!number) return undefined;
  const changed = { numberId: number.id, text: number.text, from: number.value, to: draft.value };
  return { files: withNumber(files, number, draft.value), number: changed };
}

type Draft = Extract<ReadDraft, { kind: "draft" }>;

/** The sweep's policies beside the same with the draft in its place. */
function comparableSides(
  { policies }: SweepInSight,
  policyId: string,
  { policy }: Draft,
): Result<ReturnType<typeof comparePolicies>, Problem> {
  if (policy.envelope.id !== policyId) {
    return fail(problem("policies.draftOther", { found: policy.envelope.id, expected: policyId }));
  }
  const compared = comparePolicies(policies, withDraft(policies, policy));
  if (compared.elsewhere.length > 0) return fail(problem("policies.draftElsewhere", { policyId }));
  return compared.changed.length === 0 ? fail(problem("policies.draftSame")) : ok(compared);
}

export function withDraft(policies: readonly CompiledPolicy[], draft: CompiledPolicy): readonly CompiledPolicy[] {
  return policies.map((policy) => (policy.envelope.id === draft.envelope.id ? draft : policy));
}

type Running = {
  readonly comparisonId: string;
  readonly draft: KeptDraft;
  readonly compared: ReturnType<typeof comparePolicies>;
};

async function runComparison(desk: PoliciesDesk, sight: SweepInSight, running: Running): Promise<void> {
  const { folders, alone } = desk.reader;
  const { summary, sweep, offices } = sight;
  const facts = snapshotFacts(factsFolder(folders.snapshots, summary.snapshot), offices);
  const { compared } = running;
  const { asOf } = sweep;
  await keepComparison(folders.comparisons, running, async (out) => {
    const sums = await alone((lane, beside) => compareFacts({ lane, beside, compared, facts, asOf, out }));
    return summaryOf({ snapshot: summary.snapshot, asOf, compared }, sums);
  });
}

async function note(
  desk: PoliciesDesk,
  { token, key, sweepId, policyId }: CompareDraft,
  { comparisonId, draft }: { readonly comparisonId: string; readonly draft: KeptDraft },
): Promise<Result<Reply, Problem>> {
  const { number, version } = draft;
  const change = number ? { number: number.numberId, from: number.from, to: number.to } : { text: true };
  const input = { sweepId, policyId, comparisonId };
  return desk.run({ token, command: "compareDraft", key, input }, async () =>
    ok({
      reply: { kind: "compared" as const, comparisonId },
      subject: { kind: "sweep", id: sweepId },
      after: { policy: `${policyId}@${version}`, comparisonId, ...change },
    }),
  );
}

function presentFault(fault: PolicyFault): Fault {
  const { file, line, column } = fault;
  return { file, line, column, text: { zh: policyFaultMessage(fault, "zh"), en: policyFaultMessage(fault, "en") } };
}
