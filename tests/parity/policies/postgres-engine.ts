import { answersSql } from "@wutong/policy";
import { parityScope } from "../feel-scope.ts";
import { loadPostgresPeople, openPostgres } from "../postgres-people.ts";
import type { Engine } from "./engine.ts";
import { AS_OF } from "./people.ts";
import { type AnswerRow, byPolicy, inSlices } from "./rows-to-answers.ts";

const POLICIES_PER_QUERY = 10;

/** The embedded server of the tests, a database of its own. */
export async function postgresEngine(): Promise<Engine> {
  const client = await openPostgres();
  let count = 0;
  return {
    name: "PostgreSQL",
    load: (people) => {
      count = people.length;
      return loadPostgresPeople(client, parityScope, people);
    },
    answers: (policies) =>
      inSlices(policies, POLICIES_PER_QUERY, async (slice) => {
        const written = answersSql(slice, "postgres", { asOf: AS_OF, source: "people", keep: ["row"] });
        if (!written.ok) throw new Error(JSON.stringify(written.error));
        const rows: AnswerRow[] = [];
        for (const { sql } of written.value) {
          const found = await client.query<unknown[]>({ text: sql, rowMode: "array" });
          rows.push(...(found.rows as unknown as readonly AnswerRow[]));
        }
        return byPolicy(rows, { policies: slice.length, people: count });
      }),
    close: () => client.end(),
  };
}
