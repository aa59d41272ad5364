/**
 * The fields of a structure with their types, as DuckDB writes them (`STRUCT("from" DATE, a DECIMAL(18,2))`); undefined
 * where the type is none.
 */
export function structFields(type: string): ReadonlyMap<string, string> | undefined {
  const inner = /^STRUCT\s*\((.*)\)$/is.exec(type.trim())?.[1];
  if (inner === undefined) return undefined;
  return new Map(
    parts(inner).map((part) => {
      const [, quoted, plain, of = ""] = /^(?:"((?:[^"]|"")*)"|(\S+))\s+(.*)$/s.exec(part) ?? [];
      return [quoted?.replaceAll('""', '"') ?? plain ?? "", of];
    }),
  );
}

/** Split at the commas that stand outside of brackets and quotes. */
function parts(text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let quoted = false;
  let from = 0;
  for (const [index, letter] of [...text].entries()) {
    if (letter === '"') quoted = !quoted;
    if (quoted) continue;
    if (letter === "(") depth += 1;
    if (letter === ")") depth -= 1;
    if (letter !== "," || depth > 0) continue;
    found.push(text.slice(from, index).trim());
    from = index + 1;
  }
  return [...found, text.slice(from).trim()];
}
