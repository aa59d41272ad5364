import type { Ir, IrOf, RoundingMode } from "../ir/ir.ts";
import type { ValueType } from "../types/value-type.ts";
import { belongsSql, chooseSql, overList, whenComplete } from "./compile-lists.ts";
import type { Compiling } from "./compiling.ts";
import { type FunctionTools, functionSql } from "./function-sql.ts";
import { readField } from "./read-field.ts";

export function compileRoot(node: IrOf<"root">, { dialect, fact }: Compiling): string {
  return dialect.column(fact(node.name), node.type);
}

export function compileVariable(node: IrOf<"variable">, { dialect }: Compiling): string {
  return dialect.element(dialect.rowName(node.slot), node.type);
}

export function compileField(node: IrOf<"field">, { dialect, compile }: Compiling): string {
  const read = readField(node.of, node.name, node.type);
  return read.kind === "field" ? dialect.field(compile(read.of), read.name, read.type) : compile(read);
}

export function compileJunction(node: IrOf<"and"> | IrOf<"or">, { compile }: Compiling): string {
  return `(${node.items.map(compile).join(node.kind === "and" ? " AND " : " OR ")})`;
}

export function compileCompare(node: IrOf<"compare">, compiling: Compiling): string {
  return `(${orderedSql(node.left, compiling)} ${node.operator} ${orderedSql(node.right, compiling)})`;
}

export function compileBetween(node: IrOf<"between">, compiling: Compiling): string {
  const [low, high] = [orderedSql(node.low, compiling), orderedSql(node.high, compiling)];
  if (node.lowClosed && node.highClosed) return `(${orderedSql(node.of, compiling)} BETWEEN ${low} AND ${high})`;
  const [above, below] = [node.lowClosed ? ">=" : ">", node.highClosed ? "<=" : "<"];
  return compiling.once(compiling.compile(node.of), (of) => {
    const ordered = asOrdered(of, node.of.type, compiling);
    return `(${ordered} ${above} ${low} AND ${ordered} ${below} ${high})`;
  });
}

function orderedSql(node: Ir, compiling: Compiling): string {
  return asOrdered(compiling.compile(node), node.type, compiling);
}

function asOrdered(sql: string, type: ValueType, { dialect }: Compiling): string {
  return type.kind === "string" ? dialect.ordered(sql) : sql;
}

export function compileOneOf(node: IrOf<"oneOf">, { dialect, compile }: Compiling): string {
  const values = node.values.map((value) => dialect.literal(value, node.of.type));
  return `(${compile(node.of)} IN (${values.join(", ")}))`;
}

export function compileArithmetic(node: IrOf<"arithmetic">, { compile }: Compiling): string {
  return `(${compile(node.left)} ${node.operator} ${compile(node.right)})`;
}

/** The quotient cut towards 0, and a step away from 0 or none. */
export function compileDivide(node: IrOf<"divide">, { dialect, compile, once }: Compiling): string {
  const big = isBig(node.type);
  return once(compile(node.numerator), (a) =>
    once(compile(node.denominator), (divisor) => {
      const b = `NULLIF(${divisor}, 0)`;
      const quotient = dialect.quotient(a, b, big);
      const positive = `((${a} < 0) = (${divisor} < 0))`;
      const half = `(abs(${a} % ${b}) * 2 >= abs(${divisor}))`;
      return once(
        quotient,
        (cut) =>
          `CASE WHEN ${a} % ${b} = 0 OR NOT ${awaySql(node.rounding, positive, half)} THEN ${cut} ` +
          `WHEN ${positive} THEN ${cut} + 1 ELSE ${cut} - 1 END`,
      );
    }),
  );
}

function isBig(type: ValueType): boolean {
  return type.kind === "number" && type.big;
}

function awaySql(rounding: RoundingMode, positive: string, half: string): string {
  const conditions: Readonly<Record<RoundingMode, string>> = {
    floor: `(NOT ${positive})`,
    ceiling: positive,
    halfUp: half,
    up: "TRUE",
    down: "FALSE",
  };
  return conditions[rounding];
}

export function compileIf(node: IrOf<"if">, { compile }: Compiling): string {
  return chooseSql(compile(node.condition), compile(node.consequent), compile(node.alternative));
}

export function compileCall(node: IrOf<"call">, compiling: Compiling): string {
  const sql = functionSql(node.name);
  const scalars = node.args.map((arg) => (isScalar(arg.type) ? compiling.compile(arg) : ""));
  const tools: FunctionTools = {
    dialect: compiling.dialect,
    once: compiling.once,
    part: (index, name) => {
      const arg = node.args[index];
      const type = arg?.type.kind === "context" ? arg.type.fields[name] : undefined;
      if (!arg || !type) throw new Error(`${node.name} without ${name} passed the checker`);
      return compiling.compile(readField(arg, name, type));
    },
    spells: () => {
      throw new Error(`${node.name} takes no list`);
    },
  };
  if (!node.args.some((arg) => arg.type.kind === "list")) return sql(scalars, tools);
  return overList(node, compiling, ({ chain, complete, rows }) => {
    const { type } = chain.element;
    const fields = type.kind === "context" ? type.fields : {};
    const spells: FunctionTools["spells"] = (names) =>
      rows((at) => [
        belongsSql(chain, at, compiling),
        ...names.map((name) => compiling.compile(readField(at(chain.element), name, fields[name] ?? type))),
      ]);
    return whenComplete(complete, sql(scalars, { ...tools, spells }));
  });
}

function isScalar(type: ValueType): boolean {
  return type.kind !== "list" && type.kind !== "context";
}
