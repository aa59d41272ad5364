import assert from "node:assert/strict";
import { test } from "node:test";
import { expectOk } from "@wutong/kernel";
import { readXml, XML_LIMITS } from "./read-xml.ts";
import { childElements, findAttribute, textOf } from "./xml-tree.ts";

function refusal(source: string, limits = XML_LIMITS) {
  const read = readXml(source, limits);
  assert.equal(read.ok, false);
  return read.ok ? undefined : read.error;
}

test("elements come with their namespace, text and place", () => {
  const root = expectOk(
    readXml('<a xmlns="urn:a" xmlns:b="urn:b">\n  <b:c d="1">x &lt; <![CDATA[<y>]]></b:c>\n</a>'),
    "xml",
  );
  const [child] = childElements(root);
  assert.ok(child);
  assert.deepEqual([root.uri, child.uri, child.local, child.at], ["urn:a", "urn:b", "c", { line: 2, column: 3 }]);
  assert.deepEqual(
    [textOf(child), findAttribute(child, "d"), child.contentAt],
    ["x < <y>", "1", { line: 2, column: 14 }],
  );
});

test("entities that multiply are refused at the DOCTYPE, before any is expanded", () => {
  const laughs = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join("");
  const bomb = `<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]>\n<a>&l9;</a>`;
  const fault = refusal(bomb);
  assert.equal(fault?.code, "dmn.xml.doctype");
  assert.equal(fault?.at?.line, 2);
});

test("an entity from outside is refused like any DOCTYPE, and one that nobody declared is no XML", () => {
  assert.equal(refusal('<!DOCTYPE a [<!ENTITY f SYSTEM "file:///etc/passwd">]><a>&f;</a>')?.code, "dmn.xml.doctype");
  assert.equal(refusal("<a>&f;</a>")?.code, "dmn.xml.notWellFormed");
});

test("a million levels of nesting are refused at the level that is one too many, at once", () => {
  const before = process.cpuUsage().user;
  const fault = refusal("<a>".repeat(1_000_000));
  assert.deepEqual(fault, { code: "dmn.xml.tooDeep", params: { limit: 200 }, at: { line: 1, column: 601 } });
  assert.ok(process.cpuUsage().user - before < 500_000);
});

test("what passes a limit of size is refused with the limit", () => {
  const limits = { characters: 100, depth: 10, elements: 3, attributesOfOne: 2 };
  assert.deepEqual(refusal(`<a>${"x".repeat(100)}</a>`, limits)?.params, { length: 107, limit: 100 });
  assert.equal(refusal("<a><b/><b/><b/></a>", limits)?.code, "dmn.xml.tooManyElements");
  assert.equal(refusal('<a b="" c="" d=""/>', limits)?.code, "dmn.xml.tooManyAttributes");
});

test("two hundred thousand elements side by side are read", () => {
  const root = expectOk(readXml(`<a>${"<b/>\n".repeat(200_000)}</a>`), "xml");
  assert.equal(root.children.length, 200_000);
});

test("what is not well-formed is refused at its place", () => {
  const fault = refusal("<a>\n  <b></a>");
  assert.equal(fault?.code, "dmn.xml.notWellFormed");
  assert.equal(fault?.at?.line, 2);
  assert.equal(refusal("")?.code, "dmn.xml.notWellFormed");
  assert.equal(refusal("<a/><b/>")?.code, "dmn.xml.notWellFormed");
});
