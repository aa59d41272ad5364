import assert from "node:assert/strict";
import { test } from "node:test";
import { expectOk } from "@wutong/kernel";
import { dmnFile, literal } from "../testing/files.ts";
import { readDmn } from "./read-dmn.ts";

test("every version from 1.1 to 1.5 is read, and what is no DMN is refused", () => {
  const namespaces = {
    "1.1": "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "1.2": "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
  };
  for (const [version, namespace] of Object.entries(namespaces)) {
    assert.equal(
      expectOk(readDmn(`<definitions xmlns="${namespace}" namespace="n" name="m"/>`), version).version,
      version,
    );
  }
  const other = readDmn('<definitions xmlns="urn:none" namespace="n" name="m"/>');
  assert.equal(other.ok ? "" : other.error[0]?.code, "dmn.notDmn");
});

test("faults of form are all told, each at its place", () => {
  const file = dmnFile(
    `<decision/>\n<inputData name="i"/>\n<decision name="d">${literal("1")}${literal("2")}</decision>
<decision name="t"><decisionTable hitPolicy="BEST"/></decision>`,
  );
  const read = readDmn(file);
  assert.deepEqual(read.ok ? [] : read.error.map(({ code, at }) => [code, at?.line]), [
    ["dmn.missingAttribute", 2],
    ["dmn.severalExpressions", 4],
    ["dmn.badValue", 5],
  ]);
});

test("a million faults are told as a hundred", () => {
  const read = readDmn(dmnFile("<inputData/>".repeat(1000)));
  assert.equal(read.ok ? 0 : read.error.length, 100);
});

test("a FEEL text knows the line and column where it begins", () => {
  const model = expectOk(
    readDmn(dmnFile(`<decision name="d">\n  <literalExpression><text>1 +</text></literalExpression></decision>`)),
    "read",
  );
  const [element] = model.elements;
  assert.ok(element?.kind === "decision");
  assert.deepEqual(element.expression?.at, { line: 3, column: 28 });
});
