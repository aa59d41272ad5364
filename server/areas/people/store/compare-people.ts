import type { Problem, Result } from "@wutong/kernel";
import type { LinkageModel } from "@wutong/linkage";
import { inSession } from "../../../storage/index.ts";
import { modelBeforeData, PEOPLE_LINKAGE } from "../model/people-linkage.ts";
import { readFoundPairs } from "./found-pairs.ts";
import { compareRecords, SCORED } from "./linkage/compare-records.ts";
import { COMPARED_PEOPLE, type LoadCompared, loadCompared } from "./load-compared.ts";
import { countDecidedLevels, type NewPair } from "./pairs.ts";

export type PeopleCompared = {
  /** How many there are, and the highest number among them. */
  readonly people: number;
  readonly throughPerson: number;
  /** What was learnt; null where there were too few to learn from. */
  readonly model: LinkageModel | null;
  readonly pairs: readonly NewPair[];
};

/** Fewer people hold too few pairs to learn from. */
const LEARN_FROM_PEOPLE = 5_000;
const SEED = 1;

/**
 * Compares the people in a job's sight with each other. What is compared goes to DuckDB's process through its pipe and lies in its
 * memory: nothing of it is written to disk, and document numbers are not among it.
 */
export async function comparePeople(given: LoadCompared): Promise<Result<PeopleCompared, Problem>> {
  const { database, token, analytics, onProgress } = given;
  const loaded = await loadCompared(given);
  const decided = await inSession(database, token, countDecidedLevels);
  const small = loaded.people < LEARN_FROM_PEOPLE;
  const compared = await compareRecords({
    analytics,
    config: PEOPLE_LINKAGE,
    mode: "dedupe",
    given: COMPARED_PEOPLE,
    seed: SEED,
    ...(small ? { model: modelBeforeData(loaded.people) } : {}),
  });
  if (!compared.ok) {
    // Nobody to compare with anybody is no failure of a comparison.
    if (compared.error.code !== "linkage.noRecords") return compared;
    return { ok: true, value: { ...loaded, model: null, pairs: [] } };
  }
  onProgress(0.9);
  const { model } = compared.value;
  const same = decided.filter((one) => one.same);
  const pairs = await readFoundPairs(analytics, { scored: SCORED, model, decided: same });
  return { ok: true, value: { ...loaded, model: small ? null : model, pairs } };
}
