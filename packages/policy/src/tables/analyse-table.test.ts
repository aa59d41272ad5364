import assert from "node:assert/strict";
import { test } from "node:test";
import type { Fen } from "@wutong/kernel";
import { analyseTable, type TableFinding } from "./analyse-table.ts";

function findings(
  hitPolicy: "FIRST" | "UNIQUE",
  inputs: readonly string[],
  ...rows: readonly (readonly string[])[]
): readonly TableFinding[] {
  const value = { kind: "fixed", amountFen: 100n as Fen } as const;
  const made = rows.map((tests) => ({ when: { kind: "tests", tests } as const, value }));
  return analyseTable({ kind: "table", hitPolicy, inputs, rows: made });
}

test("numbers: neighbouring stretches meet, leave a point out, or share one", () => {
  assert.deepEqual(findings("UNIQUE", ["x"], [">= 3"], ["< 3"]), []);
  assert.deepEqual(findings("UNIQUE", ["x"], ["> 3"], ["< 3"]), [
    { kind: "gap", example: [{ input: "x", value: "3" }] },
  ]);
  assert.deepEqual(findings("UNIQUE", ["x"], [">= 3"], ["<= 3"]), [
    { kind: "overlap", rows: [0, 1], example: [{ input: "x", value: "3" }] },
  ]);
  assert.deepEqual(findings("UNIQUE", ["x"], ["<= 1"], [">= 2"]), [
    { kind: "gap", example: [{ input: "x", value: "1.5" }] },
  ]);
});

test("words: what no cell names is an input too; lists and not(…) are looked into", () => {
  assert.deepEqual(findings("UNIQUE", ["level"], ['"phd"'], ['not("phd")']), []);
  assert.deepEqual(findings("UNIQUE", ["level"], ['"a","b"'], ['not("a")']), [
    { kind: "overlap", rows: [0, 1], example: [{ input: "level", value: '"b"' }] },
  ]);
  assert.deepEqual(findings("FIRST", ["level"], ['"a"'], ['not("a","b")']), [
    { kind: "gap", example: [{ input: "level", value: '"b"' }] },
  ]);
});

test("several inputs: the example is the combination; truths are true and false", () => {
  assert.deepEqual(findings("UNIQUE", ["level", "local"], ['"phd"', "true"], ['not("phd")', "-"]), [
    {
      kind: "gap",
      example: [
        { input: "level", value: '"phd"' },
        { input: "local", value: "false" },
      ],
    },
  ]);
});

test("FIRST may overlap, but a row that those before it take up is told", () => {
  assert.deepEqual(findings("FIRST", ["x"], ["[1..5]"], ["(2..4)"], ["-"]), [{ kind: "neverReached", row: 1 }]);
});

test("a cell that is no comparison with a literal is told as not analysable, never as sound", () => {
  assert.deepEqual(findings("UNIQUE", ["x"], ["-"], ["> limit"]), [{ kind: "notAnalysable", row: 1, column: 0 }]);
  assert.deepEqual(findings("UNIQUE", ["x"], ["3"], ['"three"']), [{ kind: "notAnalysable", column: 0 }]);
});

test("over random tables of two whole numbers, gaps and overlaps are those of trying every input", () => {
  let state = 7;
  const random = (below: number) => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  for (let nth = 0; nth < 300; nth += 1) {
    // Bounds are whole numbers, so that every stretch between two of them has a point on a grid of halves.
    const boxes = Array.from({ length: 1 + random(4) }, () =>
      [0, 1].map(() => ({ low: random(4), wide: random(4), open: random(2) === 0 })),
    );
    const cells = boxes.map((box) =>
      box.map(({ low, wide, open }) => `${open ? "(" : "["}${low}..${low + wide}${open ? ")" : "]"}`),
    );
    const hits = (x: number, y: number) =>
      boxes.flatMap((box, row) =>
        box.every(({ low, wide, open }, at) => {
          const value = at === 0 ? x : y;
          return open ? value > low && value < low + wide : value >= low && value <= low + wide;
        })
          ? [row]
          : [],
      );
    const expected = new Set<string>();
    for (let x = -1; x <= 8; x += 0.5) {
      for (let y = -1; y <= 8; y += 0.5) {
        const [first, second] = hits(x, y);
        if (first !== undefined && second !== undefined) expected.add(`${first} ${second}`);
        if (first === undefined) expected.add("gap");
      }
    }
    const found = new Set<string>();
    for (const finding of findings("UNIQUE", ["x", "y"], ...cells)) {
      assert.ok(finding.kind === "gap" || finding.kind === "overlap");
      const [x, y] = finding.example.map(({ value }) => Number(value));
      const hit = hits(x ?? Number.NaN, y ?? Number.NaN);
      const key = finding.kind === "gap" ? "gap" : finding.rows.join(" ");
      assert.equal(finding.kind === "gap" ? hit.length : hit.slice(0, 2).join(" "), finding.kind === "gap" ? 0 : key);
      found.add(key);
    }
    assert.deepEqual([...found].sort(), [...expected].sort(), cells.join(" | "));
  }
});
