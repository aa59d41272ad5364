import type { Problem, Result } from "@wutong/kernel";
import { bitsOfProbability, type LinkageModel, patternTable } from "@wutong/linkage";
import { sql } from "kysely";
import type { Analytics } from "../../../storage/analytics/index.ts";
import { type Database, inSession, type Token, type Tx } from "../../../storage/index.ts";
import {
  FIELD_NAMES,
  type LevelCount,
  modelBeforeData,
  PEOPLE_LINKAGE,
  recalibrated,
  weighFields,
} from "../model/people-linkage.ts";
import { compareRecords, RECORDS, rowsOf, SCORED } from "./linkage/compare-records.ts";
import { countDecidedLevels, type NewPair } from "./pairs.ts";

export type ComparePeople = {
  readonly database: Database;
  /** A job's: row security decides who is compared. */
  readonly token: Token;
  readonly analytics: Analytics;
  readonly onProgress: (part: number) => void;
};

export type PeopleCompared = { readonly people: number; readonly pairs: readonly NewPair[] };

const ROWS_AT_ONCE = 20_000;
/** Reading everybody is about this much of the work. */
const READING_SHARE = 0.5;
/** Fewer people hold too few pairs to learn from. */
const LEARN_FROM_PEOPLE = 5_000;
/** What one comparison brings up at most, the surest first: nobody looks at more. */
const PAIRS_MAX = 20_000;
/** Pairs below the review band that decisions may still lift into it. */
const SLACK_BITS = 3;
const SEED = 1;

/**
 * Compares the people in a job's sight with each other. What is compared goes to DuckDB's process through its pipe and lies in its
 * memory: nothing of it is written to disk, and document numbers are not among it.
 */
export async function comparePeople(given: ComparePeople): Promise<Result<PeopleCompared, Problem>> {
  const { database, token, analytics, onProgress } = given;
  const people = await load(given);
  const decided = await inSession(database, token, countDecidedLevels);
  const small = people < LEARN_FROM_PEOPLE;
  const compared = await compareRecords({
    analytics,
    config: PEOPLE_LINKAGE,
    mode: "dedupe",
    given: "compared_people",
    seed: SEED,
    ...(small ? { model: modelBeforeData(people) } : {}),
  });
  if (!compared.ok) {
    // Nobody to compare with anybody is no failure of a comparison.
    return compared.error.code === "linkage.noRecords" ? { ok: true, value: { people, pairs: [] } } : compared;
  }
  onProgress(0.9);
  const same = decided.filter((one) => one.same);
  const model = recalibrated(compared.value.model, same);
  return { ok: true, value: { people, pairs: await readPairs(analytics, model, same) } };
}

type Compared = {
  readonly id: number;
  readonly office: number;
  readonly lifelong: readonly string[];
  readonly name: string;
  readonly birth: string | null;
  readonly sex: string | null;
  readonly phone: string | null;
  readonly employer: string | null;
  readonly school: string | null;
  readonly residence: string | null;
  readonly nativePlace: string | null;
  readonly certificate: string | null;
};

async function load({ database, token, analytics, onProgress }: ComparePeople): Promise<number> {
  const columns = ["id", ...FIELD_NAMES].map((name) => `"${name}" VARCHAR`);
  await analytics.run(
    `CREATE TABLE compared_people (rid INTEGER, side UTINYINT, office INTEGER, lifelong VARCHAR[], ${columns.join(", ")})`,
  );
  const total = await inSession(database, token, countEverybody);
  const state = { read: 0, after: 0 };
  for (;;) {
    const rows = await inSession(database, token, (tx) => readSome(tx, state.after));
    if (rows.length === 0) break;
    await insert(analytics, rows, state.read);
    state.read += rows.length;
    state.after = rows.at(-1)?.id ?? state.after;
    onProgress((READING_SHARE * state.read) / Math.max(total, state.read));
  }
  return state.read;
}

async function insert(analytics: Analytics, rows: readonly Compared[], from: number): Promise<void> {
  const texts = FIELD_NAMES.map((name) => `'${name}': 'VARCHAR'`).join(", ");
  const shape =
    `[{'rid': 'INTEGER', 'id': 'VARCHAR', 'office': 'INTEGER', 'lifelong': ['VARCHAR'], ${texts}}]`.replaceAll(
      "'",
      '"',
    );
  const given = rows.map((row, at) => ({ ...row, id: String(row.id), rid: from + at }));
  const fields = FIELD_NAMES.map((name) => `p."${name}"`).join(", ");
  await analytics.run(
    `INSERT INTO compared_people (rid, side, office, lifelong, id, ${FIELD_NAMES.map((name) => `"${name}"`).join(", ")})
     SELECT p.rid, 0, p.office, p.lifelong, p.id, ${fields} FROM (SELECT unnest(from_json($1::JSON, '${shape}')) AS p)`,
    [JSON.stringify(given)],
  );
}

