import { type FeelType, toPostgresSql } from "@wutong/feel";
import type pg from "pg";
import { parityScope } from "../feel-scope.ts";
import { loadPostgresPeople, openPostgres } from "../postgres-people.ts";
import type { ExpressionEngine } from "./expression-engine.ts";

export async function postgresExpressions(): Promise<ExpressionEngine> {
  const client = await openPostgres();
  return {
    name: "PostgreSQL",
    load: (people) => loadPostgresPeople(client, parityScope, people),
    evaluate: async (compiled) => {
      const written = compiled.map((each) => toPostgresSql(each));
      const columns = written.flatMap((sql, index) => {
        const type = compiled[index]?.type;
        return sql.ok && type ? [`${readable(sql.value, type)} AS e${index}`] : [];
      });
      if (columns.length === 0) return compiled.map(() => undefined);
      const rows = await select(client, `SELECT ${columns.join(",\n")}\nFROM people ORDER BY row`);
      let column = -1;
      return written.map((sql) => {
        if (!sql.ok) return undefined;
        column += 1;
        return rows.map((row) => row[column] ?? null);
      });
    },
    close: () => client.end(),
  };
}

/** Statements are long. */
const SHOWN_MAX = 4_000;

type Value = string | number | boolean | null;

async function select(client: pg.Client, text: string): Promise<readonly (readonly Value[])[]> {
  try {
    return (await client.query<Value[]>({ text, rowMode: "array" })).rows;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\nin ${text.slice(0, SHOWN_MAX)}`);
  }
}

function readable(sql: string, type: FeelType): string {
  if (type.kind === "number") return `CAST(${sql} AS text)`;
  return type.kind === "date" ? `(${sql} - DATE '1970-01-01')` : sql;
}
