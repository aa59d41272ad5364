import { hash } from "node:crypto";
import type { Month } from "@wutong/kernel";
import { type RegisterRows, rowProblem } from "../../registers/index.ts";
import { createArrayColumn } from "../model/array-columns.ts";
import { bearerKey } from "../model/bearer-key.ts";
import { FACT_TABLES, type FactContext, type FactKind, type FactTable, type FactValue } from "../model/fact-tables.ts";
import { createBearerGatherer } from "../model/gather-bearers.ts";
import { createWorkplaceGatherer } from "../model/latest-workplaces.ts";
import type { PreparedRows, RowFault } from "../model/prepared-rows.ts";
import { createNameReader } from "../model/read-name.ts";
import type { PersonalSecrets } from "../model/secrets.ts";

/** A row that was read and is sound in itself; `sourceRow` is its number in the file. */
export type SoundRow<Kind extends FactKind> = { readonly sourceRow: number; readonly row: RegisterRows[Kind] };

/** What of a batch its rows' facts depend on. */
export type FactBatch<Kind extends FactKind> = {
  readonly kind: Kind;
  /** Where people who are seen for the first time belong, and whose library a talent library's rows are of. */
  readonly officeId: number;
  readonly throughMonth: Month;
};

/** Takes the sound rows of a chunk one after another. */
export type RowPreparer<Kind extends FactKind> = {
  readonly add: (one: SoundRow<Kind>) => void;
  /** What was prepared; the next row begins another chunk. */
  readonly finish: () => PreparedRows;
};

/**
 * Does the arithmetic of importing rows, without a database: blind indexes, sealing, keys, digests, and the columns in
 * which they travel (5 µs a row). A row that a chunk holds twice is kept once; one that contradicts an earlier one of the
 * same person fails with `rows.twiceInFile` {otherRow}.
 */
export function createRowPreparer<Kind extends FactKind>(
  batch: FactBatch<Kind>,
  secrets: PersonalSecrets,
): RowPreparer<Kind> {
  const table: FactTable<RegisterRows[Kind]> = FACT_TABLES[batch.kind];
  const tools = { secrets, readName: createNameReader() };
  const documentIndex = remembering(secrets.documentIndex);
  const context: FactContext = {
    seal: secrets.sealIn,
    certificateKey: secrets.certificateKey,
    documentIndex,
    officeId: batch.officeId,
    throughMonth: batch.throughMonth,
  };
  const digested = digestedColumns(table);
  let chunk = emptyChunk(batch.kind, table, createBearerGatherer(batch.kind, tools));
  return {
    add: ({ row, sourceRow }) => {
      const naturalKey = digest16(table.naturalKey(row, context));
      const index = documentIndex(bearerKey(batch, row, naturalKey));
      const values = table.values(row, context);
      const contentDigest = digest16(contentOf(values, digested, table.beyondColumns?.(row, context)));
      const position = chunk.given;
      chunk.given += 1;
      const said = chunk.saidOf(index);
      const before = said.get(naturalKey);
      if (before) {
        if (before.name !== row.name) chunk.failures.push(anotherName(position));
        else if (before.contentDigest !== contentDigest) chunk.failures.push(saidTwice(position, before.sourceRow));
        return;
      }
      said.set(naturalKey, { contentDigest, sourceRow, name: row.name });
      const bearer = chunk.people.positionOf(index, row);
      chunk.positions.push(position);
      chunk.bearers.push(bearer);
      chunk.workplaces.add(bearer, row);
      chunk.shared.naturalKey.add(naturalKey);
      chunk.shared.contentDigest.add(contentDigest);
      chunk.shared.sourceRow.add(sourceRow);
      for (let at = 0; at < values.length; at += 1) chunk.own[at]?.add(values[at] ?? null);
    },
    finish: () => {
      const done = finished(chunk);
      chunk = emptyChunk(batch.kind, table, createBearerGatherer(batch.kind, tools));
      return done;
    },
  };
}

/** Two people bear one number, in one file. */
function anotherName(position: number): RowFault {
  return { position, key: "name", problem: rowProblem("rows.nameDiffers") };
}

export function saidTwice(position: number, otherRow: number): RowFault {
  return { position, key: "name", problem: rowProblem("rows.twiceInFile", { otherRow }) };
}

type Gathering = ReturnType<typeof emptyChunk>;

function emptyChunk(
  kind: FactKind,
  table: Pick<FactTable<never>, "columns">,
  people: ReturnType<typeof createBearerGatherer>,
) {
  return {
    people,
    given: 0,
    positions: [] as number[],
    bearers: [] as number[],
    failures: [] as RowFault[],
    saidOf: rememberingByPerson(),
    workplaces: createWorkplaceGatherer(kind),
    shared: {
      naturalKey: createArrayColumn("natural_key", "bytes"),
      contentDigest: createArrayColumn("content_digest", "bytes"),
      sourceRow: createArrayColumn("source_row", "int"),
    },
    own: table.columns.map(([name, columnKind]) => createArrayColumn(name, columnKind)),
  };
}

type Said = Map<string, { readonly contentDigest: string; readonly sourceRow: number; readonly name: string }>;

/** What a chunk has said of each person so far, by natural key. Rows of one person stand together. */
function rememberingByPerson(): (index: string) => Said {
  const byPerson = new Map<string, Said>();
  let last: { readonly index: string; readonly said: Said } | undefined;
  return (index) => {
    if (last?.index === index) return last.said;
    const said: Said = byPerson.get(index) ?? new Map();
    if (said.size === 0) byPerson.set(index, said);
    last = { index, said };
    return said;
  };
}

function finished({ given, positions, bearers, people, shared, own, workplaces, failures }: Gathering): PreparedRows {
  const columns = [shared.naturalKey, shared.contentDigest, shared.sourceRow, ...own].map((one) => one.finish());
  return {
    given,
    rows: { positions: Int32Array.from(positions), bearers: Int32Array.from(bearers), columns },
    bearers: people.finish(),
    workplaces: workplaces.finish(),
    failures,
  };
}

/** A sealed value differs each time that it is sealed: `beyondColumns` speaks for it. */
function digestedColumns(table: Pick<FactTable<never>, "columns">): readonly number[] {
  return table.columns.flatMap(([name], at) => (name.startsWith("sealed_") ? [] : [at]));
}

function contentOf(values: readonly FactValue[], digested: readonly number[], beyond = ""): string {
  let content = beyond;
  for (const at of digested) content += `\u001f${values[at] ?? "\u0000"}`;
  return content;
}

function digest16(text: string): string {
  return hash("sha256", text, "hex").slice(0, 32);
}

/** Rows of one person stand together, and a blind index costs more than all else here; more than a few would pile up in memory. */
const NUMBERS_REMEMBERED_MAX = 20_000;

function remembering(indexOf: (number: string) => string): (number: string) => string {
  const known = new Map<string, string>();
  return (number) => {
    let index = known.get(number);
    if (index === undefined) {
      index = indexOf(number);
      if (known.size >= NUMBERS_REMEMBERED_MAX) known.clear();
      known.set(number, index);
    }
    return index;
  };
}
