import { getFunction } from "../catalogue/catalogue.ts";
import type { SqlTools } from "../catalogue/function-entry.ts";
import type { Ir, IrOf, RoundingMode } from "../ir/ir.ts";
import { once, type SqlCompiling, variableName } from "./compiling.ts";
import { asStoredSql, literalSql, quoteName, storedSql } from "./sql-text.ts";

export function compileLiteral(node: IrOf<"literal">): string {
  return literalSql(node.value, node.type);
}

export function compileRoot(node: IrOf<"root">, { fact }: SqlCompiling): string {
  return storedSql(fact(node.name), node.type);
}

export function compileVariable(node: IrOf<"variable">): string {
  return variableName(node.slot);
}

/** A context keeps its numbers as they are stored, so a field of any context is read alike. */
export function compileField(node: IrOf<"field">, compiling: SqlCompiling): string {
  return storedSql(fieldPath(node, compiling), node.type);
}

export function fieldPath(node: IrOf<"field">, { compile }: SqlCompiling, suffix = ""): string {
  const of = compile(node.of);
  const holder = node.of.kind === "variable" || node.of.kind === "root" || node.of.kind === "field" ? of : `(${of})`;
  return `${holder}.${quoteName(node.name + suffix)}`;
}

export function compileNot(node: IrOf<"not">, { compile }: SqlCompiling): string {
  return `(NOT ${compile(node.of)})`;
}

export function compileJunction(node: IrOf<"and"> | IrOf<"or">, { compile }: SqlCompiling): string {
  return `(${node.items.map(compile).join(node.kind === "and" ? " AND " : " OR ")})`;
}

export function compileCompare(node: IrOf<"compare">, { compile }: SqlCompiling): string {
  return `(${compile(node.left)} ${node.operator} ${compile(node.right)})`;
}

export function compileBetween(node: IrOf<"between">, compiling: SqlCompiling): string {
  const { compile } = compiling;
  const [low, high] = [compile(node.low), compile(node.high)];
  if (node.lowClosed && node.highClosed) return `(${compile(node.of)} BETWEEN ${low} AND ${high})`;
  const [above, below] = [node.lowClosed ? ">=" : ">", node.highClosed ? "<=" : "<"];
  return once(compile(node.of), nameFor(node), compiling, (of) => `(${of} ${above} ${low} AND ${of} ${below} ${high})`);
}

export function compileOneOf(node: IrOf<"oneOf">, { compile }: SqlCompiling): string {
  const values = node.values.map((value) => literalSql(value, node.of.type));
  return `(${compile(node.of)} IN (${values.join(", ")}))`;
}

export function compileArithmetic(node: IrOf<"arithmetic">, { compile }: SqlCompiling): string {
  return `(${compile(node.left)} ${node.operator} ${compile(node.right)})`;
}

/** `//` and `%` cut towards 0, as in JS; the rest is a step away from 0 or none. */
export function compileDivide(node: IrOf<"divide">, compiling: SqlCompiling): string {
  const name = nameFor(node);
  return once(compiling.compile(node.numerator), `${name}1`, compiling, (a) =>
    once(compiling.compile(node.denominator), `${name}2`, compiling, (b) => {
      const whole = quotientSql(a, b, node.rounding);
      if (node.type.kind !== "number" || !node.type.big) return whole;
      const small = (of: string) => `${of} BETWEEN -${DIVIDES_FAST} AND ${DIVIDES_FAST}`;
      const fast = quotientSql(`TRY_CAST(${a} AS BIGINT)`, `TRY_CAST(${b} AS BIGINT)`, node.rounding);
      return `CASE WHEN ${small(a)} AND ${small(b)} THEN CAST(${fast} AS HUGEINT) ELSE ${whole} END`;
    }),
  );
}

/** HUGEINT divides fifty times as slowly as BIGINT; twice this fits a BIGINT. */
const DIVIDES_FAST = 4_000_000_000_000_000_000n;

function quotientSql(a: string, b: string, rounding: RoundingMode): string {
  const positive = `(${a} < 0) = (${b} < 0)`;
  const half = `abs(${a} % ${b}) * 2 >= abs(${b})`;
  const away = awaySql(rounding, positive, half);
  return (
    `CASE WHEN ${b} = 0 THEN NULL WHEN ${a} % ${b} = 0 OR NOT (${away}) THEN ${a} // ${b} ` +
    `WHEN ${positive} THEN ${a} // ${b} + 1 ELSE ${a} // ${b} - 1 END`
  );
}

function awaySql(rounding: RoundingMode, positive: string, half: string): string {
  const conditions: Readonly<Record<RoundingMode, string>> = {
    floor: `NOT (${positive})`,
    ceiling: positive,
    halfUp: half,
    up: "TRUE",
    down: "FALSE",
  };
  return conditions[rounding];
}

export function compileWiden(node: IrOf<"widen">, { compile }: SqlCompiling): string {
  return `CAST(${compile(node.of)} AS HUGEINT)`;
}

export function compileIf(node: IrOf<"if">, compiling: SqlCompiling): string {
  const [consequent, alternative] = [compiling.compile(node.consequent), compiling.compile(node.alternative)];
  return once(
    compiling.compile(node.condition),
    nameFor(node),
    compiling,
    (truth) => `CASE WHEN ${truth} THEN ${consequent} WHEN NOT ${truth} THEN ${alternative} END`,
  );
}

export function compileContext(node: IrOf<"context">, { compile }: SqlCompiling): string {
  const entries = node.entries.map(
    (entry) => `${quoteName(entry.name)} := ${asStoredSql(compile(entry.value), entry.value.type)}`,
  );
  return `struct_pack(${entries.join(", ")})`;
}

/** Functions give NULL for a NULL scalar by themselves; a list must be complete. */
export function compileCall(node: IrOf<"call">, compiling: SqlCompiling): string {
  const { sql } = getFunction(node.name);
  const list = node.args.find((arg) => arg.type.kind === "list");
  const rows = list && compiling.rows(list, node.slot);
  const tools: SqlTools = {
    local: (suffix) => `${suffix}_${node.slot}`,
    mapRows: (body, absent) => rows?.map(body, absent) ?? "",
    leastOfRows: (body, absent) => rows?.least(body, absent),
    once: (value, name, body) => once(value, name, compiling, body),
  };
  const bound: string[] = [];
  const bindFrom = (index: number): string => {
    const arg = node.args[index];
    if (!arg) return sql(bound, tools);
    const value = arg === list ? "" : compiling.compile(arg);
    const next = (text: string): string => {
      bound.push(text);
      return bindFrom(index + 1);
    };
    return arg === list ? next("") : once(value, `${nameFor(node)}${index}`, compiling, next);
  };
  const called = bindFrom(0);
  return rows ? `CASE WHEN ${rows.complete} THEN ${called} END` : called;
}

/** A parameter name that no lambda around uses: named by what stands below it. */
function nameFor(node: Ir): string {
  return `once${heightOf(node)}`;
}

function heightOf(node: unknown): number {
  if (typeof node !== "object" || node === null) return 0;
  let highest = 0;
  for (const part of Object.values(node)) highest = Math.max(highest, heightOf(part));
  return highest + 1;
}
