import { not } from "../ir/build.ts";
import { belongsAnd, type Chain, chainOf, isRow } from "../ir/chain.ts";
import { conjunctsOf } from "../ir/conjuncts.ts";
import type { Ir, IrOf } from "../ir/ir.ts";
import type { Conjuncts } from "../ir/shared-conjuncts.ts";
import { LIST_ROWS_MAX } from "../types/number-type.ts";
import { fieldPath } from "./compile-scalars.ts";
import { isClosed, once, type SqlCompiling, type SqlList, type SqlRows, variableName } from "./compiling.ts";
import { freeVariable, overRow, qualifyOuter, ROW } from "./flat-lists.ts";
import type { Aggregate } from "./list-passes.ts";
import { BEFORE_ALL_DAYS, quoteName, storedSql } from "./sql-text.ts";
import { allOf, statusOf } from "./status-word.ts";

/** More than any count of rows: one row that may belong makes the sum too large to be a count. */
const UNCERTAIN = 1_048_576;

/** A list as a value: rows that may or may not belong are left out, and make it incomplete. */
export function compileList(node: Ir, compiling: SqlCompiling): SqlList {
  if (node.kind !== "filter" && node.kind !== "map") {
    const { rows, complete } = compileBase(node, compiling);
    return { rows: rows(), complete };
  }
  const chain = chainOf(node, node.slot);
  const base = compileBase(chain.base, compiling);
  const variable = variableName(chain.slot);
  const element = compiling.compile(chain.element);
  const projected = (rows: string): string =>
    isRow(chain) ? rows : `list_transform(${rows}, lambda ${variable}: ${element})`;
  if (!chain.belongs) return { rows: projected(base.rows()), complete: base.complete };
  const belongs = compiling.compile(chain.belongs);
  const rows = projected(`list_filter(${base.rows()}, lambda ${variable}: ${belongs})`);
  const uncertain = statusBits(base, variable, [`CASE WHEN (${belongs}) IS NULL THEN TRUE ELSE FALSE END`], compiling);
  return { rows, complete: `(${base.complete} AND ${uncertain} = 0)` };
}

export function compileRows(node: Ir, slot: number, compiling: SqlCompiling): SqlRows {
  const chain = chainOf(node, slot);
  const base = compileBase(chain.base, compiling);
  const variable = variableName(slot);
  const element = compiling.compile(chain.element);
  const belongs = chain.belongs && compiling.compile(chain.belongs);
  const rowValue = (body: (row: string) => string, absent: string): string => {
    const mapped = body(isRow(chain) ? element : `(${element})`);
    return belongs ? `CASE WHEN ${belongs} THEN ${mapped} WHEN NOT ${belongs} THEN ${absent} END` : mapped;
  };
  return {
    complete: base.complete,
    map: (body, absent) => {
      const mapped = body(isRow(chain) ? element : `(${element})`);
      // A pass leaves out the rows that don't belong.
      const gathered = gather(
        base,
        chain,
        compiling,
        "list",
        belongs ? `CASE WHEN ${belongs} THEN ${mapped} END` : mapped,
      );
      return gathered ?? `list_transform(${base.rows()}, lambda ${variable}: ${rowValue(body, absent)})`;
    },
    least: (body, absent) =>
      gather(base, chain, compiling, "min", `coalesce(${rowValue(body, absent)}, ${BEFORE_ALL_DAYS})`),
  };
}

/** What a chain begins with. Its rows as a list are made where they are asked for: one that lies flat is read in passes. */
type Base = {
  readonly complete: string;
  /** `use` tells what is read of the rows, for one that lies flat. */
  readonly rows: (use?: RowsUse) => string;
  /** The name of a list that lies flat. */
  readonly flat?: string;
};

/** What SQL reads of rows by the variable of a lambda; rows of which some conjunct is false may be left out. */
type RowsUse = { readonly variable: string; readonly reads: readonly string[]; readonly belongs?: Conjuncts };

