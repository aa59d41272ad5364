import { parser, trackVariables } from "lezer-feel";
import type { Span } from "./ast.ts";

/** A node of lezer's tree. */
export type Cst = ReturnType<typeof parser.parse>["topNode"];

export type Grammar = "Expression" | "UnaryTests";

/**
 * Reads the source with lezer-feel. The names in scope decide where a name with spaces or keywords in it ends
 * (`full years between(…)`), so they are handed to the tokenizer.
 */
export function readCst(source: string, grammar: Grammar, names: readonly string[]): Cst {
  const context: Record<string, unknown> = {};
  for (const name of names) if (name.includes(" ") && mayOccur(name, source)) context[name] = 1;
  return parser.configure({ top: grammar, contextTracker: trackVariables(context) }).parse(source).topNode;
}

/** Reading gets slower with each name that it has to watch for; a name whose first word is nowhere can't be meant. */
function mayOccur(name: string, source: string): boolean {
  return source.includes(name.slice(0, name.indexOf(" ")));
}

export function childrenOf(node: Cst): readonly Cst[] {
  const children: Cst[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.name.endsWith("Comment")) children.push(child);
  }
  return children;
}

/** Where the text first stops being FEEL, if it does. */
export function findSyntaxError(root: Cst): Span | undefined {
  const cursor = root.cursor();
  do {
    if (cursor.type.isError) return { from: cursor.from, to: cursor.to };
  } while (cursor.next());
  return undefined;
}

/** Levels of nesting below a node, counted without recursion, so that a hostile source can't exhaust the stack. */
export function depthOf(root: Cst): number {
  const cursor = root.cursor();
  let depth = 0;
  let deepest = 0;
  for (;;) {
    if (cursor.firstChild()) {
      depth += 1;
      deepest = Math.max(deepest, depth);
      continue;
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return deepest;
      depth -= 1;
    }
  }
}
