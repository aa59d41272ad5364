import assert from "node:assert/strict";
import { test } from "node:test";
import { expectOk } from "@wutong/kernel";
import { decide, decision, dmnFile, literal, program } from "../testing/files.ts";
import { evaluateDecision } from "./dmn-program.ts";

/** CPU seconds that work took in this process. */
function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

function knowledge(name: string, parameters: readonly string[], body: string): string {
  const formal = parameters.map((one) => `<formalParameter name="${one}"/>`).join("");
  return `<businessKnowledgeModel id="${name}" name="${name}"><encapsulatedLogic>${formal}${body}</encapsulatedLogic></businessKnowledgeModel>`;
}

test("a function that calls itself without end is stopped, with the limit and the place", () => {
  const file = dmnFile(
    `${knowledge("f", ["g", "n"], literal("g(g, n + 1)"))}\n${decision("d", literal("f(f, 0)"), ["knowledge f"])}`,
  );
  assert.deepEqual(decide(program(file), "d"), { value: null, codes: ["feel.limit.depth"] });
});

test("boxed invocations in boxed invocations without end are stopped too", () => {
  const invocation = `<invocation>${literal("g")}<binding><parameter name="g"/>${literal("g")}</binding></invocation>`;
  const file = dmnFile(`${knowledge("f", ["g"], invocation)}${decision("d", literal("f(f)"), ["knowledge f"])}`);
  assert.deepEqual(decide(program(file), "d"), { value: null, codes: ["feel.limit.depth"] });
});

test("boxes in boxes count as depth: a function made of many is stopped sooner", () => {
  const boxes = "<list>".repeat(50) + literal("f(n + 1)") + "</list>".repeat(50);
  const compiled = program(dmnFile(knowledge("f", ["n"], boxes) + decision("d", literal("f(0)"), ["knowledge f"])));
  assert.deepEqual(decide(compiled, "d"), { value: null, codes: ["feel.limit.depth"] });
  assert.deepEqual(decide(compiled, "d", {}, { elementDepthMax: 20 }).codes, ["feel.limit.depth"]);
});

test("a recursion that doubles at every step is stopped by its steps", () => {
  const file = dmnFile(
    `${knowledge("f", ["g", "n"], literal("if n = 0 then 1 else g(g, n - 1) + g(g, n - 1)"))}${decision("d", literal("f(f, 40)"), ["knowledge f"])}`,
  );
  const seconds = cpuSeconds(() => {
    assert.deepEqual(decide(program(file), "d", {}, { stepsMax: 200_000 }), {
      value: null,
      codes: ["feel.limit.steps"],
    });
  });
  assert.ok(seconds < 5, `${seconds} s`);
});

test("a thousand million rounds are stopped after as many steps as are allowed", () => {
  const file = dmnFile(
    decision(
      "d",
      `<for iteratorVariable="x"><in>${literal("[1..1000000000]")}</in><return>${literal("x")}</return></for>`,
    ),
  );
  assert.deepEqual(decide(program(file), "d", {}, { stepsMax: 100_000 }), { value: null, codes: ["feel.limit.steps"] });
});

test("a limit that is passed is told with its element, line and column", () => {
  const file = dmnFile(
    `${knowledge("f", ["n"], literal("f(n + 1)"))}\n${decision("d", literal("f(0)"), ["knowledge f"])}`,
  );
  const decided = expectOk(evaluateDecision(program(file), "d", []), "d");
  assert.equal(decided.refused?.element, "f");
  assert.equal(decided.refused?.at?.line, 2);
});

test("a chain of decisions that is too long is stopped where it is one too many", () => {
  const chain = Array.from({ length: 1000 }, (_, n) => decision(`d${n}`, literal(`d${n + 1}`), [`decision d${n + 1}`]));
  const compiled = program(dmnFile(chain.join("\n") + decision("d1000", literal("1"))));
  assert.deepEqual(decide(compiled, "d0"), { value: null, codes: ["feel.limit.depth"] });
  assert.deepEqual(decide(compiled, "d900"), { value: 1, codes: [] });
});

