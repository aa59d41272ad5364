import {
  DuckDBConnection,
  type DuckDBDateValue,
  DuckDBInstance,
  DuckDBTypeId,
  type DuckDBValue,
  type DuckDBValueConverter,
  JSDuckDBValueConverter,
} from "@duckdb/node-api";
import {
  type Analytics,
  AnalyticsFault,
  type AnalyticsSettings,
  type Columns,
  type Lane,
  type Parameter,
} from "./analytics.ts";

/**
 * Opens DuckDB in memory in this process: for the command line, for tests and for the child that `forkAnalytics` starts.
 * Extensions are neither downloaded nor loaded; parquet, json and icu are built in.
 */
export async function openAnalytics(settings: AnalyticsSettings): Promise<Analytics> {
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${settings.memoryMiB}MiB`,
    threads: String(settings.threads),
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    temp_directory: settings.spillFolder ?? "",
  });
  const connections: DuckDBConnection[] = [];
  const connect = async (): Promise<Lane> => {
    const connection = await DuckDBConnection.create(instance);
    connections.push(connection);
    return laneOver(connection);
  };
  return {
    ...(await connect()),
    lane: connect,
    close: async () => {
      for (const connection of connections) connection.closeSync();
      instance.closeSync();
    },
  };
}

function laneOver(connection: DuckDBConnection): Lane {
  return {
    run: async (sql, parameters) => {
      await ask(sql, () => connection.run(sql, values(parameters)));
    },
    columns: async (sql, parameters) => {
      const reader = await ask(sql, () => connection.runAndReadAll(sql, values(parameters)));
      return reader.convertColumnsObject(convert) as Columns;
    },
  };
}

/** Days stay numbers: a JS Date would bring a clock and a time zone to a calendar day. */
const convert: DuckDBValueConverter<unknown> = (value, type, converter) =>
  type.typeId === DuckDBTypeId.DATE && value !== null
    ? (value as DuckDBDateValue).days
    : JSDuckDBValueConverter(value, type, converter as never);

function values(parameters: readonly Parameter[] | undefined): DuckDBValue[] | undefined {
  return parameters === undefined || parameters.length === 0 ? undefined : [...parameters];
}

async function ask<Value>(sql: string, query: () => Promise<Value>): Promise<Value> {
  try {
    return await query();
  } catch (cause) {
    throw new AnalyticsFault(cause instanceof Error ? cause.message : String(cause), sql);
  }
}
