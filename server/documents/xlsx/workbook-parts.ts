import { DocumentFault } from "../problems.ts";
import { builtInStyle, type NumberStyle, numberStyle } from "./number-style.ts";
import { attributeOf, decodeXml, startTags } from "./xml-text.ts";
import type { ZipArchive } from "./zip-archive.ts";

export type Sheet = { readonly name: string; readonly part: string; readonly hidden: boolean };

/** What the cells need to be understood: the shared texts, what styles make of numbers, and where the calendar begins. */
export type Workbook = {
  readonly sheets: readonly Sheet[];
  readonly texts: readonly string[];
  /** By the index that cells name (into `cellXfs`). */
  readonly styles: readonly NumberStyle[];
  readonly startsIn1904: boolean;
};

/** Reads the parts of a workbook around its sheets; anything missing or out of shape is `documents.corruptWorkbook`. */
export async function readWorkbookParts(zip: ZipArchive): Promise<Workbook> {
  const root = await relations(zip, "_rels/.rels", "");
  const main = root.find((one) => one.type.endsWith("/officeDocument"))?.target ?? "xl/workbook.xml";
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  if (!zip.has(main)) throw notAWorkbook(zip);
  const xml = await zip.readText(main);
  const related = await relations(zip, `${folder}_rels/${main.slice(folder.length)}.rels`, folder);
  const part = (kind: string): string | undefined => related.find((one) => one.type.endsWith(`/${kind}`))?.target;
  const sheets = startTags(xml, "sheet").flatMap((tag) => {
    const target = related.find((one) => one.id === attributeOf(tag, "id") && one.type.endsWith("/worksheet"))?.target;
    const hidden = /hidden/i.test(attributeOf(tag, "state") ?? "");
    return target ? [{ name: attributeOf(tag, "name") ?? target, part: target, hidden }] : [];
  });
  if (sheets.length === 0) throw new DocumentFault("documents.corruptWorkbook", { reason: "no sheets" });
  const date1904 = attributeOf(startTags(xml, "workbookPr")[0] ?? "", "date1904");
  const stylesPart = part("styles");
  const textsPart = part("sharedStrings");
  return {
    sheets,
    startsIn1904: date1904 === "1" || date1904 === "true",
    styles: stylesPart && zip.has(stylesPart) ? numberStyles(await zip.readText(stylesPart)) : [],
    texts: textsPart && zip.has(textsPart) ? await readSharedTexts(zip.read(textsPart)) : [],
  };
}

/** Another program's archive, named so that people see what they have picked. */
function notAWorkbook(zip: ZipArchive): DocumentFault {
  if (zip.has("word/document.xml")) return new DocumentFault("documents.notATable", { kind: "Word " });
  if (zip.has("ppt/presentation.xml")) return new DocumentFault("documents.notATable", { kind: "PowerPoint " });
  return zip.has("[Content_Types].xml")
    ? new DocumentFault("documents.corruptWorkbook", { reason: "no workbook" })
    : new DocumentFault("documents.notATable", { kind: "zip " });
}

type Relation = { readonly id: string; readonly type: string; readonly target: string };

async function relations(zip: ZipArchive, name: string, folder: string): Promise<readonly Relation[]> {
  if (!zip.has(name)) return [];
  return startTags(await zip.readText(name), "Relationship").map((tag) => {
    const target = attributeOf(tag, "Target") ?? "";
    return {
      id: attributeOf(tag, "Id") ?? "",
      type: attributeOf(tag, "Type") ?? "",
      target: target.startsWith("/") ? target.slice(1) : folder + target,
    };
  });
}

function numberStyles(xml: string): readonly NumberStyle[] {
  const custom = new Map<number, string>();
  for (const tag of startTags(xml, "numFmt")) {
    custom.set(Number(attributeOf(tag, "numFmtId")), attributeOf(tag, "formatCode") ?? "");
  }
  const list = /<(?:\w+:)?cellXfs[\s>].*?<\/(?:\w+:)?cellXfs>/s.exec(xml)?.[0] ?? "";
  return startTags(list, "xf").map((tag) => {
    const id = Number(attributeOf(tag, "numFmtId"));
    const code = custom.get(id);
    return code === undefined ? builtInStyle(id) : numberStyle(code);
  });
}

/** They are kept whole while the sheets are read. */
const TEXT_CHARS_MAX = 200 * 1024 * 1024;

/** The workbook's shared texts in order; phonetic readings are left out. */
async function readSharedTexts(chunks: AsyncIterable<Buffer>): Promise<readonly string[]> {
  const texts: string[] = [];
  const decoder = new TextDecoder();
  let buffer = "";
  let size = 0;
  let itemEnd: string | undefined;
  for await (const chunk of chunks) {
    buffer += decoder.decode(chunk, { stream: true });
    size += chunk.length;
    if (size > TEXT_CHARS_MAX) throw new DocumentFault("documents.tooMuchContent", { part: "sharedStrings.xml" });
    itemEnd ??= /<\/(?:\w+:)?si>/.exec(buffer)?.[0];
    const end = itemEnd === undefined ? -1 : buffer.lastIndexOf(itemEnd);
    if (itemEnd === undefined || end === -1) continue;
    const whole = end + itemEnd.length;
    for (const item of buffer.slice(0, whole).matchAll(SHARED_ITEM)) texts.push(textOf(item[1] ?? ""));
    buffer = buffer.slice(whole);
  }
  return texts;
}

const SHARED_ITEM = /<(?:\w+:)?si(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g;
const TEXT_RUN = /<(?:\w+:)?t(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?t>/g;

/** The text of a shared or inline string: its runs, joined. */
export function textOf(xml: string): string {
  const runs = xml.includes("rPh") ? xml.replaceAll(/<(?:\w+:)?rPh[\s>][\s\S]*?<\/(?:\w+:)?rPh>/g, "") : xml;
  let text = "";
  for (const run of runs.matchAll(TEXT_RUN)) text += run[1];
  return decodeXml(text);
}