test("an expression of ten million characters is refused with its length, in the time of reading the file", () => {
  const seconds = cpuSeconds(() => {
    const compiled = program(dmnFile(decision("d", literal(`1${"+1".repeat(5_000_000)}`))));
    const [fault] = compiled.faults;
    assert.deepEqual([fault?.code, fault?.params["code"]], ["dmn.feel", "feel.tooLong"]);
    assert.equal(decide(compiled, "d").value, null);
  });
  assert.ok(seconds < 5, `${seconds} s`);
});

test("brackets in brackets are refused, not followed", () => {
  const compiled = program(dmnFile(decision("d", literal(`${"(".repeat(100_000)}1${")".repeat(100_000)}`))));
  assert.equal(compiled.faults[0]?.params["code"], "feel.tooDeep");
});

test("types that double at every level are refused before anybody writes them out", () => {
  const types = Array.from({ length: 40 }, (_, n) => {
    const part = (name: string): string => `<itemComponent name="${name}"><typeRef>t${n + 1}</typeRef></itemComponent>`;
    return `<itemDefinition name="t${n}">${part("a")}${part("b")}</itemDefinition>`;
  });
  const seconds = cpuSeconds(() => {
    const compiled = program(
      dmnFile(`${types.join("")}<itemDefinition name="t40"/>${decision("d", literal("1"), [], "t0")}`),
    );
    assert.equal(compiled.faults[0]?.code, "dmn.typeTooLarge");
    assert.deepEqual(decide(compiled, "d").codes, ["dmn.notConforming"]);
  });
  assert.ok(seconds < 2, `${seconds} s`);
});

test("a chain of ten thousand types is refused, not followed", () => {
  const types = Array.from(
    { length: 10_000 },
    (_, n) => `<itemDefinition name="t${n}"><typeRef>t${n + 1}</typeRef></itemDefinition>`,
  );
  const compiled = program(dmnFile(types.join("") + decision("d", literal("1"), [], "t0")));
  assert.equal(compiled.faults[0]?.code, "dmn.typeTooLarge");
});

test("a context of twenty thousand entries, each in sight of the next, is refused before it costs minutes", () => {
  const entry = (n: number): string => `<contextEntry><variable name="v${n}"/>${literal("1")}</contextEntry>`;
  const entries = Array.from({ length: 20_000 }, (_, n) => entry(n));
  const seconds = cpuSeconds(() => {
    const compiled = program(dmnFile(decision("d", `<context>${entries.join("")}</context>`)));
    assert.deepEqual(
      compiled.faults.map(({ code }) => code),
      ["dmn.tooManyNames"],
    );
  });
  assert.ok(seconds < 20, `${seconds} s`);
});

test("lists that double at every decision are stopped before anybody writes them out or compares them", () => {
  const doubling = Array.from({ length: 60 }, (_, n) => {
    return decision(`d${n + 1}`, literal(`[d${n}, d${n}]`), [`decision d${n}`]);
  });
  const file = dmnFile(
    decision("d0", literal("[1, 1]")) +
      doubling.join("") +
      decision("text", literal("string(d60)"), ["decision d60"]) +
      decision("same", literal("d60 = [d59, d59]"), ["decision d60", "decision d59"]),
  );
  const compiled = program(file);
  const seconds = cpuSeconds(() => {
    for (const name of ["d60", "text", "same"]) assert.match(decide(compiled, name).codes.join(), /^feel\.limit/);
  });
  assert.ok(seconds < 5, `${seconds} s`);
});

test("doubling by boxes is stopped as well", () => {
  const doubling = Array.from({ length: 60 }, (_, n) => {
    const uses = [`decision d${n}`];
    return decision(`d${n + 1}`, `<list>${literal(`d${n}`)}${literal(`d${n}`)}</list>`, uses);
  });
  const compiled = program(dmnFile(decision("d0", literal("[1, 1]")) + doubling.join("")));
  assert.match(decide(compiled, "d60").codes.join(), /^feel\.limit/);
});
