import type { CompiledFeel } from "@wutong/feel";
import type { Fen } from "@wutong/kernel";
import type { AmountRow, AmountTable } from "../envelope/envelope.ts";
import { checkPlan } from "./check-plan.ts";
import { compilePlanNumbers } from "./compile-plan-numbers.ts";
import { compileValue } from "./compile-value.ts";
import type { CompiledPolicy, CompiledRow, Expression } from "./compiled-policy.ts";
import {
  BOOLEAN,
  type Compiling,
  compileAt,
  compileOwn,
  expressionOf,
  type Path,
  reportAt,
  reportFeel,
  WHOLE,
} from "./compiling.ts";

export function compileAmount(compiling: Compiling): CompiledPolicy["amount"] {
  const { of } = compiling.read.envelope.amount;
  if (of.kind !== "table") return { kind: "fixed", ...(compileValue(compiling, of, ["amount"]) ?? NOTHING) };
  const rows = of.rows.flatMap((row, index) => compileRow(compiling, of, row, ["amount", "rows", index]));
  return { kind: "table", hitPolicy: of.hitPolicy, rows };
}

/** Stands where a sum was refused; the fault is reported. */
const NOTHING = { amountFen: 0n as Fen };

/** The numbers that a pay plan and the limit per year take from the facts. */
export function compilePlan(compiling: Compiling): Pick<CompiledPolicy, "plan" | "alreadyThisYear"> {
  const { stacking } = compiling.read.envelope;
  checkPlan(compiling);
  const path = ["stacking", "perYear", "already"];
  const already = stacking.perYear && compileAt(compiling, path, stacking.perYear.already, WHOLE);
  return { plan: compilePlanNumbers(compiling), ...(already ? { alreadyThisYear: already } : {}) };
}

function compileRow(compiling: Compiling, table: AmountTable, row: AmountRow, path: Path): readonly CompiledRow[] {
  const { when, says } = row;
  const matches =
    when.kind === "expression"
      ? compileAt(compiling, [...path, "if"], when.feel, BOOLEAN)
      : compileCells(compiling, table, when.tests, path);
  const value = compileValue(compiling, row.value, path);
  return matches && value ? [{ matches, ...value, ...(says ? { says } : {}) }] : [];
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
  return all && expressionOf(compiling, all);
}

function compileCell(
  compiling: Compiling,
  input: string,
  test: string,
  at: { readonly path: Path; readonly index: number },
): CompiledFeel | undefined {
  const value = compileAt(compiling, ["amount", "inputs", at.index], input);
  if (!value) return undefined;
  const tests = compiling.feel.unary(test, value.feel.type, compiling.scope);
  if (!tests.ok) {
    reportFeel(compiling, compiling.read.yaml, [...at.path, "tests", at.index], tests.error);
    return undefined;
  }
  return compiling.feel.bind(compiling.feel.input(tests.value, value.feel), compiling.bindings);
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
