import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, decision, dmnFile, input, program } from "../testing/files.ts";

type Table = {
  readonly policy: string;
  readonly aggregation?: string;
  readonly outputs?: string;
  readonly rules: readonly (readonly [string, ...string[]])[];
  readonly inputValues?: string;
};

const ONE_OUTPUT = '<output name="r"/>';

/** A decision "t" by a table with one input "x". */
function table({ policy, aggregation, outputs = ONE_OUTPUT, rules, inputValues }: Table): string {
  const quoted = (text: string): string => text.replaceAll("<", "&lt;");
  const rows = rules.map(([test, ...results]) => {
    const cells = results.map((text) => `<outputEntry><text>${quoted(text)}</text></outputEntry>`).join("");
    return `<rule><inputEntry><text>${quoted(test)}</text></inputEntry>${cells}</rule>`;
  });
  const values = inputValues ? `<inputValues><text>${quoted(inputValues)}</text></inputValues>` : "";
  const head = `<input><inputExpression><text>x</text></inputExpression>${values}</input>${outputs}`;
  const collect = aggregation ? ` aggregation="${aggregation}"` : "";
  return dmnFile(
    input("x") +
      decision("t", `<decisionTable hitPolicy="${policy}"${collect}>${head}${rows.join("")}</decisionTable>`, [
        "input x",
      ]),
  );
}

function answer(form: Table, x: unknown): unknown {
  return decide(program(table(form)), "t", { x }).value;
}

const OVERLAPPING = [
  ["< 10", '"low"'],
  ["< 5", '"very low"'],
  ["< 5", '"very low"'],
] as const;

test("UNIQUE takes the one rule that matches; two are an error and null", () => {
  const form: Table = { policy: "UNIQUE", rules: OVERLAPPING };
  assert.equal(answer(form, 7), "low");
  assert.deepEqual(decide(program(table(form)), "t", { x: 1 }), { value: null, codes: ["dmn.severalRules"] });
});

test("ANY takes rules that agree; if they don't it is null", () => {
  assert.equal(answer({ policy: "ANY", rules: OVERLAPPING.slice(1) }, 1), "very low");
  assert.deepEqual(decide(program(table({ policy: "ANY", rules: OVERLAPPING })), "t", { x: 1 }).codes, [
    "dmn.differentResults",
  ]);
});

test("FIRST and RULE ORDER go by the order of the rules, and results that don't count are not evaluated", () => {
  const rules = [...OVERLAPPING, ["-", "nothing of the kind"]] as const;
  assert.deepEqual(decide(program(table({ policy: "FIRST", rules })), "t", { x: 1 }), { value: "low", codes: [] });
  assert.deepEqual(answer({ policy: "RULE ORDER", rules: OVERLAPPING }, 1), ["low", "very low", "very low"]);
});

test("PRIORITY and OUTPUT ORDER go by the order of the output values, column by column", () => {
  const outputs = `<output name="a"><outputValues><text>"high", "low"</text></outputValues></output>
    <output name="b"><outputValues><text>2, 1</text></outputValues></output>`;
  const rules = [
    ["-", '"low"', "1"],
    ["-", '"high"', "1"],
    ["-", '"high"', "2"],
    ["-", '"none"', "2"],
  ] as const;
  assert.deepEqual(answer({ policy: "PRIORITY", outputs, rules }, 1), { a: "high", b: 2 });
  assert.deepEqual(answer({ policy: "OUTPUT ORDER", outputs, rules }, 1), [
    { a: "high", b: 2 },
    { a: "high", b: 1 },
    { a: "low", b: 1 },
    { a: "none", b: 2 },
  ]);
});

test("COLLECT gives all results, their sum, count, least or greatest", () => {
  const rules = [
    ["> 0", "3"],
    ["> 0", "1.5"],
    ["> 5", "10"],
  ] as const;
  const collect = (x: number, aggregation?: string) =>
    answer({ policy: "COLLECT", rules, ...(aggregation ? { aggregation } : {}) }, x);
  assert.deepEqual(
    ["SUM", "COUNT", "MIN", "MAX"].map((one) => collect(1, one)),
    [4.5, 2, 1.5, 3],
  );
  assert.deepEqual(collect(9), [3, 1.5, 10]);
  assert.deepEqual(
    ["SUM", "COUNT", "MIN", "MAX", undefined].map((one) => collect(-1, one)),
    [null, 0, null, null, []],
  );
});

test("without a match the default output is the answer, else null", () => {
  const outputs = '<output name="r"><defaultOutputEntry><text>"other"</text></defaultOutputEntry></output>';
  assert.equal(answer({ policy: "UNIQUE", outputs, rules: [["1", '"one"']] }, 2), "other");
  assert.equal(answer({ policy: "UNIQUE", rules: [["1", '"one"']] }, 2), null);
});

test("an input outside of its allowed values is refused, null is not among those", () => {
  const form: Table = { policy: "UNIQUE", inputValues: '"a", "b"', rules: [["-", "1"]] };
  assert.deepEqual(decide(program(table(form)), "t", { x: "c" }), { value: null, codes: ["dmn.inputNotAllowed"] });
  assert.equal(answer(form, "a"), 1);
  assert.equal(answer(form, null), 1);
});

test("a result that isn't of its column's type is null, with a warning", () => {
  const outputs = '<output name="r" typeRef="number"/>';
  const form: Table = { policy: "UNIQUE", outputs, rules: [["-", '"text"']] };
  assert.deepEqual(decide(program(table(form)), "t", { x: 1 }), { value: null, codes: ["dmn.notConforming"] });
});

test("a cell may ask about the input by ?, about other names, and give an expression to compare with", () => {
  const rules = [
    ["? * 2 = 10", '"five"'],
    ["[6..8), 9", '"others"'],
    ["not(3)", '"rest"'],
  ] as const;
  const form: Table = { policy: "FIRST", rules };
  assert.deepEqual(
    [5, 7, 8, 9, 3].map((x) => answer(form, x)),
    ["five", "others", "rest", "others", null],
  );
});

test("what makes a table impossible is told when it is compiled", () => {
  const two = '<output name="a"/><output/>';
  const faults = (form: Table) => program(table(form)).faults.map(({ code }) => code);
  assert.deepEqual(faults({ policy: "UNIQUE", outputs: two, rules: [["-", "1", "2"]] }), ["dmn.outputWithoutName"]);
  assert.deepEqual(faults({ policy: "UNIQUE", rules: [["-"]] }), ["dmn.ruleWidth"]);
  assert.deepEqual(faults({ policy: "PRIORITY", rules: [["-", "1"]] }), ["dmn.priorityWithoutValues"]);
  const named = '<output name="a"/><output name="b"/>';
  assert.deepEqual(faults({ policy: "COLLECT", aggregation: "SUM", outputs: named, rules: [["-", "1", "2"]] }), [
    "dmn.severalOutputsAggregated",
  ]);
});
