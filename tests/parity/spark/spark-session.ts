import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type FeelType, type Scope, sparkSettings } from "@wutong/feel";
import { personJson } from "../people-json.ts";
import type { Person } from "../random-people.ts";

/** A local Spark in a process of its own, with the view `people`. */
export type SparkSession = {
  readonly load: (scope: Scope, people: readonly Person[]) => Promise<void>;
  /** Rows in the order of their first column. */
  readonly query: (sql: string) => Promise<readonly (readonly SparkValue[])[]>;
  readonly close: () => Promise<void>;
};

export type SparkValue = string | number | boolean | null;

const PROGRAM = fileURLToPath(new URL("run-sql.py", import.meta.url));

type Reply = { readonly rows?: readonly (readonly SparkValue[])[]; readonly error?: string };

/** `more` are settings of Spark beside those that Wutong needs. */
export async function openSpark(python: string, more: Readonly<Record<string, string>> = {}): Promise<SparkSession> {
  const folder = mkdtempSync(join(tmpdir(), "wutong-spark-"));
  const child = spawn(python, [PROGRAM], { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
  let complaints = "";
  child.stderr.on("data", (chunk: Buffer) => {
    complaints = `${complaints}${chunk.toString()}`.slice(-4_000);
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (request: unknown): Promise<Reply> => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await lines.next();
    if (done) throw new Error(`Spark ended: ${complaints}`);
    const reply = JSON.parse(value) as Reply;
    if (reply.error) throw new Error(`${reply.error}\nin ${JSON.stringify(request).slice(0, 4_000)}`);
    return reply;
  };
  const close = async (): Promise<void> => {
    child.stdin.end();
    if (child.exitCode === null) await once(child, "exit");
    rmSync(folder, { recursive: true, force: true });
  };
  let loads = 0;
  await ask({ settings: { ...sparkSettings, ...more, "spark.sql.warehouse.dir": join(folder, "warehouse") } });
  return {
    load: async (scope, people) => {
      // A file of its own: Spark would answer out of what it cached of another with that name.
      loads += 1;
      const path = join(folder, `people-${loads}.jsonl`);
      writeFileSync(path, people.map((person, row) => `${personJson(scope, person, row)}\n`).join(""));
      await ask({ load: "people", schema: `row INT, ${columnsOf(scope, " ")}`, path });
    },
    query: async (sql) => (await ask({ query: sql })).rows ?? [],
    close,
  };
}

function columnsOf(fields: Scope, separator: " " | ": "): string {
  const columns = Object.entries(fields).flatMap(([name, type]) => {
    const column = `\`${name}\`${separator}${storedType(type)}`;
    return type.kind === "list" ? [column, `\`${name}_complete\`${separator}BOOLEAN`] : [column];
  });
  return columns.join(", ");
}

function storedType(type: FeelType): string {
  switch (type.kind) {
    case "boolean":
      return "BOOLEAN";
    case "string":
      return "STRING";
    case "date":
      return "DATE";
    case "number":
      return `DECIMAL(${(type.digits ?? 12) > 15 ? 38 : 18},${type.scale ?? 0})`;
    case "monthsDuration":
    case "daysDuration":
      return "INT";
    case "list":
      return `ARRAY<${storedType(type.of)}>`;
    case "context":
      return `STRUCT<${columnsOf(type.fields, ": ")}>`;
  }
}
