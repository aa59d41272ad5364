import { type Ast, parseFeel } from "@wutong/feel";
import type { AmountTable } from "../envelope/amounts.ts";

/** What an input may be in an example: a value as FEEL writes it, or any word or value that no cell names. */
export type ExampleValue = { readonly input: string; readonly value: string };
export type TableFinding =
  | { readonly kind: "gap"; readonly example: readonly ExampleValue[] }
  | { readonly kind: "overlap"; readonly rows: readonly [number, number]; readonly example: readonly ExampleValue[] }
  | { readonly kind: "neverReached"; readonly row: number }
  | { readonly kind: "notAnalysable"; readonly row?: number; readonly column?: number };

type Value = number | string | boolean;
type Point = { readonly value: Value; readonly written: string };

/** More combinations than this are not looked at, and that is said. */
const COMBINATIONS_MAX = 200_000;
/** Stands for all words that no cell of a column names; longer where one does. */
const OTHER = "其他";

/**
 * The combinations of inputs that no row of a table takes, those that two rows of a UNIQUE table take, and rows of a
 * FIRST table that others before them take up. Exact: cells compare with literals only, so that each is constant between
 * two neighbouring literals, and one value for each stretch stands for all. Everything else is told as not analysable.
 * One gap, and one overlap for each pair of rows, with an example.
 */
export function analyseTable(table: AmountTable): readonly TableFinding[] {
  const rows: (readonly Ast[])[] = [];
  for (const [row, { when }] of table.rows.entries()) {
    if (when.kind === "expression" || when.tests.length !== table.inputs.length)
      return [{ kind: "notAnalysable", row }];
    const cells: Ast[] = [];
    for (const [column, test] of when.tests.entries()) {
      const parsed = parseFeel(test, "UnaryTests", []);
      if (!parsed.ok || !isSimple(parsed.value)) return [{ kind: "notAnalysable", row, column }];
      cells.push(parsed.value);
    }
    rows.push(cells);
  }
  const points = table.inputs.map((_, column) => pointsOf(rows.flatMap((cells) => literalsIn(cells[column]))));
  const column = points.indexOf(undefined);
  if (column >= 0) return [{ kind: "notAnalysable", column }];
  const known = points.filter((each) => each !== undefined);
  const combinations = known.reduce((product, each) => product * each.length, 1);
  return combinations > COMBINATIONS_MAX ? [{ kind: "notAnalysable" }] : findingsOf(table, rows, known);
}

function findingsOf(
  table: AmountTable,
  rows: readonly (readonly Ast[])[],
  points: readonly (readonly Point[])[],
): readonly TableFinding[] {
  const takes = rows.map((cells) =>
    points.map((values, column) => values.map(({ value }) => matches(cells[column], value))),
  );
  const found = new Map<string, TableFinding>();
  const reached = new Set<number>();
  for (const places of combinationsOf(points.map((each) => each.length))) {
    const hit = takes.flatMap((row, index) => (row.every((cell, c) => cell[places[c] ?? 0]) ? [index] : []));
    const [first, second] = hit;
    if (first !== undefined) reached.add(first);
    const key = first === undefined ? "gap" : second === undefined ? "" : `${first} ${second}`;
    if (key === "" || found.has(key)) continue;
    const example = table.inputs.map((input, c) => ({ input, value: points[c]?.[places[c] ?? 0]?.written ?? "" }));
    if (first === undefined) found.set(key, { kind: "gap", example });
    else if (second !== undefined && table.hitPolicy === "UNIQUE")
      found.set(key, { kind: "overlap", rows: [first, second], example });
  }
  const unreached = table.hitPolicy === "FIRST" ? rows.keys().filter((row) => !reached.has(row)) : [];
  return [...found.values(), ...[...unreached].map((row) => ({ kind: "neverReached", row }) as const)];
}

function* combinationsOf(sizes: readonly number[]): Generator<readonly number[]> {
  const total = sizes.reduce((product, size) => product * size, 1);
  for (let nth = 0; nth < total; nth += 1) {
    let left = nth;
    yield sizes.map((size) => {
      const place = left % size;
      left = (left - place) / size;
      return place;
    });
  }
}

/** Cells of literals, comparisons with them, ranges between them, their lists and `not(…)`. */
function isSimple(ast: Ast): boolean {
  if (ast.kind === "tests") return ast.tests.every(isSimple);
  if (ast.kind === "comparisonTest") return literal(ast.than) !== undefined;
  if (ast.kind === "range") return literal(ast.low) !== undefined && literal(ast.high) !== undefined;
  return ast.kind === "wildcard" || literal(ast) !== undefined;
}

function literal(ast: Ast): Value | undefined {
  if (ast.kind === "number") return Number(ast.text);
  if (ast.kind === "negate") return ast.of.kind === "number" ? -Number(ast.of.text) : undefined;
  if (ast.kind === "string" || ast.kind === "boolean") return ast.value;
  return undefined;
}

function literalsIn(ast: Ast | undefined): readonly Value[] {
  if (!ast) return [];
  if (ast.kind === "tests") return ast.tests.flatMap(literalsIn);
  if (ast.kind === "comparisonTest") return literalsIn(ast.than);
  if (ast.kind === "range") return [ast.low, ast.high].flatMap(literalsIn);
  const value = literal(ast);
  return value === undefined ? [] : [value];
}

/** One value for each stretch on which all cells of a column are constant; undefined where literals are of several types. */
function pointsOf(literals: readonly Value[]): readonly Point[] | undefined {
  const different = [...new Set(literals)];
  const numbers = different.filter((each) => typeof each === "number").sort((a, b) => a - b);
  const words = different.filter((each) => typeof each === "string").sort();
  if (different.length === 0) return [{ value: OTHER, written: "-" }];
  if (different.every((each) => typeof each === "boolean"))
    return [true, false].map((value) => ({ value, written: String(value) }));
  if (words.length === different.length)
    return [...words.map((value) => ({ value, written: JSON.stringify(value) })), otherWord(words)];
  if (numbers.length < different.length) return undefined;
  const [least = 0, most = 0] = [numbers[0], numbers.at(-1)];
  const between = numbers.slice(1).map((each, index) => (each + (numbers[index] ?? 0)) / 2);
  return [least - 1, ...numbers, ...between, most + 1].map((value) => ({ value, written: String(value) }));
}

function otherWord(words: readonly string[]): Point {
  let value = OTHER;
  while (words.includes(value)) value += "*";
  return { value, written: JSON.stringify(value) };
}

function matches(ast: Ast | undefined, value: Value): boolean {
  if (!ast || ast.kind === "wildcard") return true;
  if (ast.kind === "tests") return ast.tests.some((each) => matches(each, value)) !== ast.negated;
  if (ast.kind === "comparisonTest") return compares(value, ast.operator, literal(ast.than) ?? value);
  if (ast.kind === "range") {
    const [low, high] = [literal(ast.low) ?? value, literal(ast.high) ?? value];
    return compares(value, ast.lowClosed ? ">=" : ">", low) && compares(value, ast.highClosed ? "<=" : "<", high);
  }
  return literal(ast) === value;
}

type Operator = Extract<Ast, { kind: "comparisonTest" }>["operator"];

function compares(left: Value, operator: Operator, right: Value): boolean {
  if (operator === "=") return left === right;
  if (operator === "!=") return left !== right;
  if (operator === "<") return left < right;
  if (operator === "<=") return left <= right;
  return operator === ">" ? left > right : left >= right;
}
