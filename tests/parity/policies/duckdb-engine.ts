import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { planSweep } from "@wutong/policy";
import { parityScope } from "../feel-scope.ts";
import { peopleSql } from "../person-sql.ts";
import type { AnswersByPerson, Engine } from "./engine.ts";
import { AS_OF } from "./people.ts";
import { type AnswerRow, byPolicy, inSlices } from "./rows-to-answers.ts";

/** Policies of one query: DuckDB plans a query in time that grows faster than its length. */
const POLICIES_PER_QUERY = 4;

export async function duckdbEngine(): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  let count = 0;
  return {
    name: "DuckDB",
    load: async (people) => {
      count = people.length;
      for (const statement of peopleSql("people", parityScope, people)) await connection.run(statement);
    },
    answers: (policies) => inSlices(policies, POLICIES_PER_QUERY, (slice) => sweep(connection, slice, count)),
    close: async () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const SOURCE = `(SELECT *, "row" AS "personId", 330602 AS "office" FROM people)`;

async function sweep(
  connection: DuckDBConnection,
  policies: Parameters<Engine["answers"]>[0],
  people: number,
): Promise<readonly AnswersByPerson[]> {
  const plan = planSweep(policies, { asOf: AS_OF, source: SOURCE });
  for (const { sql } of plan.tables) await connection.run(sql);
  const findings = await connection.runAndReadAll(
    `SELECT personId, subject, policy, outcome, met, unknown, amountFen FROM (${plan.findings})`,
  );
  return byPolicy(findings.getRows() as unknown as readonly AnswerRow[], { policies: policies.length, people });
}
