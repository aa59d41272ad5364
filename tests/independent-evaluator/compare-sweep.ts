import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { factsOf, generateOffice, type OfficeOptions } from "@wutong/generator";
import { formatDay } from "@wutong/kernel";
import { type CompiledPolicy, jsonFactsRelation, OUTCOME_CODES, planSweep } from "@wutong/policy";
import { type Columns, openAnalytics } from "../../server/storage/analytics/index.ts";
import { type Change, policiesWith } from "./compare-policies.ts";
import { evaluate } from "./evaluate.ts";
import type { Answer } from "./kleene.ts";
import { truthToFacts } from "./truth-to-facts.ts";

export type SweepComparison = { readonly pairs: number; readonly differences: readonly string[] };

const DIFFERENCES_KEPT = 20;

/** Decides everybody twice, in one sweep on DuckDB and by the independent evaluator: outcome, every condition, amount. */
export async function compareSweep(options: OfficeOptions, change?: Change): Promise<SweepComparison> {
  const policies = policiesWith(change);
  const found = await sweep(policies, options);
  const differences: string[] = [];
  let pairs = 0;
  for (const person of generateOffice(options).people) {
    for (const ours of evaluate(truthToFacts(person, options), formatDay(options.asOf))) {
      pairs += 1;
      const key = `${person.index} ${ours.policy} ${ours.subject}`;
      const [expected, actual] = [textOf(ours.outcome, ours.answers, ours.amountFen), found.get(key)];
      found.delete(key);
      if (expected !== actual && differences.length < DIFFERENCES_KEPT)
        differences.push(`${key}: ${expected} ${actual}`);
    }
  }
  return { pairs, differences: [...differences, ...[...found.keys()].slice(0, DIFFERENCES_KEPT)] };
}

/** Every finding as text, by person, policy and certificate. */
async function sweep(policies: readonly CompiledPolicy[], options: OfficeOptions): Promise<Map<string, string>> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-sweep-"));
  const analytics = await openAnalytics({ memoryMiB: 1_024, threads: 2 });
  try {
    const path = join(folder, "facts.jsonl");
    await pipeline(Readable.from(factLines(options)), createWriteStream(path));
    const plan = planSweep(policies, { asOf: options.asOf, source: jsonFactsRelation(path) });
    for (const table of plan.tables) await analytics.run(table.sql);
    return findingsByKey(await analytics.columns(plan.findings), policies);
  } finally {
    await analytics.close();
    rmSync(folder, { recursive: true });
  }
}

function* factLines(options: OfficeOptions): Generator<string> {
  for (const person of generateOffice(options).people) {
    yield `${JSON.stringify(factsOf(person, options, "registers"))}\n`;
  }
}

function findingsByKey(columns: Columns, policies: readonly CompiledPolicy[]): Map<string, string> {
  const found = new Map<string, string>();
  const at = (name: string, row: number) => columns[name]?.[row] ?? null;
  const count = columns["personId"]?.length ?? 0;
  for (let row = 0; row < count; row += 1) {
    const policy = policies[Number(at("policy", row))];
    if (policy === undefined) throw new Error(`the sweep speaks of policy ${String(at("policy", row))}`);
    const [met, unknown] = [Number(at("met", row)), Number(at("unknown", row))];
    const answers = Object.fromEntries(policy.conditions.map(({ id, index }) => [id, answerAt(met, unknown, index)]));
    const amount = at("amountFen", row);
    const outcome = Object.entries(OUTCOME_CODES).find(([, code]) => code === Number(at("outcome", row)))?.[0] ?? "";
    const text = textOf(outcome, answers, amount === null ? null : Number(amount));
    found.set(`${String(at("personId", row))} ${policy.envelope.id} ${String(at("subject", row) ?? "")}`, text);
  }
  return found;
}

function answerAt(met: number, unknown: number, bit: number): Answer {
  if ((met >>> bit) & 1) return true;
  return (unknown >>> bit) & 1 ? null : false;
}

function textOf(outcome: string, answers: Readonly<Record<string, Answer>>, amountFen: number | null): string {
  const sorted = Object.entries(answers).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${outcome} ${amountFen} ${sorted.map(([id, answer]) => `${id}=${answer}`).join(" ")}`;
}
