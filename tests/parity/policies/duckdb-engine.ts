import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { planSweep } from "@wutong/policy";
import { parityScope } from "../feel-scope.ts";
import { peopleSql } from "../person-sql.ts";
import type { Answer, Engine } from "./engine.ts";
import { AS_OF } from "./people.ts";

/** Policies of one query: DuckDB plans a query in time that grows faster than its length. */
const POLICIES_PER_QUERY = 4;

export async function duckdbEngine(): Promise<Engine> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  return {
    name: "DuckDB",
    load: async (people) => {
      for (const statement of peopleSql("people", parityScope, people)) await connection.run(statement);
    },
    answers: async (policies) => {
      const answers: (readonly Answer[])[] = [];
      for (let from = 0; from < policies.length; from += POLICIES_PER_QUERY) {
        answers.push(...(await sweep(connection, policies.slice(from, from + POLICIES_PER_QUERY))));
      }
      return answers;
    },
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
): Promise<readonly (readonly Answer[])[]> {
  const plan = planSweep(policies, { asOf: AS_OF, source: SOURCE });
  for (const { sql } of plan.tables) await connection.run(sql);
  const findings = await connection.runAndReadAll(
    `SELECT policy, outcome, met, unknown, amountFen FROM (${plan.findings}) ORDER BY policy, personId`,
  );
  const answers: Answer[][] = policies.map(() => []);
  for (const [policy, outcome, met, unknown, amountFen] of findings.getRows()) {
    answers[Number(policy)]?.push({
      outcome: Number(outcome),
      met: Number(met),
      unknown: Number(unknown),
      amountFen: amountFen === null ? null : (amountFen as bigint),
    });
  }
  return answers;
}
