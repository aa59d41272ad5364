import type { PolicyFile } from "./read-policies.ts";

const ONE_CASE =
  "tests: { cases: [{ name: left out, asOf: 2000-01-01, because: left out, expect: { outcome: possible } }] }";

/**
 * A policy's file without its cases, for whoever only decides with it: they are most of its text. What is left can be read and
 * compiled, not checked.
 */
export function withoutCases({ path, text }: PolicyFile): PolicyFile {
  const lines = text.split("\n");
  const from = lines.findIndex((line) => line.startsWith("tests:"));
  if (from < 0) return { path, text };
  // A key at the margin begins the next part; what is indented, empty or a comment belongs to the cases.
  const after = lines.findIndex((line, index) => index > from && /^[^\s#]/.test(line));
  const rest = after < 0 ? [""] : lines.slice(after);
  return { path, text: [...lines.slice(0, from), ONE_CASE, ...rest].join("\n") };
}
