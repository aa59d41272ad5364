import { closuresEngine } from "./closures-engine.ts";
import { duckdbEngine } from "./duckdb-engine.ts";
import type { Engine } from "./engine.ts";
import { postgresEngine } from "./postgres-engine.ts";
import { sparkEngine } from "./spark-engine.ts";

const makers = { DuckDB: duckdbEngine, PostgreSQL: postgresEngine, Spark: sparkEngine } as const satisfies Readonly<
  Record<string, () => Promise<Engine>>
>;

export type EngineName = keyof typeof makers;
export const engineNames = Object.keys(makers) as readonly EngineName[];

/** Opens the engines beside the reference (closures come first) and closes what was opened, whatever happens. */
export async function withEngines<Result>(
  names: readonly EngineName[],
  use: (engines: readonly [Engine, ...Engine[]]) => Promise<Result>,
): Promise<Result> {
  const opened: Engine[] = [];
  try {
    for (const name of names) opened.push(await makers[name]());
    return await use([closuresEngine(), ...opened]);
  } finally {
    for (const engine of opened) await engine.close();
  }
}
