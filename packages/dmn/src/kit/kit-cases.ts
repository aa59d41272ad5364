import { fail, ok, type Result } from "@wutong/kernel";
import { type DmnFault, dmnFault } from "../faults/dmn-fault.ts";
import { readXml } from "../xml/read-xml.ts";
import { childElements, findAttribute, textOf, type XmlElement } from "../xml/xml-tree.ts";

/** The test files of the DMN Technology Compatibility Kit, by its testCases.xsd. */
export type KitCases = { readonly modelName: string | undefined; readonly cases: readonly KitCase[] };

export type KitCase = {
  readonly id: string;
  readonly type: "decision" | "bkm" | "decisionService";
  /** The business knowledge model or decision service to call, where one is named. */
  readonly invocable: string | undefined;
  readonly inputs: readonly KitNode[];
  readonly results: readonly KitExpectation[];
};

export type KitNode = { readonly name: string; readonly namespace: string | undefined; readonly value: KitValue };

export type KitExpectation = KitNode & {
  /** The evaluation is meant to go wrong, which FEEL tells by null. */
  readonly error: boolean;
};

/** A value as the kit writes it: with its XML Schema type, as components, or as a list. */
export type KitValue =
  | { readonly kind: "null" }
  | { readonly kind: "simple"; readonly type: string | undefined; readonly text: string }
  | { readonly kind: "context"; readonly entries: readonly (readonly [string, KitValue])[] }
  | { readonly kind: "list"; readonly items: readonly KitValue[] };

const XSI = "http://www.w3.org/2001/XMLSchema-instance";

export function readKitCases(source: string): Result<KitCases, DmnFault> {
  const xml = readXml(source);
  if (!xml.ok) return xml;
  const root = xml.value;
  if (root.local !== "testCases") return fail(dmnFault("dmn.kit.notTestCases", { found: root.name }, root.at));
  const modelName = children(root, "modelName")[0];
  return ok({ modelName: modelName && textOf(modelName).trim(), cases: children(root, "testCase").map(readCase) });
}

function readCase(element: XmlElement): KitCase {
  const type = findAttribute(element, "type");
  return {
    id: findAttribute(element, "id") ?? "",
    type: type === "bkm" || type === "decisionService" ? type : "decision",
    invocable: findAttribute(element, "invocableName"),
    inputs: children(element, "inputNode").map((node) => readNode(node, node)),
    results: children(element, "resultNode").map((node) => {
      const expected = children(node, "expected")[0];
      return { ...readNode(node, expected), error: findAttribute(node, "errorResult") === "true" };
    }),
  };
}

function readNode(node: XmlElement, holder: XmlElement | undefined): KitNode {
  return {
    name: findAttribute(node, "name") ?? "",
    namespace: findAttribute(node, "namespace"),
    value: holder ? readValue(holder) : { kind: "null" },
  };
}

/** What stands inside a node, an item or a component: a value, components, or a list; nothing at all is null. */
function readValue(holder: XmlElement): KitValue {
  const components = children(holder, "component");
  if (components.length > 0) {
    return {
      kind: "context",
      entries: components.map((one) => [
        findAttribute(one, "name") ?? "",
        isNil(one) ? { kind: "null" } : readValue(one),
      ]),
    };
  }
  const list = children(holder, "list")[0];
  if (list) return isNil(list) ? { kind: "null" } : { kind: "list", items: children(list, "item").map(readValue) };
  const value = children(holder, "value")[0];
  if (!value || isNil(value)) return { kind: "null" };
  const type = findAttribute(value, "type", XSI);
  return { kind: "simple", type: type?.slice(type.indexOf(":") + 1), text: textOf(value) };
}

function isNil(element: XmlElement): boolean {
  const nil = findAttribute(element, "nil", XSI);
  return nil === "true" || nil === "1";
}

function children(element: XmlElement, local: string): readonly XmlElement[] {
  return childElements(element).filter((one) => one.local === local);
}
