import type { LinkageModel } from "@wutong/linkage";
import type { Analytics } from "../../../storage/analytics/index.ts";
import { inSession } from "../../../storage/index.ts";
import { modelBeforeData, PEOPLE_LINKAGE, withDocuments } from "../model/people-linkage.ts";
import type { PeopleCompared } from "./compare-people.ts";
import { readFoundPairs } from "./found-pairs.ts";
import { prepareLibrary } from "./linkage/compare-records.ts";
import { createPlacing, type Placed } from "./linkage/place-newcomers.ts";
import { COMPARED_PEOPLE, type LoadCompared, loadCompared } from "./load-compared.ts";
import { countDecidedLevels } from "./pairs.ts";

export type PlacePeople = LoadCompared & {
  /** Whoever bears a higher number is new. */
  readonly afterPerson: number;
  /** What the last comparison learnt; null where there were too few people. */
  readonly model: LinkageModel | null;
};

const PLACED = "placed_people";

/**
 * Compares those who are new since the last comparison with everybody, themselves included: the same fields, weights and bands as a
 * comparison of everybody, without making a pair of two who were there before.
 */
export async function placePeople(given: PlacePeople): Promise<PeopleCompared> {
  const { database, token, analytics, afterPerson, onProgress } = given;
  const loaded = await loadCompared(given);
  if (loaded.people < 2) return { ...loaded, model: null, pairs: [] };
  const decided = await inSession(database, token, countDecidedLevels);
  const model = withDocuments(given.model ?? modelBeforeData(loaded.people));
  await prepareLibrary({ analytics, config: PEOPLE_LINKAGE, mode: "dedupe", given: COMPARED_PEOPLE });
  const place = await createPlacing(analytics, PEOPLE_LINKAGE, model);
  const placed = await place(`(SELECT * FROM ${COMPARED_PEOPLE} WHERE id::INTEGER > ${afterPerson})`);
  onProgress(0.9);
  await keepPlaced(analytics, placed);
  const same = decided.filter((one) => one.same);
  const pairs = await readFoundPairs(analytics, { scored: PLACED, model, decided: same });
  return { ...loaded, model: given.model, pairs };
}

/** Two who are both new found each other twice, and each of them themselves. */
async function keepPlaced(analytics: Analytics, placed: readonly Placed[]): Promise<void> {
  const pairs = new Map(
    placed
      .filter(({ newcomer, record }) => newcomer !== record)
      .map(({ newcomer, record, pattern, bits }) => {
        const [l, r] = newcomer < record ? [newcomer, record] : [record, newcomer];
        return [`${l} ${r}`, { l, r, pattern: String(pattern), bits }] as const;
      }),
  );
  await analytics.run(`CREATE TABLE ${PLACED} (l INTEGER, r INTEGER, pattern BIGINT, bits DOUBLE)`);
  const shape = '[{"l": "INTEGER", "r": "INTEGER", "pattern": "BIGINT", "bits": "DOUBLE"}]';
  await analytics.run(
    `INSERT INTO ${PLACED} SELECT p.l, p.r, p.pattern, p.bits FROM (SELECT unnest(from_json($1::JSON, '${shape}')) AS p)`,
    [JSON.stringify([...pairs.values()])],
  );
}
