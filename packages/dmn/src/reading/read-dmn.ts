import { fail, ok, type Result } from "@wutong/kernel";
import { type DmnFault, dmnFault } from "../faults/dmn-fault.ts";
import type { DmnModel, DrgElement, Import } from "../model/model.ts";
import { readXml, XML_LIMITS, type XmlLimits } from "../xml/read-xml.ts";
import type { XmlElement } from "../xml/xml-tree.ts";
import { type Cursor, openElement, type Reading } from "./cursor.ts";
import { defined } from "./defined.ts";
import { findVersion, MODEL_NAMESPACES, XMLNS } from "./namespaces.ts";
import { DRG_READERS } from "./read-elements.ts";
import { readItemDefinition } from "./read-types.ts";

const FAULTS_MAX = 100;

/**
 * Reads a DMN file of version 1.1 to 1.5. What the model has no place for (extension elements, diagrams, a tool's own
 * attributes) is kept beside the element that had it, and written again by `writeDmn`.
 * Errors: those of the XML (one), or of the model's form (all, at most 100), each with its line and column.
 */
export function readDmn(source: string, limits: XmlLimits = XML_LIMITS): Result<DmnModel, readonly DmnFault[]> {
  const xml = readXml(source, limits);
  if (!xml.ok) return fail([xml.error]);
  const root = xml.value;
  const version = findVersion(root.uri);
  if (!version || root.local !== "definitions") {
    return fail([dmnFault("dmn.notDmn", { found: `${root.name} (${root.uri || "no namespace"})` }, root.at)]);
  }
  const reading: Reading = { namespace: MODEL_NAMESPACES[version], faults: [], faultsMax: FAULTS_MAX };
  const cursor = openElement(root, reading);
  const { namespaces, prefix } = readNamespaces(root, cursor);
  const fields = {
    version,
    prefix,
    namespaces,
    name: cursor.attribute("name") ?? "",
    namespace: cursor.required("namespace"),
    expressionLanguage: cursor.attribute("expressionLanguage"),
    typeLanguage: cursor.attribute("typeLanguage"),
    exporter: cursor.attribute("exporter"),
    exporterVersion: cursor.attribute("exporterVersion"),
    imports: cursor.children("import").map(readImport),
    itemDefinitions: cursor.children("itemDefinition").map(readItemDefinition),
    elements: cursor.matching((local) => Object.hasOwn(DRG_READERS, local)).flatMap(readDrgElement),
  };
  const model = defined({ ...fields, ...cursor.rest() });
  return reading.faults.length > 0 ? fail(reading.faults) : ok(model);
}

function readDrgElement(cursor: Cursor): readonly DrgElement[] {
  const read = DRG_READERS[cursor.element.local as keyof typeof DRG_READERS];
  return [read(cursor)];
}

function readImport(cursor: Cursor): Import {
  const fields = {
    name: cursor.attribute("name") ?? "",
    namespace: cursor.required("namespace"),
    importType: cursor.attribute("importType") ?? "",
    locationUri: cursor.attribute("locationURI"),
  };
  return defined({ ...fields, ...cursor.rest() });
}

/** Declarations of the root; DMN's own follows from the version and the prefix. */
function readNamespaces(
  root: XmlElement,
  cursor: Cursor,
): { readonly namespaces: Record<string, string>; readonly prefix: string } {
  const prefix = root.name.includes(":") ? root.name.slice(0, root.name.indexOf(":")) : "";
  const namespaces: Record<string, string> = {};
  for (const { name, uri, value } of root.attributes) {
    if (uri !== XMLNS) continue;
    cursor.attribute(name);
    const declared = name === "xmlns" ? "" : name.slice("xmlns:".length);
    if (declared !== prefix) namespaces[declared] = value;
  }
  return { namespaces, prefix };
}
