import { not } from "../ir/build.ts";
import { belongsAnd, type Chain, chainOf, isRow } from "../ir/chain.ts";
import { conjunctsOf } from "../ir/conjuncts.ts";
import type { Ir, IrOf } from "../ir/ir.ts";
import type { Conjuncts } from "../ir/shared-conjuncts.ts";
import { LIST_ROWS_MAX } from "../types/number-type.ts";
import { fieldPath } from "./compile-scalars.ts";
import { isClosed, once, type SqlCompiling, type SqlList, type SqlRows, variableName } from "./compiling.ts";
import { storedSql } from "./sql-text.ts";
import { allOf, statusOf } from "./status-word.ts";

/** More than any count of rows: one row that may belong makes the sum too large to be a count. */
const UNCERTAIN = 1_048_576;

/** A list as a value: rows that may or may not belong are left out, and make it incomplete. */
export function compileList(node: Ir, compiling: SqlCompiling): SqlList {
  if (node.kind !== "filter" && node.kind !== "map") return compileBase(node, compiling);
  const chain = chainOf(node, node.slot);
  const base = compileBase(chain.base, compiling);
  const variable = variableName(chain.slot);
  const element = compiling.compile(chain.element);
  const projected = (rows: string): string =>
    isRow(chain) ? rows : `list_transform(${rows}, lambda ${variable}: ${element})`;
  if (!chain.belongs) return { rows: projected(base.rows), complete: base.complete };
  const belongs = compiling.compile(chain.belongs);
  const rows = projected(`list_filter(${base.rows}, lambda ${variable}: ${belongs})`);
  const uncertain = statusBits(
    base.rows,
    variable,
    [`CASE WHEN (${belongs}) IS NULL THEN TRUE ELSE FALSE END`],
    compiling,
  );
  return { rows, complete: `(${base.complete} AND ${uncertain} = 0)` };
}

export function compileRows(node: Ir, slot: number, compiling: SqlCompiling): SqlRows {
  const chain = chainOf(node, slot);
  const base = compileBase(chain.base, compiling);
  const variable = variableName(slot);
  const element = compiling.compile(chain.element);
  const belongs = chain.belongs && compiling.compile(chain.belongs);
  const map: SqlRows["map"] = (body, absent) => {
    const mapped = body(isRow(chain) ? element : `(${element})`);
    const value = belongs ? `CASE WHEN ${belongs} THEN ${mapped} WHEN NOT ${belongs} THEN ${absent} END` : mapped;
    return `list_transform(${base.rows}, lambda ${variable}: ${value})`;
  };
  return { complete: base.complete, map };
}

function compileBase(node: Ir, compiling: SqlCompiling): SqlList {
  switch (node.kind) {
    case "root": {
      const [rows, complete] = [compiling.fact(node.name), compiling.fact(`${node.name}_complete`)];
      return storedList(rows, complete, node);
    }
    case "field":
      return storedList(fieldPath(node, compiling), fieldPath(node, compiling, "_complete"), node);
    case "list":
      return { rows: `[${node.items.map(compiling.compile).join(", ")}]`, complete: "TRUE" };
    case "if":
      return compileIfList(node, compiling);
    default:
      throw new Error(`a ${node.kind} is no base of a list`);
  }
}

function storedList(rows: string, complete: string, node: Ir): SqlList {
  return { rows: storedSql(rows, node.type), complete: `(${complete} IS TRUE AND ${rows} IS NOT NULL)` };
}

function compileIfList(node: IrOf<"if">, compiling: SqlCompiling): SqlList {
  const condition = compiling.compile(node.condition);
  const consequent = compiling.list(node.consequent);
  const alternative = compiling.list(node.alternative);
  const choose = (a: string, b: string): string =>
    `CASE WHEN ${condition} THEN ${a} WHEN NOT ${condition} THEN ${b} END`;
  return {
    rows: choose(consequent.rows, alternative.rows),
    complete: `(${choose(consequent.complete, alternative.complete)} IS TRUE)`,
  };
}

