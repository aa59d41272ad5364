import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Day, formatDay } from "@wutong/kernel";
import { type CompiledPolicy, type FlatFacts, OUTCOME_CODES } from "@wutong/policy";
import { sweepFacts } from "../../server/areas/policies/index.ts";
import { type Analytics, type Columns, quoteText } from "../../server/storage/analytics/index.ts";
import { bestSets, losesTo } from "./best-sets.ts";
import { type Claim, claimsOf } from "./claims.ts";
import type { Facts } from "./facts.ts";
import type { Answer } from "./kleene.ts";
import type { Verdict } from "./verdict.ts";

/** What a sweep found for a person (or one of their certificates) and one policy. */
export type Finding = {
  /** Outcome, every condition, the amount of one payment and the steps: what a verdict says too. */
  readonly verdict: string;
  readonly leftFen: number | null;
  readonly chosen: boolean;
  readonly lostTo: string | null;
};

/** By person's id, then by `subjectKey`. */
export type Findings = ReadonlyMap<number, ReadonlyMap<string, Finding>>;

/** Sweeps facts the way the server does, stacking included, and reads the findings back out of the files. */
export async function findAll(
  analytics: Analytics,
  {
    policies,
    asOf,
    facts,
  }: { readonly policies: readonly CompiledPolicy[]; readonly asOf: Day; readonly facts: readonly FlatFacts[] },
): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-findings-"));
  try {
    const out = join(folder, "sweep");
    await sweepFacts({ analytics, policies, facts, snapshot: "compared", asOf, out });
    const files = quoteText(join(out, "findings", "**", "*.parquet"));
    return findingsFrom(await analytics.columns(`FROM read_parquet(${files})`), policies);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

export function subjectKey({ policy, subject }: { readonly policy: string; readonly subject: string }): string {
  return `${policy} ${subject}`;
}

/** Where the findings on one person differ from the verdicts on them, in sums and in what may be taken together too. */
export function differencesOf(
  { facts, verdicts, asOf }: { readonly facts: Facts; readonly verdicts: readonly Verdict[]; readonly asOf: Day },
  found: ReadonlyMap<string, Finding>,
): readonly string[] {
  const differences: string[] = [];
  const report = (key: string, ours: unknown, theirs: unknown) => {
    if (ours !== theirs) differences.push(`${key}: evaluator ${String(ours)}, sweep ${String(theirs)}`);
  };
  for (const verdict of verdicts)
    report(subjectKey(verdict), textOfVerdict(verdict), found.get(subjectKey(verdict))?.verdict);
  for (const key of found.keys()) {
    if (!verdicts.some((verdict) => subjectKey(verdict) === key)) report(key, "no such subject", "found");
  }
  const claims = claimsOf(facts, verdicts);
  for (const claim of claims)
    report(`${subjectKey(claim)} left to pay`, claim.leftFen, found.get(subjectKey(claim))?.leftFen);
  const best = bestSets(claims, facts, formatDay(asOf)).sets.map(keysOf);
  const chosen = [...found].filter(([, finding]) => finding.chosen).map(([key]) => key);
  if (!best.includes(chosen.toSorted().join(", "))) report("chosen", best.join(" or "), chosen.toSorted().join(", "));
  for (const claim of claims.filter((one) => one.worthFen > 0 && !chosen.includes(subjectKey(one)))) {
    report(`${subjectKey(claim)} lost to`, losesTo(claim), found.get(subjectKey(claim))?.lostTo);
  }
  return differences;
}

function keysOf(set: readonly Claim[]): string {
  return set.map(subjectKey).toSorted().join(", ");
}

function findingsFrom(columns: Columns, policies: readonly CompiledPolicy[]): Findings {
  const found = new Map<number, Map<string, Finding>>();
  const at = (name: string, row: number) => columns[name]?.[row] ?? null;
  const count = columns["personId"]?.length ?? 0;
  for (let row = 0; row < count; row += 1) {
    const policy = policies[Number(at("policy", row))];
    if (policy === undefined) throw new Error(`the sweep speaks of policy ${String(at("policy", row))}`);
    const masks = { met: Number(at("met", row)), unknown: Number(at("unknown", row)), steps: Number(at("steps", row)) };
    const amountFen = fenAt(at("amountFen", row));
    const outcome = Object.entries(OUTCOME_CODES).find(([, code]) => code === Number(at("outcome", row)))?.[0] ?? "";
    const answers = Object.fromEntries(policy.conditions.map(({ id, index }) => [id, answerAt(masks, index)]));
    const steps = policy.conditions.filter(({ index }) => (masks.steps >>> index) & 1).map(({ id }) => id);
    const lostTo = at("lostTo", row);
    const personId = Number(at("personId", row));
    const ofPerson = found.get(personId) ?? new Map<string, Finding>();
    found.set(personId, ofPerson);
    ofPerson.set(subjectKey({ policy: policy.envelope.id, subject: String(at("subject", row) ?? "") }), {
      verdict: textOf(outcome, answers, amountFen, steps),
      leftFen: fenAt(at("wholePlanFen", row)),
      chosen: at("chosen", row) === true,
      lostTo: lostTo === null ? null : (policies[Number(lostTo)]?.envelope.id ?? "?"),
    });
  }
  return found;
}

function fenAt(value: unknown): number | null {
  return value === null ? null : Number(value);
}

function answerAt({ met, unknown }: { readonly met: number; readonly unknown: number }, bit: number): Answer {
  if ((met >>> bit) & 1) return true;
  return (unknown >>> bit) & 1 ? null : false;
}

function textOfVerdict({ outcome, answers, amountFen, steps }: Verdict): string {
  return textOf(outcome, answers, amountFen, steps);
}

function textOf(
  outcome: string,
  answers: Readonly<Record<string, Answer>>,
  amountFen: number | null,
  steps: readonly string[],
): string {
  const sorted = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1));
  const conditions = sorted.map(([id, answer]) => `${id}=${answer}`).join(" ");
  return `${outcome} ${amountFen} ${conditions} short of [${steps.toSorted().join()}]`;
}
