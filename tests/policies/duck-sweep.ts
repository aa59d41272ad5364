import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Day } from "@wutong/kernel";
import {
  type CompiledPolicy,
  type ContestedRow,
  type GivenFacts,
  jsonFactsRelation,
  planSweep,
  stackContested,
} from "@wutong/policy";

export type Finding = {
  readonly personId: number;
  readonly office: number;
  readonly policy: number;
  readonly subject: string | null;
  readonly outcome: number;
  readonly met: number;
  readonly unknown: number;
  readonly steps: number;
  readonly amountFen: bigint | null;
  readonly thisYearFen: bigint | null;
  readonly wholePlanFen: bigint | null;
  readonly chosen: boolean;
  readonly lostTo: number | null;
};

/** Sweeps facts on a real DuckDB by the plan of the policies, stacking included; person n is the n-th of the list. */
export async function sweepOnDuckDB(
  policies: readonly CompiledPolicy[],
  people: readonly GivenFacts[],
  asOf: Day,
): Promise<readonly Finding[]> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-sweep-"));
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  try {
    const file = join(folder, "facts.jsonl");
    writeFileSync(
      file,
      people.map((facts, personId) => JSON.stringify({ personId, office: 330602, ...facts })).join("\n"),
    );
    const plan = planSweep(policies, { asOf, source: jsonFactsRelation(file) });
    for (const { sql } of plan.tables) await connection.run(sql);
    const rows = await read<ContestedRow>(plan.contested);
    for (const row of stackContested(plan, rows)) {
      const subject = row.subject === null ? "NULL" : `'${row.subject}'`;
      await connection.run(
        `INSERT INTO ${plan.stacked} VALUES (${row.personId}, ${row.policy}, ${subject}, ${row.chosen}, ${row.lostTo ?? "NULL"})`,
      );
    }
    return await read<Finding>(`SELECT * FROM (${plan.findings}) ORDER BY personId, policy, subject`);
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true });
  }

  async function read<Row>(sql: string): Promise<readonly Row[]> {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRowObjectsJS().map((row) => numbersOf(row)) as unknown as readonly Row[];
  }
}

/** DuckDB gives BIGINT as a bigint: money stays one, days and counts become numbers. */
function numbersOf(row: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const money = (name: string) => name.endsWith("Fen");
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "bigint" && !money(name) ? Number(value) : value,
    ]),
  );
}
