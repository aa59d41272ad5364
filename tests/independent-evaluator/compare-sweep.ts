import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { generateOffice, type OfficeOptions, type Person } from "@wutong/generator";
import { formatDay } from "@wutong/kernel";
import { type CompiledPolicy, catalogueColumns, jsonFactsRelation, layFlat } from "@wutong/policy";
import { openAnalytics } from "../../server/storage/analytics/index.ts";
import { bestSets } from "./best-sets.ts";
import { claimsOf } from "./claims.ts";
import { differencesOf, type Findings, findAll } from "./compare-findings.ts";
import { type Change, policiesWith } from "./compare-policies.ts";
import { evaluate } from "./evaluate.ts";
import type { Facts } from "./facts.ts";
import { truthToFacts } from "./truth-to-facts.ts";

export type Compared = OfficeOptions & {
  /** What to take for the facts of a person; what the registers say where left out. */
  readonly factsFor?: (person: Person, options: OfficeOptions) => Facts;
  readonly change?: Change;
};

export type SweepComparison = {
  readonly pairs: number;
  /** People of whose claims some stand against each other, and of those the ones for whom several sets are worth most. */
  readonly contested: number;
  readonly tied: number;
  readonly differences: readonly string[];
};

const DIFFERENCES_KEPT = 20;

/** Decides everybody twice, in one sweep on DuckDB and by the independent evaluator: outcome, every condition, amount, plan, set. */
export async function compareSweep(options: Compared): Promise<SweepComparison> {
  const found = await sweep(policiesWith(options.change), options);
  const asOf = formatDay(options.asOf);
  const differences: string[] = [];
  let [pairs, contested, tied] = [0, 0, 0];
  for (const person of generateOffice(options).people) {
    const facts = (options.factsFor ?? truthToFacts)(person, options);
    const verdicts = evaluate(facts, asOf);
    pairs += verdicts.length;
    const claims = claimsOf(facts, verdicts);
    const { sets } = bestSets(claims, facts, asOf);
    if (claims.filter((claim) => claim.worthFen > 0).length > (sets[0]?.length ?? 0)) contested += 1;
    if (sets.length > 1) tied += 1;
    const differing = differencesOf({ facts, verdicts, asOf: options.asOf }, found.get(person.index) ?? new Map());
    if (differences.length < DIFFERENCES_KEPT) differences.push(...differing.map((one) => `${person.index} ${one}`));
  }
  return { pairs, contested, tied, differences };
}

async function sweep(policies: readonly CompiledPolicy[], options: Compared): Promise<Findings> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-sweep-"));
  const analytics = await openAnalytics({ memoryMiB: 1_024, threads: 2 });
  try {
    const path = join(folder, "facts.jsonl");
    await pipeline(Readable.from(factLines(options)), createWriteStream(path));
    const { tables, facts } = layFlat(jsonFactsRelation(path), "given", catalogueColumns());
    for (const { name, query } of tables) await analytics.run(`CREATE TABLE ${name} AS ${query}`);
    return await findAll(analytics, { policies, asOf: options.asOf, facts: [facts] });
  } finally {
    await analytics.close();
    rmSync(folder, { recursive: true });
  }
}

function* factLines(options: Compared): Generator<string> {
  for (const person of generateOffice(options).people) {
    yield `${JSON.stringify((options.factsFor ?? truthToFacts)(person, options))}\n`;
  }
}
