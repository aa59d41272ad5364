import { answersSql } from "@wutong/policy";
import { parityScope } from "../feel-scope.ts";
import { sparkPython } from "../spark/python-environment.ts";
import { openSpark, type SparkSession } from "../spark/spark-session.ts";
import type { Engine } from "./engine.ts";
import { AS_OF } from "./people.ts";
import { type AnswerRow, byPolicy, inSlices } from "./rows-to-answers.ts";

/** More at once: some random ones together took Spark more than five minutes and 2 GB to plan. */
const POLICIES_PER_QUERY = 3;

/** A local Spark, installed where it isn't yet; throws where it can't be. */
export async function sparkEngine(): Promise<Engine> {
  const python = sparkPython({ install: true }, console.log);
  if (!python.ok) throw new Error(python.error);
  return sparkEngineOn(await openSpark(python.value));
}

/** Closes the session when it is closed. */
export function sparkEngineOn(spark: SparkSession): Engine {
  let count = 0;
  return {
    name: "Spark",
    load: (people) => {
      count = people.length;
      return spark.load(parityScope, people);
    },
    answers: (policies) =>
      inSlices(policies, POLICIES_PER_QUERY, async (slice) => {
        const written = answersSql(slice, "spark", { asOf: AS_OF, source: "people", keep: ["row"] });
        if (!written.ok) throw new Error(JSON.stringify(written.error));
        const rows: AnswerRow[] = [];
        for (const { sql } of written.value) {
          rows.push(...((await spark.query(sql)) as unknown as readonly AnswerRow[]));
        }
        return byPolicy(rows, { policies: slice.length, people: count });
      }),
    close: spark.close,
  };
}
