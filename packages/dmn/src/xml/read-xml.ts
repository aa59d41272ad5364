import { fail, ok, type Result } from "@wutong/kernel";
import { SaxesParser, type SaxesTagNS } from "saxes";
import { type DmnFault, dmnFault } from "../faults/dmn-fault.ts";
import type { Place, XmlAttribute, XmlElement, XmlNode } from "./xml-tree.ts";

/** What a file may cost at most; whatever passes a limit is refused at its place. */
export type XmlLimits = {
  readonly characters: number;
  readonly depth: number;
  readonly elements: number;
  readonly attributesOfOne: number;
};

export const XML_LIMITS: XmlLimits = { characters: 16_000_000, depth: 200, elements: 250_000, attributesOfOne: 256 };

/**
 * The parser is fed in pieces, so that a file that is refused costs one piece more at most: small ones, for what it does
 * for an element grows with its depth.
 */
const PIECE = 4_096;

/**
 * Reads an XML document into a tree with places. A document type declaration is refused whatever it says: no entity of
 * its own, nothing from outside. Comments and processing instructions are left out, and so is white space between elements.
 * Errors: dmn.xml.notWellFormed, dmn.xml.doctype, dmn.xml.tooLarge, dmn.xml.tooDeep, dmn.xml.tooManyElements,
 * dmn.xml.tooManyAttributes.
 */
export function readXml(source: string, limits: XmlLimits = XML_LIMITS): Result<XmlElement, DmnFault> {
  if (source.length > limits.characters) {
    return fail(
      dmnFault("dmn.xml.tooLarge", { length: source.length, limit: limits.characters }, { line: 1, column: 1 }),
    );
  }
  const builder = makeBuilder(limits);
  const { parser } = builder;
  const text = source.startsWith("\uFEFF") ? source.slice(1) : source;
  for (let from = 0; from < text.length && !builder.fault(); from += PIECE)
    parser.write(text.slice(from, from + PIECE));
  if (!builder.fault()) parser.close();
  const fault = builder.fault();
  if (fault) return fail(fault);
  const root = builder.root();
  return root ? ok(root) : fail(dmnFault("dmn.xml.notWellFormed", { reason: "no element" }, { line: 1, column: 1 }));
}

type Open = { readonly element: XmlElement; readonly children: XmlNode[] };

type Builder = {
  readonly parser: SaxesParser<{ xmlns: true }>;
  fault(): DmnFault | undefined;
  root(): XmlElement | undefined;
};

function makeBuilder(limits: XmlLimits): Builder {
  const parser = new SaxesParser({ xmlns: true });
  const open: Open[] = [];
  let elements = 0;
  let attributesOfThis = 0;
  let root: XmlElement | undefined;
  let fault: DmnFault | undefined;
  let startedAt: Place = { line: 1, column: 1 };
  const here = (): Place => ({ line: parser.line, column: parser.column + 1 });
  const refuse = (code: Parameters<typeof dmnFault>[0], params: DmnFault["params"], at = here()): void => {
    fault ??= dmnFault(code, params, at);
  };
  const addText = (text: string): void => {
    if (!fault) open.at(-1)?.children.push({ kind: "text", text });
  };
  parser.on("error", (error) => refuse("dmn.xml.notWellFormed", { reason: reasonOf(error) }));
  parser.on("doctype", () => refuse("dmn.xml.doctype", {}));
  parser.on("opentagstart", (tag) => {
    startedAt = { line: parser.line, column: Math.max(1, parser.column - tag.name.length - 1) };
    if (open.length >= limits.depth) refuse("dmn.xml.tooDeep", { limit: limits.depth }, startedAt);
    elements += 1;
    attributesOfThis = 0;
    if (elements > limits.elements) refuse("dmn.xml.tooManyElements", { limit: limits.elements }, startedAt);
  });
  parser.on("attribute", () => {
    attributesOfThis += 1;
    if (attributesOfThis > limits.attributesOfOne) {
      refuse("dmn.xml.tooManyAttributes", { limit: limits.attributesOfOne }, startedAt);
    }
  });
  parser.on("opentag", (tag) => {
    if (fault) return;
    const attributes = attributesOf(tag);
    const children: XmlNode[] = [];
    const { name, local, uri } = tag;
    const element: XmlElement = {
      ...{ kind: "element", name, local, uri, attributes, children, at: startedAt, contentAt: here() },
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push({ element, children });
  });
  parser.on("closetag", () => {
    const closed = open.pop();
    if (closed) dropBlanks(closed.children);
  });
  parser.on("text", addText);
  parser.on("cdata", addText);
  return { parser, fault: () => fault, root: () => root };
}

/** White space counts where an element holds nothing but text. */
function dropBlanks(children: XmlNode[]): void {
  if (!children.some((child) => child.kind === "element")) return;
  const kept = children.filter((child) => child.kind === "element" || child.text.trim() !== "");
  children.length = 0;
  for (const child of kept) children.push(child);
}

function attributesOf(tag: SaxesTagNS): readonly XmlAttribute[] {
  return Object.values(tag.attributes).map(({ name, uri, value }) => ({ name, uri, value }));
}

/** The parser puts "file:line:column: " ahead of its message. */
function reasonOf(error: Error): string {
  return error.message.replace(/^(\S*:)?\d+:\d+: /, "");
}
