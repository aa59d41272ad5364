import assert from "node:assert/strict";
import { test } from "node:test";
import { toFeel, toJson } from "@wutong/feel/interpreter";
import { expectOk } from "@wutong/kernel";
import { DMN_15, decide, decision, dmnFile, input, literal, program } from "../testing/files.ts";
import { type DmnProgram, invoke } from "./dmn-program.ts";

function bkm(name: string, parameters: readonly string[], body: string, more = ""): string {
  const formal = parameters.map((one) => {
    const [parameter, type] = one.split(":");
    return `<formalParameter name="${parameter}"${type ? ` typeRef="${type}"` : ""}/>`;
  });
  return `<businessKnowledgeModel id="${name}" name="${name}"><variable name="${name}"/><encapsulatedLogic ${more}>${formal.join("")}${literal(body)}</encapsulatedLogic></businessKnowledgeModel>`;
}

function call(compiled: DmnProgram, name: string, args: Readonly<Record<string, unknown>>): unknown {
  const given = Object.entries(args).map(([one, value]) => ({ name: one, value: toFeel(value) }));
  return toJson(expectOk(invoke(compiled, name, given), name).value);
}

test("a decision sees what it requires and nothing else", () => {
  const file = dmnFile(
    input("monthly fee") +
      decision("yearly fee", literal("monthly fee * 12"), ["input monthly fee"]) +
      decision("with discount", literal("yearly fee * 0.9"), ["decision yearly fee"]) +
      decision("blind", literal("yearly fee")),
  );
  const compiled = program(file);
  assert.deepEqual(decide(compiled, "with discount", { "monthly fee": 10 }), { value: 108, codes: [] });
  assert.deepEqual(decide(compiled, "blind", { "monthly fee": 10 }).value, null);
});

test("a given decision takes the place of its logic", () => {
  const compiled = program(dmnFile(decision("a", literal("1")) + decision("b", literal("a + 1"), ["decision a"])));
  assert.equal(decide(compiled, "b", { a: 41 }).value, 42);
});

test("values are made to fit their declared types, or are null with a warning", () => {
  const type =
    '<itemDefinition name="tGrade"><typeRef>string</typeRef><allowedValues><text>"A","B"</text></allowedValues></itemDefinition>';
  const compiled = program(dmnFile(type + input("g", "tGrade") + decision("d", literal("[g]"), ["input g"], "string")));
  assert.deepEqual(decide(compiled, "d", { g: "A" }), { value: "A", codes: [] });
  assert.deepEqual(decide(compiled, "d", { g: "C" }), {
    value: null,
    codes: ["dmn.notConforming", "dmn.notConforming"],
  });
});

test("allowed values are asked of each element, a type constraint of the list as a whole", () => {
  const tests =
    "<allowedValues><text>&gt; 0</text></allowedValues><typeConstraint><text>count(?) &lt; 3</text></typeConstraint>";
  const type = `<itemDefinition name="tFew" isCollection="true"><typeRef>number</typeRef>${tests}</itemDefinition>`;
  const compiled = program(dmnFile(type + input("l", "tFew") + decision("d", literal("l"), ["input l"])));
  assert.deepEqual(
    [[1, 2], [1, -2], [1, 2, 3], 1].map((l) => decide(compiled, "d", { l }).value),
    [[1, 2], null, null, [1]],
  );
});

test("boxed expressions nest, and entries of a context see those above", () => {
  const inner = `<context><contextEntry><variable name="a b"/>${literal("2")}</contextEntry>
    <contextEntry><variable name="f"/><functionDefinition><formalParameter name="x" typeRef="number"/>${literal("x * a b")}</functionDefinition></contextEntry>
    <contextEntry><variable name="c"/><invocation>${literal("f")}<binding><parameter name="x"/>${literal("a b + 1")}</binding></invocation></contextEntry>
    <contextEntry><list>${literal("f(10)")}${literal("c")}<relation><column name="p"/><column name="q"/><row>${literal("1")}${literal('"x"')}</row></relation></list></contextEntry></context>`;
  assert.deepEqual(decide(program(dmnFile(decision("d", inner))), "d"), {
    value: [20, 6, [{ p: 1, q: "x" }]],
    codes: [],
  });
});

test("control: if, filter, for, some and every, each null where a condition is no truth value", () => {
  const control = (xml: string) => decide(program(dmnFile(decision("d", xml))), "d").value;
  const iterate = (kind: string, list: string, body: string) => {
    const part = kind === "for" ? "return" : "satisfies";
    return control(
      `<${kind} iteratorVariable="e"><in>${literal(list)}</in><${part}>${literal(body)}</${part}></${kind}>`,
    );
  };
  const branch = (text: string) =>
    control(
      `<conditional><if>${literal(text)}</if><then>${literal("1")}</then><else>${literal("2")}</else></conditional>`,
    );
  const filter = (list: string, match: string) =>
    control(`<filter><in>${literal(list)}</in><match>${literal(match)}</match></filter>`);
  assert.deepEqual(["true", "false", "null", '"x"'].map(branch), [1, 2, 2, null]);
  assert.deepEqual(
    [filter("[{a: 1}, {a: 2}]", "a > 1"), filter("[1, 2]", "item > 5"), filter("[1]", '"x"'), filter("null", "true")],
    [[{ a: 2 }], [], null, null],
  );
  assert.deepEqual(
    [iterate("for", "[1..3]", "e * 2"), iterate("for", "[1, 2, 3]", "count(partial) + e"), iterate("for", "null", "e")],
    [[2, 4, 6], [1, 3, 5], null],
  );
  assert.deepEqual(
    [iterate("some", "[1, 2]", "e > 1"), iterate("some", "[]", "true"), iterate("some", "[1, null]", "e > 1")],
    [true, false, null],
  );
  assert.deepEqual(
    [iterate("every", "[1, 2]", "e > 1"), iterate("every", "[]", "false"), iterate("every", "[2]", "e")],
    [false, true, null],
  );
});

