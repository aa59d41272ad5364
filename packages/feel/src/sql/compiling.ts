import type { Ir } from "../ir/ir.ts";
import type { Hoister } from "./hoister.ts";

/** A list in SQL: its rows, and whether they are all (never NULL). */
export type SqlList = { readonly rows: string; readonly complete: string };

/** A list seen from the rows that it is made from. */
export type SqlRows = {
  readonly complete: string;
  readonly map: (body: (element: string) => string, absent: string) => string;
  /** In a pass over a list that lies flat; undefined where the rows must be read as a list. */
  readonly least: (body: (element: string) => string, absent: string) => string | undefined;
};

/** What node compilers share. A scalar is an SQL expression whose NULL means unknown, safe to stand next to any operator. */
export type SqlCompiling = {
  readonly compile: (node: Ir) => string;
  readonly list: (node: Ir) => SqlList;
  readonly rows: (node: Ir, slot: number) => SqlRows;
  /** The SQL of a fact: a quoted column, or what the caller put in its place. */
  readonly fact: (name: string) => string;
  /** Whether the list of that name lies beside its people. */
  readonly isFlat: (name: string) => boolean;
  /** Present when a plan is made: parts outside lambdas become shared columns. */
  readonly hoister: Hoister | undefined;
};

/** The lambda parameter that stands for a binder's element. */
export function variableName(slot: number): string {
  return `v${slot}`;
}

/** Every name that we give a lambda's parameter; no column stands unquoted. */
const VARIABLE = /(?<![\w"$.])(?:v\d+|[a-z]_\d+|once\w*|stored)(?![\w"$])/g;
const PARAMETERS = /lambda ([^:]+):/g;
const TEXT_OR_NAME = /'(?:[^']|'')*'|"(?:[^"]|"")*"/g;

/**
 * Whether the SQL stands outside of all lambdas: it reads no parameter but those that it binds itself. Slots are depths,
 * so what it binds never bears the name of a parameter around it.
 */
export function isClosed(sql: string): boolean {
  const code = sql.replaceAll(TEXT_OR_NAME, '""');
  const bound = new Set([...code.matchAll(PARAMETERS)].flatMap(([, names = ""]) => names.split(", ")));
  return [...code.matchAll(VARIABLE)].every(([name]) => bound.has(name));
}

const SIMPLE =
  /^\(\("feel\$\d+" >> \d+\) & 3\)$|^[\w.]+$|^(?:\w+\.)?(?:"(?:[^"]|"")+"\.?)+$|^CAST\(-?\d+ AS BIGINT\)$|^CAST\('-?\d+' AS HUGEINT\)$|^DATE '[\d-]+'$|^'(?:[^']|'')*'$/;

/** Whether reading it many times costs nothing: a column, a parameter or a literal. */
export function isSimple(sql: string): boolean {
  return SIMPLE.test(sql);
}

/**
 * Lets `body` use an expression several times while it is computed once: as a hoisted column, or bound by a lambda
 * over a list of one.
 */
export function once(sql: string, name: string, compiling: SqlCompiling, body: (value: string) => string): string {
  if (isSimple(sql)) return body(sql);
  if (compiling.hoister && isClosed(sql)) return body(compiling.hoister.column(sql));
  return `list_transform([${sql}], lambda ${name}: ${body(name)})[1]`;
}
