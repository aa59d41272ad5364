import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { expectOk } from "@wutong/kernel";
import { readDmn } from "../reading/read-dmn.ts";
import { childElements, findAttribute, type XmlElement } from "../xml/xml-tree.ts";
import { addDiagram } from "./add-diagram.ts";
import { writeDmn } from "./write-dmn.ts";

const example = expectOk(
  readDmn(readFileSync(new URL("../../examples/rent-subsidy.dmn", import.meta.url), "utf8")),
  "example",
);

function named(element: XmlElement, local: string): readonly XmlElement[] {
  const below = childElements(element).flatMap((child) => named(child, local));
  return element.local === local ? [element, ...below] : below;
}

test("each element but services gets a shape, each requirement an edge, and what requires stands above what is required", () => {
  const written = expectOk(readDmn(writeDmn(addDiagram(example))), "written");
  const [diagram] = written.kept?.elements ?? [];
  assert.ok(diagram);
  const tops = new Map(
    named(diagram, "DMNShape").map((shape) => {
      const [bounds] = named(shape, "Bounds");
      return [findAttribute(shape, "dmnElementRef"), Number(bounds && findAttribute(bounds, "y"))];
    }),
  );
  assert.deepEqual([...tops.keys()], ["applicant", "as_of", "months_between", "ceiling", "subsidy"]);
  assert.ok((tops.get("subsidy") ?? 0) < (tops.get("ceiling") ?? 0));
  assert.ok((tops.get("ceiling") ?? 0) < (tops.get("applicant") ?? 0));
  const ids = written.elements.flatMap((one) => ("requirements" in one ? one.requirements.map(({ id }) => id) : []));
  assert.deepEqual(
    named(diagram, "DMNEdge").map((edge) => findAttribute(edge, "dmnElementRef")),
    ids,
  );
});

test("a diagram that is there stays, and DMN 1.1 gets none", () => {
  const drawn = addDiagram(example);
  assert.equal(addDiagram(drawn), drawn);
  const old = { ...example, version: "1.1" as const };
  assert.equal(addDiagram(old), old);
});
