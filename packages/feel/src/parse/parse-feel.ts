import { fail, ok, type Result } from "@wutong/kernel";
import { type FeelFault, fault } from "../faults/fault.ts";
import type { Ast } from "./ast.ts";
import { convert, convertTests } from "./convert.ts";
import { depthOf, findSyntaxError, type Grammar, readCst } from "./lezer.ts";

/** Longer sources are refused: a rule that nobody can read is not a rule. */
const SOURCE_CHARACTERS_MAX = 20_000;
const DEPTH_MAX = 250;

/**
 * FEEL text → syntax tree, through lezer-feel. `names` are all names in scope, functions included.
 * Faults: `feel.syntax` where the text stops being FEEL, `feel.tooLong`, `feel.tooDeep`.
 */
export function parseFeel(
  source: string,
  grammar: Grammar,
  names: readonly string[],
): Result<Ast, readonly FeelFault[]> {
  const whole = { from: 0, to: source.length };
  if (source.length > SOURCE_CHARACTERS_MAX) {
    return fail([fault("feel.tooLong", whole, { characters: source.length, max: SOURCE_CHARACTERS_MAX })]);
  }
  if (source.trim() === "") return fail([fault("feel.empty", whole)]);
  const root = readCst(source, grammar, names);
  const error = findSyntaxError(root);
  if (error) {
    const found = source.slice(error.from, Math.max(error.to, error.from + 1)).trim();
    return fail([fault(found === "" ? "feel.syntaxAtEnd" : "feel.syntax", error, { found: found.slice(0, 40) })]);
  }
  if (depthOf(root) > DEPTH_MAX) return fail([fault("feel.tooDeep", whole, { max: DEPTH_MAX })]);
  return ok(grammar === "UnaryTests" ? convertTests(root, source) : convert(root, source));
}
