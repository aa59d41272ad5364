import { bitsOfProbability, type LinkageModel, patternBitsSql, patternTable } from "@wutong/linkage";
import type { Analytics } from "../../../storage/analytics/index.ts";
import {
  DOCUMENT,
  FIELD_NAMES,
  type LevelCount,
  PEOPLE_LINKAGE,
  recalibrated,
  weighFields,
  withDocuments,
  withoutDocuments,
} from "../model/people-linkage.ts";
import { RECORDS, rowsOf } from "./linkage/compare-records.ts";
import { COMPARED_PEOPLE } from "./load-compared.ts";
import type { NewPair } from "./pairs.ts";

export type FoundPairs = {
  /** SQL after FROM: (l, r, pattern, bits), rids of the people compared. */
  readonly scored: string;
  /** By which the bits were summed. */
  readonly model: LinkageModel;
  /** Levels of pairs that people found to be one. */
  readonly decided: readonly LevelCount[];
};

/** What one comparison brings up at most, the surest first: nobody looks at more. */
const PAIRS_MAX = 20_000;
/** Pairs below the review band that decisions may still lift into it. */
const SLACK_BITS = 3;

type Scored = {
  readonly a: string;
  readonly b: string;
  readonly officeA: number;
  readonly officeB: number;
  readonly pattern: bigint;
  readonly clash: boolean;
  /** What the numbers show of where they were issued differs. */
  readonly elsewhere: boolean;
};

/** The scored pairs that people should see, or that are certain, each field with its weight and words. */
export async function readFoundPairs(
  analytics: Analytics,
  { scored, model, decided }: FoundPairs,
): Promise<readonly NewPair[]> {
  const weighing = recalibrated(withDocuments(model), decided);
  const least = bitsOfProbability(PEOPLE_LINKAGE.bands.review) - (decided.length > 0 ? SLACK_BITS : 0);
  const rarities = PEOPLE_LINKAGE.fields.flatMap(({ termFrequency }, place) => (termFrequency ? [place] : []));
  const bitsBy = (by: LinkageModel) => `(${patternBitsSql(PEOPLE_LINKAGE, by)})`;
  const columns = await analytics.columns(`
    SELECT a, b, "officeA", "officeB", pattern, clash, elsewhere, ${rarities.map((place) => `r${place}`).join(", ")} FROM (
      SELECT s.l, s.r, a.id AS a, b.id AS b, a.office AS "officeA", b.office AS "officeB", s.pattern, ${rarities.map((place) => `l.rarity_${place} AS r${place}`).join(", ")},
        len(list_intersect(a.lifelong, b.lifelong)) > 0 AS clash,
        coalesce(NOT starts_with(a.issued, b.issued) AND NOT starts_with(b.issued, a.issued), false) AS elsewhere,
        s.bits - ${bitsBy(model)} + CASE WHEN clash THEN ${bitsBy(withoutDocuments(model))} ELSE ${bitsBy(withDocuments(model))} END AS weight
      FROM ${scored} s JOIN ${COMPARED_PEOPLE} a ON a.rid = s.l JOIN ${COMPARED_PEOPLE} b ON b.rid = s.r JOIN ${RECORDS} l ON l.rid = s.l)
    WHERE weight >= ${least} ORDER BY weight DESC, l, r LIMIT ${PAIRS_MAX}`);
  const rows = rowsOf(columns) as unknown as readonly Scored[];
  const patterns = { pattern: rows.map((row) => row.pattern), pairs: rows.map(() => 1) };
  const { levels: all } = patternTable(patterns, FIELD_NAMES.length);
  return rows.flatMap((row, at): readonly NewPair[] => {
    const levels = FIELD_NAMES.map((_, place) => all[at * FIELD_NAMES.length + place] ?? 0);
    const rare = FIELD_NAMES.map((_, place) => rarityOf(row, place));
    const fields = weighFields(weighing, levels, rare).filter(({ field }) => !row.clash || field !== DOCUMENT);
    const weight = fields.reduce((sum, field) => sum + field.weight, bitsOfProbability(weighing.prior));
    const levelOf = (field: string) => levels[FIELD_NAMES.indexOf(field)] ?? 0;
    const alike = levelOf("name") === EXACT && levelOf(DOCUMENT) <= EXACT && !row.elsewhere;
    const band = bandOf(weight, { clash: row.clash, alike });
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
 * names that are written differently, or a masked number whose beginning or end is another's, whatever else agrees.
 */
function bandOf(
  weight: number,
  pair: { readonly clash: boolean; readonly alike: boolean },
): NewPair["band"] | undefined {
  const { automatic, review } = PEOPLE_LINKAGE.bands;
  const certain = weight >= bitsOfProbability(automatic);
  if (pair.clash) return certain ? "review" : undefined;
  if (certain) return pair.alike ? "automatic" : "review";
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