function compileBase(node: Ir, compiling: SqlCompiling): Base {
  switch (node.kind) {
    case "root": {
      if (compiling.isFlat(node.name)) return flatBase(node, compiling);
      const [rows, complete] = [compiling.fact(node.name), compiling.fact(`${node.name}_complete`)];
      return storedList(rows, complete, node);
    }
    case "field":
      return storedList(fieldPath(node, compiling), fieldPath(node, compiling, "_complete"), node);
    case "list":
      return { rows: () => `[${node.items.map(compiling.compile).join(", ")}]`, complete: "TRUE" };
    case "if": {
      const { rows, complete } = compileIfList(node, compiling);
      return { rows: () => rows, complete };
    }
    default:
      throw new Error(`a ${node.kind} is no base of a list`);
  }
}

function storedList(rows: string, complete: string, node: Ir): Base {
  return { rows: () => storedSql(rows, node.type), complete: `(${complete} IS TRUE AND ${rows} IS NOT NULL)` };
}

/** As a list, for lambdas that read more than the row: its elements gathered as they are stored. */
function flatBase(node: IrOf<"root">, { fact, hoister }: SqlCompiling): Base {
  const fields = node.type.kind === "list" && node.type.of.kind === "context" ? node.type.of.fields : {};
  const parts = Object.entries(fields).flatMap(([name, type]) =>
    [name, ...(type.kind === "list" ? [`${name}_complete`] : [])].map(quoteName),
  );
  const known = hoister?.flat?.lists[node.name]?.known;
  const rows = (use?: RowsUse) => {
    const kept = parts.filter((name) => !use || readsField(use, name));
    const packed = (kept.length > 0 ? kept : parts).map((name) => `${name} := ${ROW}.${name}`);
    const element = `struct_pack(${packed.join(", ")})`;
    const value = known === undefined ? element : `CASE WHEN ${ROW}.${known} THEN ${element} END`;
    const belongs = (use?.belongs ?? []).filter((each) => readsRowOnly(each, use?.variable ?? ROW));
    const own = belongs.map((each) => overRow(each, use?.variable ?? ROW));
    return hoister?.flat?.gather(node.name, ROW, { belongs: own, aggregate: "list", value }) ?? "";
  };
  return { rows, complete: `(${fact(`${node.name}_complete`)} IS TRUE)`, flat: node.name };
}

/** Whether a field of the rows is read: also where a row is read as a whole. */
function readsField({ variable, reads }: RowsUse, field: string): boolean {
  return reads.some((sql) => {
    const read = [...sql.matchAll(freeVariable(variable))].map(({ index }) => sql.slice(index + variable.length));
    return read.some((rest) => !rest.startsWith('."') || rest.startsWith(`.${field}`));
  });
}

/** Neither columns of the people, nor parameters of lambdas around. */
function readsRowOnly(sql: string, variable: string): boolean {
  return isClosedBut(variable, [sql]) && !qualifyOuter(sql).reads;
}

/** The column of an aggregate over the rows of a list that lies flat; undefined where it doesn't, or a lambda around is read. */
function gather(
  base: Base,
  chain: Chain,
  compiling: SqlCompiling,
  aggregate: Aggregate,
  value: string,
): string | undefined {
  const { flat } = compiling.hoister ?? {};
  const variable = variableName(chain.slot);
  const belongs = chain.belongs ? conjunctsOf(chain.belongs).map(compiling.compile) : [];
  if (!flat || base.flat === undefined || !isClosedBut(variable, [value, ...belongs])) return undefined;
  return flat.gather(base.flat, variable, { belongs, aggregate, value });
}

/** Whether the SQL reads no parameter of a lambda but this one. */
function isClosedBut(variable: string, parts: readonly string[]): boolean {
  return parts.every((sql) => isClosed(sql.replaceAll(freeVariable(variable), "NULL")));
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
  const { status, complete, found } = quantifierStatus(node, compiling);
  const [yes, no] = found ? ["TRUE", "FALSE"] : ["FALSE", "TRUE"];
  return once(
    status,
    `once_q${node.slot}`,
    compiling,
    (bits) => `CASE WHEN ${bits} >= 2 THEN ${yes} WHEN ${bits} = 0 AND ${complete} THEN ${no} END`,
  );
}

export type QuantifierStatus = {
  /** SQL for two bits: some row decides; some row may decide. */
  readonly status: string;
  /** SQL, never NULL: whether the list is known to be all. */
  readonly complete: string;
  /** What it comes to where some row decides. */
  readonly found: boolean;
};