/** `every p` is not `some not p`. A row decides when it belongs and its condition is decided. */
export function compileQuantify(node: IrOf<"quantify">, compiling: SqlCompiling): string {
  const some = node.quantifier === "some";
  const chain = chainOf(node.list, node.slot);
  const witness = conjunctsOf(belongsAnd(chain, some ? node.satisfies : not(node.satisfies))).map(compiling.compile);
  const { rows, complete } = compileBase(chain.base, compiling);
  const status = statusBits(rows, variableName(chain.slot), witness, compiling);
  const [found, none] = some ? ["TRUE", "FALSE"] : ["FALSE", "TRUE"];
  return once(
    status,
    `once_q${node.slot}`,
    compiling,
    (bits) => `CASE WHEN ${bits} >= 2 THEN ${found} WHEN ${bits} = 0 AND ${complete} THEN ${none} END`,
  );
}

export function compileCount(node: IrOf<"count">, compiling: SqlCompiling): string {
  const chain = chainOf(node.list, node.slot);
  const { rows, complete } = compileBase(chain.base, compiling);
  const known = `CASE WHEN ${compiling.compile(chain.element)} IS NOT NULL THEN TRUE END`;
  const belongs = chain.belongs ? `(${compiling.compile(chain.belongs)} AND ${known})` : known;
  const counted = `coalesce(CAST(${belongs} AS BIGINT), ${UNCERTAIN})`;
  const total = `coalesce(list_sum(list_transform(${rows}, lambda ${variableName(chain.slot)}: ${counted})), 0)`;
  return once(
    total,
    `once_c${node.slot}`,
    compiling,
    (sum) => `CASE WHEN ${complete} AND ${sum} <= ${LIST_ROWS_MAX} THEN CAST(${sum} AS BIGINT) END`,
  );
}

export function compileFold(node: IrOf<"fold">, compiling: SqlCompiling): string {
  const chain = chainOf(node.list, node.slot);
  const { rows, complete } = compileBase(chain.base, compiling);
  const elements = elementsSql(chain, rows, compiling);
  return once(elements, `once_f${node.slot}`, compiling, (list) => {
    const known = `${complete} AND list_count(${list}) = len(${list})`;
    if (node.operator !== "sum") return `CASE WHEN ${known} THEN list_${node.operator}(${list}) END`;
    const integer = node.type.kind === "number" && node.type.big ? "HUGEINT" : "BIGINT";
    return `CASE WHEN ${known} THEN CAST(coalesce(list_sum(${list}), 0) AS ${integer}) END`;
  });
}

/** The elements of the rows that belong; NULL where the row may or may not belong, or the element is unknown. */
function elementsSql(chain: Chain, rows: string, compiling: SqlCompiling): string {
  const variable = variableName(chain.slot);
  const element = compiling.compile(chain.element);
  if (!chain.belongs) {
    return isRow(chain) ? rows : `list_transform(${rows}, lambda ${variable}: ${element})`;
  }
  const belongs = compiling.compile(chain.belongs);
  const possible = `list_filter(${rows}, lambda ${variable}: (${belongs}) IS NOT FALSE)`;
  return `list_transform(${possible}, lambda ${variable}: CASE WHEN ${belongs} THEN ${element} END)`;
}

/** Bit 1: some row has the truth; bit 0: some row may have it. */
function statusBits(rows: string, variable: string, truth: Conjuncts, { hoister }: SqlCompiling): string {
  const free = new RegExp(`(?<![\\w"$.])${variable}(?![\\w"$])`, "g");
  const all = allOf(truth);
  if (hoister && isClosed(rows) && isClosed(all.replaceAll(free, "NULL"))) return hoister.status(rows, variable, truth);
  return `coalesce(list_bit_or(list_transform(${rows}, lambda ${variable}: ${statusOf(all)})), 0)`;
}
