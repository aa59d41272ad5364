import { bindInput, type CompiledFeel } from "@wutong/feel";

/**
 * Puts expressions in the place of names: parameters, terms and the key date become part of each expression that uses
 * them, so that every engine sees plain facts only, and equal parts are equal wherever they stand.
 */
export function bindNames(compiled: CompiledFeel, bindings: ReadonlyMap<string, CompiledFeel>): CompiledFeel {
  let bound = compiled;
  for (const [name, value] of bindings) {
    if (!bound.reads.includes(name)) continue;
    const { ir, type, reads } = bindInput({ ...bound, ir: renamedRoot(bound.ir, name) }, value);
    bound = { source: compiled.source, ir, type, reads };
  }
  return bound;
}

/** FEEL's own way of putting an expression in is by its input `?`; a name goes in by becoming the input. */
function renamedRoot<Part>(part: Part, name: string): Part {
  if (Array.isArray(part)) return part.map((each) => renamedRoot(each, name)) as Part;
  if (typeof part !== "object" || part === null) return part;
  if ("kind" in part && part.kind === "root" && "name" in part && part.name === name) return { ...part, name: "?" };
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, renamedRoot(value, name)])) as Part;
}
