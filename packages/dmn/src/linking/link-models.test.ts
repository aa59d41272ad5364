import assert from "node:assert/strict";
import { test } from "node:test";
import { expectOk } from "@wutong/kernel";
import { compileDmn } from "../evaluation/dmn-program.ts";
import { describeDmnFault } from "../faults/dmn-fault.ts";
import { readDmn } from "../reading/read-dmn.ts";
import { DMN_15, decision, dmnFile, input, literal } from "../testing/files.ts";
import { findCycle } from "./find-cycle.ts";

function faultsOf(file: string, ...others: readonly string[]) {
  const compiled = compileDmn(
    expectOk(readDmn(file), "reading"),
    others.map((one) => expectOk(readDmn(one), "reading")),
  );
  return compiled.ok ? compiled.value.faults : compiled.error;
}

test("decisions that require each other are refused, with the way round and the place", () => {
  const file = dmnFile(
    ["a", "b", "c"].map((name, n, all) => decision(name, literal("1"), [`decision ${all[(n + 1) % 3]}`])).join("\n"),
  );
  const [fault] = faultsOf(file);
  assert.ok(fault);
  assert.deepEqual(
    [fault.code, fault.params["path"], fault.at],
    ["dmn.requirementCycle", "a → b → c → a", { line: 2, column: 1 }],
  );
  assert.match(describeDmnFault(fault, "zh"), /^第 2 行第 1 列：需求成环/);
});

test("a circle through a decision service is a circle", () => {
  const service = '<decisionService id="s" name="s"><outputDecision href="#a"/></decisionService>';
  assert.equal(
    faultsOf(dmnFile(decision("a", literal("s()"), ["knowledge s"]) + service))[0]?.code,
    "dmn.requirementCycle",
  );
});

test("a chain of a hundred thousand is looked through for circles without going deep", () => {
  assert.equal(
    findCycle([0], (n) => (n < 100_000 ? [n + 1] : [])),
    undefined,
  );
  assert.deepEqual(
    findCycle([0], (n) => [n < 3 ? n + 1 : 1]),
    [1, 2, 3],
  );
});

test("a reference to nothing, or to the wrong kind of thing, is refused at its place", () => {
  assert.equal(faultsOf(dmnFile(decision("a", literal("1"), ["input nowhere"])))[0]?.code, "dmn.unknownReference");
  const [fault] = faultsOf(dmnFile(decision("a", literal("1"), ["decision b"]) + input("b")));
  assert.deepEqual([fault?.code, fault?.params["found"]], ["dmn.wrongReference", "inputData"]);
});

test("names and ids are unique, and types are not made of themselves", () => {
  assert.deepEqual(
    faultsOf(dmnFile(input("a") + input("a"))).map(({ code }) => code),
    ["dmn.duplicateId", "dmn.duplicateName"],
  );
  const types = ["a b", "b a"].map((pair) => {
    const [name, of] = pair.split(" ");
    return `<itemDefinition name="${name}"><itemComponent name="x"><typeRef>${of}</typeRef></itemComponent></itemDefinition>`;
  });
  assert.equal(faultsOf(dmnFile(types.join("")))[0]?.code, "dmn.typeCycle");
});

test("an import that is not given is refused, and so are imports in a circle", () => {
  const importing = (namespace: string): string => `<import name="x" namespace="${namespace}" importType="${DMN_15}"/>`;
  assert.equal(faultsOf(dmnFile(importing("urn:other")))[0]?.code, "dmn.importNotFound");
  const other = dmnFile(importing("urn:test"), { namespace: "urn:other" });
  assert.equal(faultsOf(dmnFile(importing("urn:other")), other)[0]?.code, "dmn.importCycle");
  const third = dmnFile("", { namespace: "urn:other" });
  assert.equal(faultsOf(dmnFile(importing("urn:other")), third, third)[0]?.code, "dmn.duplicateNamespace");
  assert.deepEqual(faultsOf(dmnFile(""), third, third), []);
});

test("a type that is nowhere, code from outside and other languages are told, and the rest works", () => {
  const java = '<context><contextEntry><variable name="f"/><functionDefinition kind="Java"/></contextEntry></context>';
  const other = '<literalExpression expressionLanguage="urn:js"><text>1</text></literalExpression>';
  const file = dmnFile(input("i", "tNone") + decision("j", java) + decision("k", other));
  assert.deepEqual(
    faultsOf(file).map(({ code }) => code),
    ["dmn.unknownType", "dmn.functionKind", "dmn.expressionLanguage"],
  );
});
