import type { XmlElement, XmlNode } from "./xml-tree.ts";

/** An element as an XML 1.0 document, indented by two spaces; text stands as it is, so reading gives the same tree. */
export function writeXml(root: XmlElement): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  writeElement(root, "", lines);
  return `${lines.join("\n")}\n`;
}

function writeElement(element: XmlElement, indent: string, lines: string[]): void {
  const attributes = element.attributes.map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`).join("");
  const start = `${indent}<${element.name}${attributes}`;
  const { children } = element;
  if (children.length === 0) {
    lines.push(`${start}/>`);
  } else if (children.some((child) => child.kind === "text")) {
    lines.push(`${start}>${children.map(writeInline).join("")}</${element.name}>`);
  } else {
    lines.push(`${start}>`);
    for (const child of children) if (child.kind === "element") writeElement(child, `${indent}  `, lines);
    lines.push(`${indent}</${element.name}>`);
  }
}

/** Beside text every space counts, so nothing is indented there. */
function writeInline(node: XmlNode): string {
  if (node.kind === "text") return escapeText(node.text);
  const attributes = node.attributes.map(({ name, value }) => ` ${name}="${escapeAttribute(value)}"`).join("");
  return `<${node.name}${attributes}>${node.children.map(writeInline).join("")}</${node.name}>`;
}

function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("]]>", "]]&gt;").replaceAll("\r", "&#13;");
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
