import assert from "node:assert/strict";
import { test } from "node:test";
import { expectOk } from "@wutong/kernel";
import type { DmnModel } from "../model/model.ts";
import { readDmn } from "../reading/read-dmn.ts";
import { decision, dmnFile, input, literal } from "../testing/files.ts";
import { writeDmn } from "./write-dmn.ts";

/** Everything of a model but the places. */
function plain(model: DmnModel): unknown {
  return JSON.parse(JSON.stringify(model, (key, value) => (key === "at" ? undefined : value)));
}

function goesRound(file: string): string {
  const model = expectOk(readDmn(file), "reading");
  const written = writeDmn(model);
  assert.deepEqual(plain(expectOk(readDmn(written), written)), plain(model));
  return written;
}

const EVERYTHING = `
<description>two lines,
and &lt;signs&gt; "quoted", ]]&gt; and &amp;amp;&#13;</description>
<extensionElements><t:own xmlns:t="urn:tool" x="1&#10;2">kept <t:b>as</t:b> it is</t:own></extensionElements>
<import name="other" namespace="urn:other" importType="urn:xsd" locationURI="o.xsd"/>
<itemDefinition name="t" isCollection="true"><typeRef>string</typeRef><allowedValues><text>"a","b"</text></allowedValues><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
<itemDefinition name="s"><itemComponent name="x y"><typeRef>number</typeRef></itemComponent></itemDefinition>
<itemDefinition name="f"><functionItem outputTypeRef="number"><parameters name="p" typeRef="t"/></functionItem></itemDefinition>
${input("in", "t")}
<knowledgeSource id="law" name="law" locationURI="urn:law"><authorityRequirement><requiredAuthority href="#in"/></authorityRequirement><type>act</type></knowledgeSource>
<businessKnowledgeModel id="bkm" name="bkm"><variable name="bkm"/><encapsulatedLogic><formalParameter name="p"/>${literal("p  ")}</encapsulatedLogic></businessKnowledgeModel>
<decisionService id="ds" name="ds"><variable name="ds"/><outputDecision href="#d"/><inputData href="#in"/></decisionService>
<decision id="d" name="d" label="D"><question>which?</question><allowedAnswers>a or b</allowedAnswers><variable name="d"/>
<informationRequirement id="r"><requiredInput href="#in"/></informationRequirement><knowledgeRequirement><requiredKnowledge href="#bkm"/></knowledgeRequirement>
<decisionTable hitPolicy="COLLECT" aggregation="MAX" preferredOrientation="Rule-as-Row" outputLabel="l">
<input><inputExpression typeRef="string"><text>in</text></inputExpression><inputValues><text>"a"</text></inputValues></input>
<output name="o" typeRef="number"><outputValues><text>1,2</text></outputValues><defaultOutputEntry><text>0</text></defaultOutputEntry></output>
<annotation name="why"/><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry><annotationEntry><text>law</text></annotationEntry></rule></decisionTable></decision>
${decision("c", `<context><contextEntry><variable name="e"/>${literal("1")}</contextEntry><contextEntry>${literal("e")}</contextEntry></context>`)}
${decision("l", `<list>${literal("1")}<list>${literal("2")}</list></list>`)}
${decision("r", `<relation><column name="x"/><row>${literal("1")}</row></relation>`)}
${decision("i", `<invocation>${literal("bkm")}<binding><parameter name="p"/>${literal("1")}</binding></invocation>`)}
${decision("j", `<functionDefinition kind="Java"><formalParameter name="p"/></functionDefinition>`)}
${decision("if", `<conditional><if>${literal("true")}</if><then typeRef="number">${literal("1")}</then><else>${literal("2")}</else></conditional>`)}
${decision("fi", `<filter><in>${literal("[1]")}</in><match>${literal("item > 0")}</match></filter>`)}
${["for", "some", "every"].map((kind) => decision(kind, `<${kind} iteratorVariable="x"><in>${literal("[1]")}</in><${kind === "for" ? "return" : "satisfies"}>${literal("x > 0")}</${kind === "for" ? "return" : "satisfies"}></${kind}>`)).join("\n")}
<textAnnotation id="n"><text>note</text></textAnnotation>
<dmndi:DMNDI><dmndi:DMNDiagram><dmndi:DMNShape dmnElementRef="in"/></dmndi:DMNDiagram></dmndi:DMNDI>`;

const NAMESPACES =
  'xmlns:dmndi="https://www.omg.org/spec/DMN/20230324/DMNDI/" xmlns:tool="urn:t" tool:own="1" exporter="e"';

test("a model goes out and in again unchanged, whatever stands in it", () => {
  const written = goesRound(dmnFile(EVERYTHING, { more: NAMESPACES }));
  assert.match(written, /<dmndi:DMNShape dmnElementRef="in"\/>/);
  assert.match(written, /tool:own="1"/);
  assert.match(written, /kept <t:b>as<\/t:b> it is/);
  assert.equal(goesRound(written), written);
});

test("children stand in the order of the schema, however the model came by them", () => {
  const written = goesRound(dmnFile(EVERYTHING, { more: NAMESPACES }));
  const order = [
    "<description>",
    "<extensionElements>",
    "<import ",
    "<itemDefinition ",
    "<inputData ",
    "<textAnnotation ",
    "<dmndi:DMNDI>",
  ];
  const places = order.map((start) => written.indexOf(start));
  assert.deepEqual(
    places.toSorted((a, b) => a - b),
    places,
  );
  assert.ok(written.indexOf("<question>") < written.indexOf("<decisionTable "));
});

test("a prefix for DMN's own elements and an older version stay as they were", () => {
  const old = "http://www.omg.org/spec/DMN/20151101/dmn.xsd";
  const file = `<dmn:definitions xmlns:dmn="${old}" xmlns="urn:mine" namespace="urn:mine" name="old">
    <dmn:businessKnowledgeModel id="b" name="b"><dmn:encapsulatedLogic/><dmn:variable name="b"/></dmn:businessKnowledgeModel>
  </dmn:definitions>`;
  const written = goesRound(file);
  assert.match(written, /<dmn:definitions xmlns:dmn="[^"]+dmn\.xsd" xmlns="urn:mine"/);
  assert.match(written, /<dmn:encapsulatedLogic\/>\s*<dmn:variable/);
});