async function countEverybody(tx: Tx): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    SELECT count(*)::int AS people FROM people.persons WHERE tenant_id = (SELECT access.current_tenant())
      AND office_id = ANY ((SELECT access.visible_offices())::int[])`.execute(tx);
  return rows[0]?.people ?? 0;
}

/** Who comes after a number, with what there is to compare. One with several certificates is compared by the first. */
async function readSome(tx: Tx, after: number): Promise<readonly Compared[]> {
  const { rows } = await sql<Compared>`
    SELECT p.person_id AS id, p.office_id AS office, p.name, to_char(p.birth, 'YYYY-MM-DD') AS birth, p.sex, p.phone,
      w.credit_code AS employer, c.school, p.residence::text AS residence, p.native_place::text AS "nativePlace", v.certificate_key AS certificate,
      ARRAY(SELECT i.kind FROM people.identities i WHERE i.tenant_id = p.tenant_id AND i.person_id = p.person_id
        AND i.kind IN ('residentId', 'residencePermit') ORDER BY i.kind) AS lifelong
    FROM people.persons p
    LEFT JOIN people.workplaces w ON w.tenant_id = p.tenant_id AND w.person_id = p.person_id
    LEFT JOIN LATERAL (SELECT school FROM people.credentials c WHERE c.tenant_id = p.tenant_id AND c.person_id = p.person_id
      ORDER BY graduated DESC NULLS LAST, school LIMIT 1) c ON true
    LEFT JOIN LATERAL (SELECT certificate_key FROM people.certificates v WHERE v.tenant_id = p.tenant_id AND v.person_id = p.person_id
      ORDER BY certificate_key LIMIT 1) v ON true
    WHERE p.tenant_id = (SELECT access.current_tenant()) AND p.office_id = ANY ((SELECT access.visible_offices())::int[])
      AND p.person_id > ${after} ORDER BY p.person_id LIMIT ${ROWS_AT_ONCE}`.execute(tx);
  return rows;
}

type Scored = {
  readonly a: string;
  readonly b: string;
  readonly officeA: number;
  readonly officeB: number;
  readonly pattern: bigint;
  readonly clash: boolean;
};

async function readPairs(
  analytics: Analytics,
  model: LinkageModel,
  decided: readonly LevelCount[],
): Promise<readonly NewPair[]> {
  const least = bitsOfProbability(PEOPLE_LINKAGE.bands.review) - (decided.length > 0 ? SLACK_BITS : 0);
  const rarities = PEOPLE_LINKAGE.fields.flatMap(({ termFrequency }, place) => (termFrequency ? [place] : []));
  const columns = await analytics.columns(`
    SELECT a.id AS a, b.id AS b, a.office AS "officeA", b.office AS "officeB", s.pattern,
      len(list_intersect(a.lifelong, b.lifelong)) > 0 AS clash, ${rarities.map((place) => `l.rarity_${place} AS r${place}`).join(", ")}
    FROM ${SCORED} s JOIN compared_people a ON a.rid = s.l JOIN compared_people b ON b.rid = s.r JOIN ${RECORDS} l ON l.rid = s.l
    WHERE s.bits >= ${least} ORDER BY s.bits DESC, s.l, s.r LIMIT ${PAIRS_MAX}`);
  const rows = rowsOf(columns) as unknown as readonly Scored[];
  const patterns = { pattern: rows.map((row) => row.pattern), pairs: rows.map(() => 1) };
  const { levels: all } = patternTable(patterns, FIELD_NAMES.length);
  return rows.flatMap((row, at): readonly NewPair[] => {
    const levels = FIELD_NAMES.map((_, place) => all[at * FIELD_NAMES.length + place] ?? 0);
    const rare = FIELD_NAMES.map((_, place) => rarityOf(row, place));
    const fields = weighFields(model, levels, rare);
    const weight = fields.reduce((sum, field) => sum + field.weight, bitsOfProbability(model.prior));
    const band = bandOf(weight, { clash: row.clash, sameName: levels[FIELD_NAMES.indexOf("name")] === EXACT });
    return band === undefined ? [] : [toPair(row, { band, weight, fields })];
  });
}

function rarityOf(row: Scored, place: number): number | null {
  const value = (row as unknown as Readonly<Record<string, unknown>>)[`r${place}`];
  return typeof value === "number" ? value : null;
}

/** The first level of every kind of field. */
const EXACT = 1;

/**
 * Two valid numbers speak for two people: only what would else be certain is worth a look, and is never merged by itself. Nor are two
 * names that are written differently, whatever else agrees.
 */
function bandOf(
  weight: number,
  pair: { readonly clash: boolean; readonly sameName: boolean },
): NewPair["band"] | undefined {
  const { automatic, review } = PEOPLE_LINKAGE.bands;
  const certain = weight >= bitsOfProbability(automatic);
  if (pair.clash) return certain ? "review" : undefined;
  if (certain) return pair.sameName ? "automatic" : "review";
  return weight >= bitsOfProbability(review) ? "review" : undefined;
}

function toPair(row: Scored, found: Pick<NewPair, "band" | "weight" | "fields">): NewPair {
  const [a, b] = [
    { id: Number(row.a), office: row.officeA },
    { id: Number(row.b), office: row.officeB },
  ].toSorted((x, y) => x.id - y.id) as [{ id: number; office: number }, { id: number; office: number }];
  return {
    ...found,
    officeId: a.office,
    secondOfficeId: a.office === b.office ? null : b.office,
    firstPerson: a.id,
    secondPerson: b.id,
  };
}
