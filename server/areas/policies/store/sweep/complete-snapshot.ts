import { type CompiledPolicy, completeFacts, type FlatFacts, type HeldColumns, type SubjectKind } from "@wutong/policy";
import type { Lane } from "../../../../storage/analytics/index.ts";

/**
 * Facts as policies may ask them: what their relations lack (a snapshot of an older form, facts that no register feeds) is
 * unknown. Where nothing is lacking they stay as they are.
 */
export async function completeSnapshot(
  lane: Lane,
  facts: FlatFacts,
  policies: readonly CompiledPolicy[],
  kind: SubjectKind = "person",
): Promise<FlatFacts> {
  const relations = { people: facts.people, ...Object.fromEntries(listsOf(facts)) };
  const held: Record<string, HeldColumns[string]> = {};
  for (const [name, relation] of Object.entries(relations)) held[name] = await columnsOf(lane, relation);
  return completeFacts(facts, held, policies, kind);
}

function listsOf({ lists }: FlatFacts): readonly (readonly [string, string])[] {
  return Object.entries(lists).map(([name, { from }]) => [name, from]);
}

/** Columns and their types: of Parquet they stand in the files' own description, no row is read. */
async function columnsOf(lane: Lane, relation: string): Promise<HeldColumns[string]> {
  const { column_name: names = [], column_type: types = [] } = await lane.columns(`DESCRIBE FROM ${relation}`);
  return Object.fromEntries(names.map((name, index) => [String(name), String(types[index])]));
}
