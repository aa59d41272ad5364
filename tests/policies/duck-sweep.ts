import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Day } from "@wutong/kernel";
import {
  type CompiledPolicy,
  type ContestedRow,
  catalogueOf,
  type GivenFacts,
  jsonFactsRelation,
  planSweep,
  type SubjectKind,
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

/** Facts of subjects of one kind or more: the n-th of its list has the number n. */
export type Subjects = Readonly<Partial<Record<SubjectKind, readonly GivenFacts[]>>>;

export type DuckSweeper = {
  /** Sweeps facts on a real DuckDB by the plan of the policies, stacking included; in the order of subjects, policies, claims. */
  readonly sweep: (policies: readonly CompiledPolicy[], subjects: Subjects, asOf: Day) => Promise<readonly Finding[]>;
  readonly close: () => void;
};

export async function openDuckSweeper(): Promise<DuckSweeper> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-sweep-"));
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  const read = async <Row>(sql: string): Promise<readonly Row[]> => {
    const reader = await connection.runAndReadAll(sql);
    return reader.getRowObjectsJS().map((row) => numbersOf(row)) as unknown as readonly Row[];
  };
  return {
    sweep: async (policies, subjects, asOf) => {
      const [first] = policies;
      const written = Object.entries(subjects).map(([kind, facts]) => {
        const file = join(folder, `${kind}.jsonl`);
        const lines = facts.map((each, personId) => JSON.stringify({ personId, office: 330602, ...each }));
        writeFileSync(file, lines.join("\n"));
        return [kind, jsonFactsRelation(file, catalogueOf(kind as SubjectKind, first?.extension))] as const;
      });
      const { person, ...sources } = Object.fromEntries(written);
      const plan = planSweep(policies, { asOf, ...(person === undefined ? {} : { source: person }), sources });
      for (const { sql } of plan.tables) await connection.run(sql);
      for (const row of stackContested(plan, await read<ContestedRow>(plan.contested))) {
        const subject = row.subject === null ? "NULL" : `'${row.subject}'`;
        await connection.run(
          `INSERT INTO ${plan.stacked} VALUES (${row.personId}, ${row.policy}, ${subject}, ${row.chosen}, ${row.lostTo ?? "NULL"})`,
        );
      }
      return await read<Finding>(`SELECT * FROM (${plan.findings}) ORDER BY personId, policy, subject`);
    },
    close: () => {
      connection.closeSync();
      instance.closeSync();
      rmSync(folder, { recursive: true });
    },
  };
}

/** One sweep over people. */
export async function sweepOnDuckDB(
  policies: readonly CompiledPolicy[],
  people: readonly GivenFacts[],
  asOf: Day,
): Promise<readonly Finding[]> {
  const sweeper = await openDuckSweeper();
  try {
    return await sweeper.sweep(policies, { person: people }, asOf);
  } finally {
    sweeper.close();
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
