import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Day } from "@wutong/kernel";
import {
  type CompiledPolicy,
  catalogueOf,
  type Decision,
  decide,
  factsOfCase,
  givenOfCase,
  jsonFactsRelation,
  OUTCOME_CODES,
  type PolicyCase,
  planSweep,
  subjectOf,
} from "@wutong/policy";
import { type Analytics, openAnalytics } from "../../../../storage/analytics/index.ts";

/** A case that a sweep answers otherwise than its file, or than deciding one person does. */
export type DuckDifference = {
  readonly name: string;
  readonly what: string;
  readonly expected: string;
  readonly found: string;
};
export type TriedOnDuckDB = {
  readonly policy: CompiledPolicy;
  readonly passed: number;
  readonly differences: readonly DuckDifference[];
};

/**
 * Runs the cases of policies as a sweep would, on a real DuckDB: outcome and sum as the cases say, every condition, the
 * sum and the cost as deciding that person says.
 */
export async function tryCasesOnDuckDB(policies: readonly CompiledPolicy[]): Promise<readonly TriedOnDuckDB[]> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-cases-"));
  const analytics = await openAnalytics({ memoryMiB: 512, threads: 2 });
  try {
    const tried: TriedOnDuckDB[] = [];
    for (const policy of policies) {
      const differences = await differencesOf(analytics, policy, join(folder, "facts.jsonl"));
      const failed = new Set(differences.map(({ name }) => name)).size;
      tried.push({ policy, passed: policy.envelope.tests.cases.length - failed, differences });
    }
    return tried;
  } finally {
    await analytics.close();
    rmSync(folder, { recursive: true });
  }
}

async function differencesOf(
  analytics: Analytics,
  policy: CompiledPolicy,
  file: string,
): Promise<readonly DuckDifference[]> {
  const differences: DuckDifference[] = [];
  for (const [asOf, cases] of Map.groupBy(policy.envelope.tests.cases, (each) => each.asOf)) {
    const findings = await findingsOf(analytics, policy, { asOf, cases, file });
    for (const [person, each] of cases.entries()) {
      const found = findings.find((one) => one.personId === person && (one.subject ?? undefined) === each.claim);
      differences.push(...compare(policy, each, found));
    }
  }
  return differences;
}

type Finding = {
  readonly personId: number;
  readonly subject: string | null;
  readonly outcome: number;
  readonly met: number;
  readonly unknown: number;
  readonly amountFen: bigint | null;
  readonly wholePlanFen: bigint | null;
  readonly thisYearFen: bigint | null;
};
type Asked = { readonly asOf: Day; readonly cases: readonly PolicyCase[]; readonly file: string };

/** The cases of one day as people, numbered by their places. */
async function findingsOf(
  analytics: Analytics,
  policy: CompiledPolicy,
  { asOf, cases, file }: Asked,
): Promise<readonly Finding[]> {
  const { subject, office } = policy.envelope;
  const people = cases.map((each, personId) =>
    JSON.stringify({ ...givenOfCase(policy.envelope, each), personId, office }),
  );
  writeFileSync(file, people.join("\n"));
  const kind = subjectOf(subject, policy.extension)?.kind ?? "person";
  const source = jsonFactsRelation(file, catalogueOf(kind, policy.extension));
  const plan = planSweep([policy], { asOf, ...(kind === "person" ? { source } : { sources: { [kind]: source } }) });
  for (const { sql } of plan.tables) await analytics.run(sql);
  const columns = await analytics.columns(plan.findings);
  const places = [...(columns["personId"] ?? []).keys()];
  return places.map((place) => {
    const entries = Object.entries(columns).map(([name, values]) => [name, values[place]]);
    return Object.fromEntries(entries) as Finding;
  });
}

function compare(policy: CompiledPolicy, each: PolicyCase, found: Finding | undefined): readonly DuckDifference[] {
  const decision = decide(policy, factsOfCase(policy.envelope, each, policy.extension) ?? {}, each.asOf);
  const { outcome, amountFen } = each.expect;
  const pairs: readonly (readonly [what: string, expected: unknown, found: unknown])[] = found
    ? [
        ["outcome", OUTCOME_CODES[outcome], Number(found.outcome)],
        ["yuan", amountFen ?? decision.amountFen, found.amountFen],
        ["met", maskOf(decision, true), Number(found.met)],
        ["unknown", maskOf(decision, null), Number(found.unknown)],
        ["wholePlanFen", decision.wholePlanFen, found.wholePlanFen],
        ["thisYearFen", decision.thisYearFen, found.thisYearFen],
      ]
    : [["subject", each.claim ?? "", "—"]];
  return pairs.flatMap(([what, expected, actual]) =>
    String(expected) === String(actual)
      ? []
      : [{ name: each.name, what, expected: String(expected), found: String(actual) }],
  );
}

/** Bit i: condition i has this truth. */
function maskOf({ conditions }: Decision, truth: true | null): number {
  return conditions.reduce((bits, each, index) => (each.truth === truth ? bits + 2 ** index : bits), 0);
}