export function quantifierStatus(node: IrOf<"quantify">, compiling: SqlCompiling): QuantifierStatus {
  const found = node.quantifier === "some";
  const chain = chainOf(node.list, node.slot);
  const witness = conjunctsOf(belongsAnd(chain, found ? node.satisfies : not(node.satisfies))).map(compiling.compile);
  const base = compileBase(chain.base, compiling);
  return { status: statusBits(base, variableName(chain.slot), witness, compiling), complete: base.complete, found };
}

export function compileCount(node: IrOf<"count">, compiling: SqlCompiling): string {
  const chain = chainOf(node.list, node.slot);
  const base = compileBase(chain.base, compiling);
  const counted = (elementKnown: string): string => {
    const known = `CASE WHEN ${elementKnown} THEN TRUE END`;
    const belongs = chain.belongs ? `(${compiling.compile(chain.belongs)} AND ${known})` : known;
    return `coalesce(CAST(${belongs} AS BIGINT), ${UNCERTAIN})`;
  };
  const element = `${compiling.compile(chain.element)} IS NOT NULL`;
  const total =
    gather(base, chain, compiling, "sum", counted(isRow(chain) ? rowKnown(base, chain, compiling) : element)) ??
    `coalesce(list_sum(list_transform(${base.rows()}, lambda ${variableName(chain.slot)}: ${counted(element)})), 0)`;
  return once(
    total,
    `once_c${node.slot}`,
    compiling,
    (sum) => `CASE WHEN ${base.complete} AND ${sum} <= ${LIST_ROWS_MAX} THEN CAST(${sum} AS BIGINT) END`,
  );
}

/** In a pass over a list that lies flat a row is there even where the element is unknown. */
function rowKnown({ flat }: Base, { slot }: Chain, { hoister }: SqlCompiling): string {
  const known = flat === undefined ? undefined : hoister?.flat?.lists[flat]?.known;
  return known === undefined ? "TRUE" : `${variableName(slot)}.${known}`;
}

export function compileFold(node: IrOf<"fold">, compiling: SqlCompiling): string {
  const chain = chainOf(node.list, node.slot);
  const base = compileBase(chain.base, compiling);
  const integer = node.type.kind === "number" && node.type.big ? "HUGEINT" : "BIGINT";
  const gathered = gatherFold(node, chain, base, compiling);
  if (gathered) {
    const result = node.operator === "sum" ? `CAST(${gathered.result} AS ${integer})` : gathered.result;
    return `CASE WHEN ${gathered.known} THEN ${result} END`;
  }
  const elements = elementsSql(chain, base.rows(), compiling);
  return once(elements, `once_f${node.slot}`, compiling, (list) => {
    const known = `${base.complete} AND list_count(${list}) = len(${list})`;
    if (node.operator !== "sum") return `CASE WHEN ${known} THEN list_${node.operator}(${list}) END`;
    return `CASE WHEN ${known} THEN CAST(coalesce(list_sum(${list}), 0) AS ${integer}) END`;
  });
}

/** The fold in a pass over the rows, and whether no row leaves it open. */
function gatherFold(
  node: IrOf<"fold">,
  chain: Chain,
  base: Base,
  compiling: SqlCompiling,
): { readonly result: string; readonly known: string } | undefined {
  if (base.flat === undefined) return undefined;
  const belongs = chain.belongs ? conjunctsOf(chain.belongs).map(compiling.compile) : [];
  const element = compiling.compile(chain.element);
  const value = belongs.length === 0 ? element : `CASE WHEN ${allOf(belongs)} THEN ${element} END`;
  const result = gather(base, chain, compiling, node.operator, value);
  if (result === undefined) return undefined;
  const open = statusBits(base, variableName(chain.slot), [...belongs, `((${value}) IS NULL)`], compiling);
  return { result, known: `${base.complete} AND ${open} = 0` };
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
function statusBits(base: Base, variable: string, truth: Conjuncts, { hoister }: SqlCompiling): string {
  if (hoister?.flat && base.flat !== undefined && isClosedBut(variable, truth)) {
    return hoister.flat.status(base.flat, variable, truth);
  }
  const rows = base.rows({ variable, reads: truth, belongs: truth });
  const all = allOf(truth);
  if (hoister && isClosed(rows) && isClosedBut(variable, [all])) return hoister.status(rows, variable, truth);
  return `coalesce(list_bit_or(list_transform(${rows}, lambda ${variable}: ${statusOf(all)})), 0)`;
}
