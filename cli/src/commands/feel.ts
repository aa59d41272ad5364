import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { describeFault } from "@wutong/feel";
import {
  describeWarning,
  evaluate,
  type FeelContext,
  hasKind,
  makeContext,
  namesOf,
  parseExpression,
  toFeel,
  toJson,
  toText,
} from "@wutong/feel/interpreter";

const USAGE = `wutong feel 'EXPRESSION' [--context FILE.json] [--json]

Evaluates one FEEL expression by the rules of DMN 1.5 and prints its value; "-" reads the expression from standard input.
The file's entries are the names that it may use. Warnings (why something is null) come with their columns, on standard
error. --json prints value, warnings and faults as one JSON object instead.
`;

/** `wutong feel`: 0 with a value, null included; 1 when the expression is wrong or was stopped; 2 when something given is wrong. */
export async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const { source, context, json } = options;
  const language = (process.env["LC_ALL"] || process.env["LANG"] || "").startsWith("zh") ? "zh" : "en";
  const program = parseExpression(source, namesOf(context));
  if (!program.ok) {
    const faults = program.error.map((fault) => ({ ...fault, message: describeFault(fault, language) }));
    if (json) process.stdout.write(`${JSON.stringify({ faults }, null, 2)}\n`);
    else for (const { from, message } of faults) process.stderr.write(`${placeOf(source, from)}: ${message}\n`);
    return 1;
  }
  const clock = { nowMs: Date.now, zone: Intl.DateTimeFormat().resolvedOptions().timeZone };
  const { value, warnings, refused } = evaluate(program.value, context.entries, { clock });
  const told = [...warnings, ...(refused ? [refused] : [])].map((one) => {
    return { ...one, message: describeWarning(one, language) };
  });
  if (json) {
    process.stdout.write(
      `${JSON.stringify({ value: toJson(value), warnings: told, refused: refused !== null }, null, 2)}\n`,
    );
  } else {
    for (const { from, message } of told) process.stderr.write(`${placeOf(source, from)}: ${message}\n`);
    process.stdout.write(`${toText(value) ?? "null"}\n`);
  }
  return refused ? 1 : 0;
}

function placeOf(source: string, offset: number): string {
  const lines = source.slice(0, offset).split("\n");
  const column = (lines.at(-1) ?? "").length + 1;
  return lines.length > 1 || source.includes("\n") ? `line ${lines.length}, column ${column}` : `column ${column}`;
}

type Options = { readonly source: string; readonly context: FeelContext; readonly json: boolean };

function readOptions(args: readonly string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { context: { type: "string" }, json: { type: "boolean" } },
    });
    const [expression, ...more] = positionals;
    if (expression === undefined || more.length > 0) return "Give one expression, in quotes.";
    const context =
      values.context === undefined ? makeContext([]) : toFeel(JSON.parse(readFileSync(values.context, "utf8")));
    if (!hasKind(context, "context")) return `${values.context} must hold a JSON object.`;
    return { source: expression === "-" ? readFileSync(0, "utf8") : expression, context, json: values.json === true };
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