test("knowledge is called by name and by place, with its own requirements in sight", () => {
  const rate = bkm("rate", ["grade:string"], 'if grade = "A" then 2 else 1');
  const pay = bkm("pay", ["base:number", "grade"], "base * rate(grade)").replace(
    "</businessKnowledgeModel>",
    '<knowledgeRequirement><requiredKnowledge href="#rate"/></knowledgeRequirement></businessKnowledgeModel>',
  );
  const compiled = program(
    dmnFile(
      rate +
        pay +
        decision("d", literal('[pay(10, "A"), pay(grade: "B", base: 10), pay("x", "A")]'), ["knowledge pay"]),
    ),
  );
  assert.deepEqual(decide(compiled, "d").value, [20, 10, null]);
  assert.equal(call(compiled, "pay", { base: 10, grade: "A" }), 20);
});

test("a function may call itself by its name, in a box as in a model", () => {
  const body = "if n = 0 then 1 else n * fact of(n - 1)";
  const boxed = `<context><contextEntry><variable name="fact of"/><functionDefinition><formalParameter name="n"/>${literal(body)}</functionDefinition></contextEntry>
    <contextEntry>${literal("fact of(4)")}</contextEntry></context>`;
  const compiled = program(
    dmnFile(
      bkm("fact of", ["n"], body) +
        decision("d", literal("fact of(5)"), ["knowledge fact of"]) +
        decision("boxed", boxed),
    ),
  );
  assert.deepEqual([decide(compiled, "d").value, decide(compiled, "boxed").value], [120, 24]);
});

test("a decision service is a function of its inputs, and can be asked from outside", () => {
  const service = `<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#out"/><outputDecision href="#mid"/>
    <encapsulatedDecision href="#mid"/><inputDecision href="#rate"/><inputData href="#n"/></decisionService>`;
  const file = dmnFile(
    input("n", "number") +
      decision("rate", literal("99")) +
      decision("mid", literal("n * 10 + rate"), ["input n", "decision rate"]) +
      decision("out", literal("mid + 1"), ["decision mid"]) +
      service +
      decision("d", literal("[s(2, 3).out, s(rate: 5, n: 1).mid, s(1)]"), ["knowledge s"]),
  );
  const compiled = program(file);
  assert.deepEqual(decide(compiled, "d").value, [24, 15, null]);
  assert.deepEqual(call(compiled, "s", { n: 2, rate: 4 }), { out: 25, mid: 24 });
});

test("imported elements and types go by the import's name, or by their own where it has none", () => {
  const lib = dmnFile(
    `<itemDefinition name="tN"><typeRef>number</typeRef></itemDefinition>${input("n", "tN")}${bkm("double it", ["x:tN"], "x * 2")}${decision("twice n", literal("double it(n)"), ["input n", "knowledge double it"])}`,
    { namespace: "urn:lib", name: "lib" },
  );
  const main = (name: string, text: string) =>
    dmnFile(
      `<import name="${name}" namespace="urn:lib" importType="${DMN_15}"/>${decision("d", literal(text), ["decision urn:lib#twice n", "knowledge urn:lib#double it"], name ? `${name}.tN` : "tN")}`,
    );
  const named = program(main("the lib", "the lib.twice n + the lib.double it(1)"), lib);
  assert.deepEqual(named.faults, []);
  assert.equal(decide(named, "d", { n: 20 }).value, 42);
  assert.equal(decide(named, "d", { "the lib": { n: 10 } }).value, 22);
  assert.equal(decide(named, "d", { "the lib.n": 5 }).value, 12);
  assert.equal(decide(program(main("", "twice n + double it(1)"), lib), "d", { n: 20 }).value, 42);
});

test("code from outside is refused with its reason", () => {
  const file = dmnFile(bkm("f", ["x"], "1", 'kind="Java"') + decision("d", literal("f(1)"), ["knowledge f"]));
  assert.deepEqual(decide(program(file), "d"), { value: null, codes: ["dmn.functionKind"] });
});

test("an expression that isn't FEEL is null with its place; the other elements work", () => {
  const compiled = program(dmnFile(`${decision("a", literal("1 +"))}\n${decision("b", literal("1 + 1"))}`));
  assert.equal(compiled.faults[0]?.code, "dmn.feel");
  assert.equal(compiled.faults[0]?.at?.line, 2);
  assert.deepEqual(decide(compiled, "a"), { value: null, codes: ["dmn.feel"] });
  assert.equal(decide(compiled, "b").value, 2);
});

test("names with spaces inside a value without a declared type are found when it is there", () => {
  const compiled = program(dmnFile(input("p") + decision("d", literal("p.first name"), ["input p"])));
  assert.equal(decide(compiled, "d", { p: { "first name": "x" } }).value, "x");
});
