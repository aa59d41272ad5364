import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  visit,
} from "yaml";
import type { PolicyFault } from "../fault.ts";

/** Where the reader stands: it hands out positions and collects what is wrong. One per file. */
export type YamlText = {
  readonly file: string;
  readonly text: string;
  readonly root: Node | null;
  readonly faults: PolicyFault[];
  /** The scalars that were read as FEEL. */
  readonly expressions: Set<Node>;
  /** The node behind an alias (`*anchor`), or the node itself. */
  readonly resolve: (node: unknown) => Node | null;
  /** A fault at an offset of the text. */
  readonly faultAt: (code: string, offset: number, params?: PolicyFault["params"]) => PolicyFault;
  /** Notes a fault of the file's form at an offset of the text. */
  readonly report: (code: string, offset: number, params?: PolicyFault["params"]) => void;
  /** The node at a path, as deep as the path leads. */
  readonly nodeAt: (path: readonly (string | number)[]) => Node | null;
};

/** The first 1 MiB is far beyond any real policy; a larger file is refused before it is parsed. */
const CHARACTERS_MAX = 1 << 20;

/** Reads YAML 1.2 and keeps where everything stands. A syntax error is a fault, never thrown. */
export function readYamlText(file: string, text: string): YamlText {
  const lines = new LineCounter();
  const faults: PolicyFault[] = [];
  const tooLong = text.length > CHARACTERS_MAX;
  const document = parseDocument(tooLong ? "" : text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    merge: true,
  });
  const faultAt: YamlText["faultAt"] = (code, offset, params = {}) => {
    const { line, col } = lines.linePos(offset);
    return { code, file, line: Math.max(line, 1), column: Math.max(col, 1), params };
  };
  const report: YamlText["report"] = (code, offset, params) => {
    faults.push(faultAt(code, offset, params));
  };
  if (tooLong) report("policy.file.tooLong", 0, { characters: text.length, charactersMax: CHARACTERS_MAX });
  for (const error of document.errors) report(codeOf(error.code), error.pos[0], { message: error.message });
  let anchored: ReadonlyMap<Alias, Node> | undefined;
  const resolve = (node: unknown): Node | null => {
    if (!isAlias(node)) return (node as Node | null | undefined) ?? null;
    anchored ??= behindAliases(document);
    return anchored.get(node) ?? null;
  };
  const nodeAt: YamlText["nodeAt"] = (path) => deepest(resolve, document.contents, path);
  const root = resolve(document.contents);
  return { file, text, root, faults, expressions: new Set(), resolve, faultAt, report, nodeAt };
}

/**
 * Where a character of a scalar's value stands in the file, however the scalar is written: its visible characters are
 * found one after the other, whatever line breaks, indents, quotes and escapes lie between them.
 */
export function offsetInScalar(yaml: YamlText, node: Node | null, index: number): number {
  if (!node || !isScalar(node)) return offsetOf(node);
  const [start = 0, end = start] = node.range ?? [];
  const value = typeof node.value === "string" ? node.value : (node.source ?? String(node.value));
  let at = contentStart(yaml.text, node, start);
  for (let place = 0; place < index; place += 1) {
    const character = value[place] ?? "";
    if (/\s/.test(character)) continue;
    while (at < end && yaml.text[at] !== character) at += 1;
    at += 1;
  }
  const wanted = value[index];
  while (wanted !== undefined && !/\s/.test(wanted) && at < end && yaml.text[at] !== wanted) at += 1;
  return at <= end ? at : start;
}

/** Behind the opening quote, or on the line after a block's header. */
function contentStart(text: string, node: Scalar, start: number): number {
  if (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE") return start + 1;
  return node.type === "PLAIN" ? start : text.indexOf("\n", start) + 1;
}

export function offsetOf(node: unknown): number {
  const range = (node as { range?: readonly number[] | null } | null | undefined)?.range;
  return range?.[0] ?? 0;
}

function codeOf(yamlCode: string): string {
  return yamlCode === "DUPLICATE_KEY" ? "policy.key.duplicate" : "policy.yaml.syntax";
}

/** What each alias stands for: the last node before it with that anchor. Found for all at once. */
function behindAliases(document: Document): ReadonlyMap<Alias, Node> {
  const anchors = new Map<string, Node>();
  const found = new Map<Alias, Node>();
  visit(document, {
    Node(_key, node) {
      const target = isAlias(node) ? anchors.get(node.source) : undefined;
      if (isAlias(node) && target) found.set(node, target);
      else if (!isAlias(node) && node.anchor) anchors.set(node.anchor, node);
    },
  });
  return found;
}

function deepest(resolve: YamlText["resolve"], root: unknown, path: readonly (string | number)[]): Node | null {
  let node = resolve(root);
  for (const step of path) {
    const next: Node | null = isCollection(node) ? resolve(node.get(step, true)) : null;
    if (!next) return node;
    node = next;
  }
  return node;
}
