import { type FeelType, toSparkSql } from "@wutong/feel";
import { parityScope } from "../feel-scope.ts";
import type { SparkSession } from "../spark/spark-session.ts";
import type { ExpressionEngine } from "./expression-engine.ts";

/** Closes the session when it is closed. */
export function sparkExpressionsOn(spark: SparkSession): ExpressionEngine {
  return {
    name: "Spark",
    load: (people) => spark.load(parityScope, people),
    evaluate: async (compiled) => {
      const written = compiled.map((each) => toSparkSql(each));
      const columns = written.flatMap((sql, index) => {
        const type = compiled[index]?.type;
        return sql.ok && type ? [`${readable(sql.value, type)} AS e${index}`] : [];
      });
      if (columns.length === 0) return compiled.map(() => undefined);
      const rows = await spark.query(`SELECT row, ${columns.join(",\n")}\nFROM people`);
      let column = 0;
      return written.map((sql) => {
        if (!sql.ok) return undefined;
        column += 1;
        return rows.map((row) => row[column] ?? null);
      });
    },
    close: spark.close,
  };
}

function readable(sql: string, type: FeelType): string {
  if (type.kind === "number") return `CAST(${sql} AS STRING)`;
  return type.kind === "date" ? `unix_date(${sql})` : sql;
}
