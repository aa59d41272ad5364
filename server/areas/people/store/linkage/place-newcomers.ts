import {
  bitsOfProbability,
  comparedSql,
  doubtfulSql,
  forbiddenSql,
  type LinkageConfig,
  type LinkageModel,
  newcomersSql,
  patternBitsSql,
  planRecords,
} from "@wutong/linkage";
import type { Lane } from "../../../../storage/analytics/index.ts";
import { writeCharacters } from "./chinese-tables.ts";
import { KEYS, RECORDS, rowsOf } from "./compare-records.ts";

/** A newcomer beside a record that may be the same person's, from the review band up. */
export type Placed = {
  /** The newcomer's rid, and the library record's. */
  readonly newcomer: number;
  readonly record: number;
  readonly pattern: bigint;
  readonly bits: number;
  readonly band: "automatic" | "review";
};

/** Scores records that come one by one, or by the hundred, against a library that was compared before. */
export type Placing = (given: string) => Promise<readonly Placed[]>;

const NEWCOMERS = "linkage_newcomers";
const COMMON = "linkage_common_keys";

/**
 * Prepares to place newcomers against the records, keys and model that `compareRecords` left on this database. A call takes a
 * relation of the same form (rid, side, id, fields) and returns, for each newcomer, its candidates, the surest first. The library
 * is not changed, and a value's rarity is the library's.
 */
export async function createPlacing(lane: Lane, config: LinkageConfig, model: LinkageModel): Promise<Placing> {
  const tables = await writeCharacters(lane, config);
  // How rare a value is, the library says; and few keys are too common to look up.
  const plain: LinkageConfig = {
    ...config,
    fields: config.fields.map((field) => ({ ...field, termFrequency: false })),
  };
  await lane.run(
    `CREATE OR REPLACE TABLE ${COMMON} AS SELECT rule, key, records FROM ${KEYS} WHERE records > ${config.bounds.blockMax}`,
  );
  const bits = `(${patternBitsSql(config, model)})`;
  const automatic = `bits >= ${bitsOfProbability(config.bands.automatic)} AND NOT (${doubtfulSql(config)})`;
  const candidates = newcomersSql(config, { records: RECORDS, newcomers: NEWCOMERS, keys: COMMON });
  const compared = comparedSql(config, { left: RECORDS, right: NEWCOMERS }, candidates);
  const query = `SELECT r AS newcomer, l AS record, pattern, bits, CASE WHEN ${automatic} THEN 'automatic' ELSE 'review' END AS band
    FROM (SELECT *, ${bits} + rarity AS bits FROM (${compared})) WHERE bits >= ${bitsOfProbability(config.bands.review)} AND NOT (${forbiddenSql(config)})
    ORDER BY r, bits DESC, l`;
  return async (given) => {
    await lane.run(planRecords(plain, { given, into: NEWCOMERS, tables }).sql);
    return rowsOf(await lane.columns(query)) as unknown as readonly Placed[];
  };
}
