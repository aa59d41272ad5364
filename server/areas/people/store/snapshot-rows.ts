import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Day } from "@wutong/kernel";
import { sql } from "kysely";
import { type Analytics, AS_PARQUET, quoteText, readOneMoment } from "../../../storage/analytics/index.ts";
import type { Database, Token } from "../../../storage/index.ts";
import { type CoveredSince, listCoveredSince } from "./list-coverage.ts";
import {
  type CopiedTable,
  coveredStatement,
  type IdRange,
  loadStatement,
  officesQuery,
  rangesQuery,
  snapshotRelations,
  snapshotTables,
} from "./snapshot-tables.ts";

/** What has been brought into DuckDB: the tables of a snapshot as they were at one moment. */
export type LoadedFacts = {
  readonly people: number;
  readonly coveredSince: readonly CoveredSince[];
  readonly ranges: readonly IdRange[];
};

export type Loading = {
  readonly database: Database;
  /** A job's token: row security decides whose facts are read. */
  readonly token: Token;
  readonly analytics: Analytics;
  readonly asOf: Day;
  /** An empty folder for files in between; the caller removes it. */
  readonly scratch: string;
  readonly onTable?: (done: number, of: number) => void;
  readonly signal?: AbortSignal;
};

/** Two connections fill two cores; more only wait for each other. */
const CONNECTIONS = 2;
/** People of a part, which a sweep takes at once: fewer cost more planning, more cost memory. */
const RANGE_PEOPLE = 250_000;

/** Streams everybody's rows out of PostgreSQL into `analytics`, all of one moment. Pseudonymous ids only: no names, no numbers. */
export async function loadFacts(loading: Loading): Promise<LoadedFacts> {
  const { database, token, analytics, asOf, signal } = loading;
  const coveredSince = await readOneMoment(
    database,
    token,
    { connections: CONNECTIONS, ...(signal ? { signal } : {}) },
    async ({ tx, copyOut }) => {
      const offices = await sql<{ office: number }>`SELECT unnest(access.visible_offices()) AS office`.execute(tx);
      const covered = await listCoveredSince(
        tx,
        offices.rows.map((row) => row.office),
        asOf,
      );
      await analytics.run(coveredStatement(covered));
      await copyTables(loading, snapshotTables(), copyOut);
      return covered;
    },
  );
  const bounds = await analytics.columns(rangesQuery(RANGE_PEOPLE));
  const starts = (bounds["from"] ?? []) as readonly number[];
  const counts = (bounds["people"] ?? []) as readonly bigint[];
  return {
    people: Number(counts.reduce((sum, count) => sum + count, 0n)),
    coveredSince,
    ranges: starts.map((from, index) => ({ from, below: starts[index + 1] ?? 2 ** 31 })),
  };
}

async function copyTables(
  { analytics, scratch, onTable }: Loading,
  tables: readonly CopiedTable[],
  copyOut: (query: string, file: string) => Promise<void>,
): Promise<void> {
  const progress = { done: 0 };
  const bringIn = async (table: CopiedTable): Promise<void> => {
    const file = join(scratch, `${table.name}.csv`);
    await copyOut(table.query, file);
    await analytics.run(loadStatement({ table, file }));
    progress.done += 1;
    onTable?.(progress.done, tables.length);
  };
  const all = await Promise.allSettled(tables.map(bringIn));
  for (const one of all) if (one.status === "rejected") throw one.reason;
}

/**
 * Writes the facts of a range of people to `folder`: a folder for `people` and one for each list, a file for each office in
 * it (`insurance/office=330602/000-0.parquet`).
 */
export async function writeFacts(analytics: Analytics, folder: string, range: IdRange, part: number): Promise<void> {
  const { office: offices = [] } = await analytics.columns(officesQuery(range));
  const number = String(part).padStart(3, "0");
  for (const { name, query } of snapshotRelations(range)) {
    const of = join(folder, name);
    if (offices.length > 1) {
      const options = `PARTITION_BY (office), FILENAME_PATTERN ${quoteText(`${number}-{i}`)}, OVERWRITE_OR_IGNORE`;
      await analytics.run(`COPY (${query}) TO ${quoteText(of)} (${AS_PARQUET}, ${options})`);
      continue;
    }
    // Written straight: parting rows by office costs as much as writing them, and mixes their order.
    const own = join(of, `office=${Number(offices[0])}`);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    await analytics.run(`COPY (SELECT * EXCLUDE (office) FROM (${query})) TO ${quoteText(join(own, `${number}-0.parquet`))}
      (${AS_PARQUET})`);
  }
}
