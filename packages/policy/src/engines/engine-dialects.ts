import { type CompiledFeel, type FeelFault, toPostgresSql, toSparkSql } from "@wutong/feel";
import type { Result } from "@wutong/kernel";
import type { ClaimKind } from "../sweep/judged-policy.ts";

export type EngineName = "postgres" | "spark";

/** How a database says what a query of answers needs beside expressions. `relation` is SQL that can stand after FROM. */
export type EngineDialect = {
  readonly expression: (
    compiled: CompiledFeel,
    columns: Readonly<Record<string, string>>,
  ) => Result<string, readonly FeelFault[]>;
  /** A relation with columns added, or with nothing but these; each column is computed once a row. */
  readonly layer: (relation: string, columns: readonly string[], name: string) => string;
  /** One row for each of a person's known claims: in the column of the claim's name, with its key in SUBJECT. */
  readonly perClaim: (relation: string, claim: ClaimKind) => string;
  readonly noSubject: string;
  /** One row for each tuple of `fields`, after the columns `keep`. */
  readonly unfold: (relation: string, keep: readonly string[], answers: readonly (readonly Field[])[]) => string;
};

/** The column that holds a claim's key. */
export const SUBJECT = "feel_subject";

export type Field = { readonly name: string; readonly sql: string };

const postgres: EngineDialect = {
  expression: toPostgresSql,
  // OFFSET 0 keeps the planner from computing a column again wherever it is read.
  layer: (relation, columns, name) => `(SELECT ${columns.join(",\n")} FROM ${relation} OFFSET 0) AS ${name}`,
  perClaim: (relation, { name, list, key }) =>
    `(SELECT feel_p.*, feel_c."${name}", feel_c."${name}" ->> '${key}' AS ${SUBJECT} FROM ${relation} AS feel_p ` +
    `CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof("${list}") = 'array' THEN "${list}" END) ` +
    `AS feel_c("${name}")) AS feel_s`,
  noSubject: "CAST(NULL AS text)",
  unfold: (relation, keep, answers) => {
    const names = (answers[0] ?? []).map(({ name }) => `"${name}"`);
    const rows = answers.map((fields) => `(${fields.map(({ sql }) => sql).join(", ")})`);
    return (
      `SELECT ${[...keep, ...names.map((name) => `feel_a.${name}`)].join(", ")} FROM ${relation} ` +
      `CROSS JOIN LATERAL (VALUES ${rows.join(",\n")}) AS feel_a(${names.join(", ")})`
    );
  },
};

const spark: EngineDialect = {
  expression: toSparkSql,
  layer: (relation, columns, name) => `(SELECT ${columns.join(",\n")} FROM ${relation}) AS ${name}`,
  perClaim: (relation, { name, list, key }) =>
    `(SELECT *, \`${name}\`.\`${key}\` AS ${SUBJECT} FROM ${relation} AS feel_p ` +
    `LATERAL VIEW explode(\`${list}\`) feel_c AS \`${name}\`) AS feel_s`,
  noSubject: "CAST(NULL AS STRING)",
  unfold: (relation, keep, answers) => {
    const names = (answers[0] ?? []).map(({ name }) => name);
    const structs = answers.map(
      (fields) => `named_struct(${fields.map(({ name, sql }) => `'${name}', ${sql}`).join(", ")})`,
    );
    return (
      `SELECT ${[...keep, ...names.map((name) => `feel_a.${name}`)].join(", ")} FROM ${relation} ` +
      `LATERAL VIEW inline(array(${structs.join(",\n")})) feel_a AS ${names.join(", ")}`
    );
  },
};

export const engineDialects: Readonly<Record<EngineName, EngineDialect>> = { postgres, spark };
