import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import {
  type ClosureOverrides,
  type CompiledFeel,
  compileFeel,
  type FeelType,
  planDuckSql,
  renderQuery,
  type SqlOverrides,
  toClosureWith,
  toDuckSql,
} from "@wutong/feel";
import { parityScope } from "./feel-scope.ts";
import { FLAT_LISTS, flatListsSql, peopleSql } from "./person-sql.ts";
import { createRandom, type Random } from "./random.ts";
import { randomExpression, type Sort } from "./random-expressions.ts";
import { type Person, randomPerson } from "./random-people.ts";

export type ParitySize = {
  readonly seed: number;
  readonly expressions: number;
  readonly people: number;
  /** Bugs to plant in the compiler of plans, or of closures. */
  readonly planted?: { readonly sql?: SqlOverrides; readonly closures?: ClosureOverrides };
};

export type ParityReport = {
  readonly compared: number;
  readonly distinct: number;
  readonly refused: number;
  /** Answers by what they were, to see that no side is empty. */
  readonly answers: Readonly<Record<"true" | "false" | "unknown" | "value", number>>;
  readonly differences: readonly Difference[];
};

export type Difference = {
  readonly source: string;
  readonly engine: "plan" | "expression" | "flat";
  readonly closure: unknown;
  readonly sql: unknown;
  readonly person: Person;
};

const SORTS: readonly Sort[] = ["boolean", "boolean", "boolean", "number", "date", "string"];
const EXPRESSIONS_PER_PLAN = 12;

/**
 * Evaluates random expressions over random people by closures and on DuckDB, planned together (lists as columns, and flat) and one by
 * one, and compares every answer. The same seed gives the same run.
 */
export async function runFeelParity(size: ParitySize): Promise<ParityReport> {
  const random = createRandom(size.seed);
  const people = Array.from({ length: size.people }, () => randomPerson(parityScope, random));
  const { compiled, refused } = compileRandom(size.expressions, random);
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    for (const statement of peopleSql("people", parityScope, people)) await connection.run(statement);
    for (const statement of flatListsSql("people", parityScope)) await connection.run(statement);
    const tally = createTally();
    for (let from = 0; from < compiled.length; from += EXPRESSIONS_PER_PLAN) {
      const chunk = compiled.slice(from, from + EXPRESSIONS_PER_PLAN);
      await compareChunk(chunk, people, { connection, planted: size.planted }, tally);
    }
    return { ...tally, distinct: compiled.length, refused };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

export function compileRandom(
  wanted: number,
  random: Random,
): { readonly compiled: readonly CompiledFeel[]; readonly refused: number } {
  const compiled = new Map<string, CompiledFeel>();
  let refused = 0;
  while (compiled.size < wanted) {
    const source = randomExpression(parityScope, random.pick(SORTS), 1 + random.below(4), random);
    const result = compileFeel(source, parityScope);
    if (result.ok) {
      compiled.set(source, result.value);
      continue;
    }
    const slips = result.error.filter(
      (fault) => fault.code !== "feel.numberTooLarge" && fault.code !== "feel.divisionByZero",
    );
    if (slips.length > 0) throw new Error(`refused for no good reason: ${source} ${JSON.stringify(slips)}`);
    refused += 1;
  }
  return { compiled: [...compiled.values()], refused };
}

type Tally = {
  compared: number;
  readonly answers: Record<"true" | "false" | "unknown" | "value", number>;
  readonly differences: Difference[];
};

function createTally(): Tally {
  return { compared: 0, answers: { true: 0, false: 0, unknown: 0, value: 0 }, differences: [] };
}

async function compareChunk(
  chunk: readonly CompiledFeel[],
  people: readonly Person[],
  { connection, planted }: { readonly connection: DuckDBConnection; readonly planted: ParitySize["planted"] },
  tally: Tally,
): Promise<void> {
  const named = chunk.map((compiled, index) => ({ name: `r${index}`, compiled }));
  const planned = await readColumns(
    connection,
    `${renderQuery(planDuckSql(named, undefined, planted?.sql), "people", ["row"])} ORDER BY "row"`,
  );
  const flat = await readColumns(
    connection,
    `${renderQuery(planDuckSql(named, FLAT_LISTS, planted?.sql), "people", ["row"])} ORDER BY "row"`,
  );
  const single = named.map(({ name, compiled }) => `${toDuckSql(compiled)} AS "${name}"`);
  const alone = await readColumns(connection, `SELECT "row", ${single.join(", ")} FROM people ORDER BY "row"`);
  for (const [index, compiled] of chunk.entries()) {
    const closure = toClosureWith(planted?.closures ?? {}, compiled);
    for (const [row, person] of people.entries()) {
      const answer = plain(closure(person), compiled.type);
      tally.compared += 1;
      tally.answers[answer === null ? "unknown" : answer === true ? "true" : answer === false ? "false" : "value"] += 1;
      for (const [engine, columns] of [
        ["plan", planned],
        ["expression", alone],
        ["flat", flat],
      ] as const) {
        const sql = plain(columns[index + 1]?.[row], compiled.type);
        if (sql === answer) continue;
        tally.differences.push({ source: compiled.source, engine, closure: answer, sql, person });
      }
    }
  }
}

async function readColumns(connection: DuckDBConnection, sql: string): Promise<readonly (readonly unknown[])[]> {
  try {
    const reader = await connection.runAndReadAll(sql);
    return reader.getColumns();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\nin ${sql}`);
  }
}

/** One form for both engines: whole numbers as text, dates as days. */
export function plain(value: unknown, type: FeelType): unknown {
  if (value === null || value === undefined) return null;
  if (type.kind === "date" && typeof value === "object" && "days" in value) return value.days;
  if (type.kind === "number") return String(value);
  return value;
}
