import assert from "node:assert/strict";
import { test } from "node:test";
import { DMN_15, decision, dmnFile, input, literal } from "../testing/files.ts";
import { csvLine } from "./kit-results.ts";
import { runKitFile } from "./run-kit.ts";

const NAMESPACES = `xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;

function value(type: string, text: string): string {
  return `<value xsi:type="xsd:${type}">${text}</value>`;
}

const NIL = '<value xsi:nil="true"/>';

/** Status and detail of each case: a model, and what is expected of its decision "d". */
function expecting(logic: string, ...expected: readonly string[]) {
  return run(
    dmnFile(decision("d", literal(logic))),
    expected.map(
      (one, n) => `<testCase id="${n}"><resultNode name="d"><expected>${one}</expected></resultNode></testCase>`,
    ),
  );
}

function run(model: string, cases: readonly string[], others: readonly string[] = []) {
  const models = new Map([["m.dmn", model], ...others.map((text, n) => [`other${n}.dmn`, text] as const)]);
  const text = `<testCases ${NAMESPACES}><modelName>m.dmn</modelName>${cases.join("")}</testCases>`;
  return runKitFile({ model: "level/m", testFile: "m-test", cases: text, models }).map(({ status }) => status);
}

test("numbers are the same within a hundred-millionth", () => {
  const third = value("decimal", "0.33333333");
  assert.deepEqual(expecting("1/3", third, value("double", "0.333"), value("string", "0.33333333")), [
    "SUCCESS",
    "ERROR",
    "ERROR",
  ]);
});

test("lists and contexts are the same when they hold the same, and no more", () => {
  const item = (text: string): string => `<item>${value("decimal", text)}</item>`;
  const lists = [
    `<list>${item("1")}${item("2")}</list>`,
    `<list>${item("1")}</list>`,
    `<list>${item("2")}${item("1")}</list>`,
  ];
  assert.deepEqual(expecting("[1, 2]", ...lists), ["SUCCESS", "ERROR", "ERROR"]);
  const component = (name: string, inner: string): string => `<component name="${name}">${inner}</component>`;
  const a = component("a", value("string", "x"));
  const nil = '<component name="b" xsi:nil="true"/>';
  assert.deepEqual(expecting('{a: "x", b: null}', a + nil, a + component("b", NIL), a, a + nil + component("c", NIL)), [
    "SUCCESS",
    "SUCCESS",
    "ERROR",
    "ERROR",
  ]);
});

test("null is expected by nil, by an error, and by nothing at all", () => {
  assert.deepEqual(expecting("1 / 0", NIL, value("decimal", "0")), ["SUCCESS", "ERROR"]);
  const bare = ['<testCase id="e"><resultNode errorResult="true" name="d"/></testCase>'];
  assert.deepEqual(run(dmnFile(decision("d", literal("1 / 0"))), bare), ["SUCCESS"]);
  assert.deepEqual(run(dmnFile(decision("d", literal("1"))), bare), ["ERROR"]);
});

test("dates, times and durations are of their own kinds", () => {
  assert.deepEqual(
    expecting('date("2024-02-29")', value("date", "2024-02-29"), value("dateTime", "2024-02-29T00:00:00")),
    ["SUCCESS", "ERROR"],
  );
  assert.deepEqual(expecting('@"P1Y"', value("duration", "P12M"), value("duration", "P365D")), ["SUCCESS", "ERROR"]);
});

test("services and business knowledge models are called, and one output of several can be asked for", () => {
  const service =
    '<decisionService id="s" name="s"><outputDecision href="#a"/><outputDecision href="#b"/><inputData href="#n"/></decisionService>';
  const knowledge = `<businessKnowledgeModel id="k" name="k"><encapsulatedLogic><formalParameter name="n"/>${literal("n + 1")}</encapsulatedLogic></businessKnowledgeModel>`;
  const model = dmnFile(
    input("n") +
      decision("a", literal("n"), ["input n"]) +
      decision("b", literal("n * 2"), ["input n"]) +
      service +
      knowledge,
  );
  const one = (type: string, invocable: string, result: string, expected: string): string =>
    `<testCase id="c" type="${type}" invocableName="${invocable}"><inputNode name="n">${value("decimal", "4")}</inputNode>
      <resultNode name="${result}"><expected>${expected}</expected></resultNode></testCase>`;
  const both = `<component name="a">${value("decimal", "4")}</component><component name="b">${value("decimal", "8")}</component>`;
  const cases = [
    one("decisionService", "s", "s", both),
    one("decisionService", "s", "b", value("decimal", "8")),
    one("bkm", "k", "k", value("decimal", "5")),
  ];
  assert.deepEqual(run(model, cases), ["SUCCESS", "SUCCESS", "SUCCESS"]);
});

test("an input goes to the model whose namespace it names", () => {
  const other = dmnFile(input("n") + decision("own", literal("n"), ["input n"]), { namespace: "urn:other" });
  const model = dmnFile(
    `<import name="o" namespace="urn:other" importType="${DMN_15}"/>${input("n")}${decision("d", literal("n - o.own"), ["input n", "decision urn:other#own"])}`,
  );
  const given = `<inputNode name="n" namespace="urn:other">${value("decimal", "1")}</inputNode><inputNode name="n" namespace="urn:test">${value("decimal", "10")}</inputNode>`;
  const cases = [
    `<testCase id="c">${given}<resultNode name="d"><expected>${value("decimal", "9")}</expected></resultNode></testCase>`,
  ];
  assert.deepEqual(run(model, cases, [other]), ["SUCCESS"]);
});

test("what can't be read fails its cases and no others", () => {
  const file = { model: "level/m", testFile: "m-test", models: new Map([["m.dmn", "<nothing/>"]]) };
  const [broken] = runKitFile({
    ...file,
    cases: `<testCases ${NAMESPACES}><testCase id="1"><resultNode name="d"/></testCase></testCases>`,
  });
  assert.equal(broken?.status, "ERROR");
  assert.match(broken?.detail ?? "", /definitions of DMN/);
  assert.equal(runKitFile({ ...file, cases: "no xml" })[0]?.status, "ERROR");
});

test("a line of the results is one line, whatever the detail holds", () => {
  const result = { model: "a/b", testFile: "c", caseId: "1", status: "ERROR", detail: 'two\nlines, "quoted"' } as const;
  assert.equal(csvLine(result), '"a/b","c","1","ERROR","two lines, ""quoted"""');
});
