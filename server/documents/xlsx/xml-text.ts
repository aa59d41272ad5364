const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Text of an XML element or attribute: entities, and `_x000D_`, with which workbooks write control characters (ECMA-376 §22.4). */
export function decodeXml(text: string): string {
  const plain = text.includes("&") ? text.replaceAll(/&(#x?)?(\w+);/g, decodeEntity) : text;
  return plain.includes("_x") ? plain.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, hex) => character(hex, 16)) : plain;
}

/** The value of an attribute in the text of a start tag; undefined where it isn't there. A prefix of the name is ignored. */
export function attributeOf(tag: string, name: string): string | undefined {
  const match = new RegExp(`[\\s:]${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag);
  const value = match?.[1] ?? match?.[2];
  return value === undefined ? undefined : decodeXml(value);
}

/** The start tags of an element in a small part, without regard to prefixes. */
export function startTags(xml: string, name: string): readonly string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(?=[\\s/>])[^>]*>`, "g"))].map((match) => match[0]);
}

function decodeEntity(entity: string, numeric: string | undefined, body: string): string {
  if (numeric) return character(body, numeric === "#x" ? 16 : 10);
  return NAMED[body] ?? entity;
}

function character(digits: string, radix: number): string {
  const code = Number.parseInt(digits, radix);
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\uFFFD";
}
