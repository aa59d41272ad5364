import { bindInput, type CompiledFeel, compileUnaryTests } from "@wutong/feel";
import type { AmountRow, AmountTable } from "../envelope/envelope.ts";
import { bindNames } from "./bind-names.ts";
import type { CompiledPolicy, CompiledRow, Expression } from "./compiled-policy.ts";
import {
  BOOLEAN,
  type Compiling,
  compileAt,
  compileOwn,
  DATE,
  expressionOf,
  type Path,
  reportAt,
  reportFeel,
  WHOLE,
} from "./compiling.ts";

export function compileAmount(compiling: Compiling): CompiledPolicy["amount"] {
  const { of } = compiling.read.envelope.amount;
  if (of.kind === "fixed") return of;
  const rows = of.rows.flatMap((row, index) => compileRow(compiling, of, row, ["amount", "rows", index]));
  return { kind: "table", hitPolicy: of.hitPolicy, rows };
}

/** The numbers that a pay plan and the limit per year take from the facts. */
export function compilePlan(compiling: Compiling): Pick<CompiledPolicy, "plan" | "alreadyThisYear"> {
  const { payPlan, stacking } = compiling.read.envelope;
  const number = (path: Path, source: string | undefined) =>
    source === undefined ? undefined : compileAt(compiling, path, source, WHOLE);
  const paidBefore = number(["payPlan", "paidBefore"], payPlan.paidBefore);
  const already = number(["stacking", "perYear", "already"], stacking.perYear?.already);
  const served = payPlan.kind === "yearly" ? payPlan.served : undefined;
  const servedMonths = number(["payPlan", "served", "months"], served?.months);
  const servedThrough = served && compileAt(compiling, ["payPlan", "served", "through"], served.through, DATE);
  return {
    plan: {
      ...(paidBefore ? { paidBefore } : {}),
      ...(servedMonths ? { servedMonths } : {}),
      ...(servedThrough ? { servedThrough } : {}),
    },
    ...(already ? { alreadyThisYear: already } : {}),
  };
}

function compileRow(compiling: Compiling, table: AmountTable, row: AmountRow, path: Path): readonly CompiledRow[] {
  const { when, amountFen, says } = row;
  const matches =
    when.kind === "expression"
      ? compileAt(compiling, [...path, "if"], when.feel, BOOLEAN)
      : compileCells(compiling, table, when.tests, path);
  return matches ? [says ? { matches, amountFen, says } : { matches, amountFen }] : [];
}

/** A row of cells: each input passes its cell's tests. */
function compileCells(
  compiling: Compiling,
  table: AmountTable,
  tests: readonly string[],
  path: Path,
): Expression | undefined {
  if (tests.length !== table.inputs.length) {
    reportAt(compiling, path, "policy.table.width", { found: tests.length, expected: table.inputs.length });
    return undefined;
  }
  const cells = tests.map((test, index) => compileCell(compiling, table.inputs[index] ?? "", test, { path, index }));
  if (cells.some((cell) => cell === undefined)) return undefined;
  const [first, ...others] = cells.filter((cell) => cell !== undefined);
  const all = first && others.reduce((left, right) => both(compiling, left, right), first);
  return all && expressionOf(all);
}

function compileCell(
  compiling: Compiling,
  input: string,
  test: string,
  at: { readonly path: Path; readonly index: number },
): CompiledFeel | undefined {
  const value = compileAt(compiling, ["amount", "inputs", at.index], input);
  if (!value) return undefined;
  const tests = compileUnaryTests(test, value.feel.type, compiling.scope);
  if (!tests.ok) {
    reportFeel(compiling, compiling.read.yaml, [...at.path, "tests", at.index], tests.error);
    return undefined;
  }
  return bindNames(bindInput(tests.value, value.feel), compiling.bindings);
}

/** Kleene's AND of two compiled expressions, by way of two names that are bound at once. */
function both(compiling: Compiling, left: CompiledFeel, right: CompiledFeel): CompiledFeel {
  const scope = { ...compiling.scope, leftCell: BOOLEAN, rightCell: BOOLEAN };
  const bindings = new Map([
    ["leftCell", left],
    ["rightCell", right],
  ]);
  return compileOwn({ ...compiling, scope, bindings }, "leftCell and rightCell", BOOLEAN).feel;
}
